import { request } from 'node:http'
import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { openAdmin } from '../../src/runtime/admin.ts'

const metrics = { contentType: 'text/plain', scrape: async () => 'one 1\n' }

const open = async (ails: readonly string[] = []) => {
  const readiness = () => ({ ready: ails.length === 0, ails, alarms: [] })
  const admin = await openAdmin({ host: '127.0.0.1', port: 0, readiness, metrics })()
  if (isLeft(admin)) throw new Error(admin.left.message)
  return { ...admin.right, [Symbol.asyncDispose]: admin.right.close }
}

/** The status of a path as it is written, which `fetch` would tidy up. */
const statusOf = (url: string, path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { path }, (answer) => resolve(answer.resume().statusCode))
    asked.on('error', reject).end()
  })

describe('the admin port', () => {
  it('answers what it serves, and 404 for all else, however it is written', async () => {
    await using admin = await open()
    const paths = ['/livez', '/readyz?x=1', '/metrics', '/', '//', '/%', '//evil/readyz', '*']
    const statuses = await Promise.all(paths.map((path) => statusOf(admin.url, path)))
    expect(statuses).to.deep.equal([200, 200, 200, 404, 404, 404, 404, 404])
  })

  it('answers 503 with what ails', async () => {
    await using admin = await open(['state: the disk is full'])
    const answer = await fetch(`${admin.url}/readyz`)
    expect([answer.status, await answer.json()]).to.deep.equal([
      503,
      { ready: false, ails: ['state: the disk is full'], alarms: [] },
    ])
  })
})
