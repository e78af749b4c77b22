import { request } from 'node:http'
import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { openAdmin, type AdminService } from '../../src/runtime/admin.ts'

const metrics = { contentType: 'text/plain', scrape: async () => 'one 1\n' }

/** Answers what it was asked. */
const echo: AdminService = {
  paths: ['/echo'],
  answer: async (method, path, body) => (path === '/echo' ? { status: 200, body: { method, body } } : undefined),
}

const open = async (ails: readonly string[] = []) => {
  const readiness = () => ({ ready: ails.length === 0, ails, alarms: [] })
  const parts = { host: '127.0.0.1', port: 0, readiness, metrics, services: [echo], token: 'secret' }
  const admin = await openAdmin(parts)()
  if (isLeft(admin)) throw new Error(admin.left.message)
  return { ...admin.right, [Symbol.asyncDispose]: admin.right.close }
}

/** The status of a path as it is written, which `fetch` would tidy up. */
const statusOf = (url: string, path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { path }, (answer) => resolve(answer.resume().statusCode))
    asked.on('error', reject).end()
  })

const post = async (url: string, body: string, headers: Readonly<Record<string, string>>, method = 'POST') => {
  const answer = await fetch(url, { method, body, headers })
  const said: unknown = await answer.json()
  return [answer.status, said]
}

describe('the admin port', () => {
  it('answers what it serves, and 404 for all else, however it is written', async () => {
    await using admin = await open()
    const paths = ['/livez', '/readyz?x=1', '/metrics', '/echo?x', '/', '//', '/%', '//evil/readyz', '*']
    const statuses = await Promise.all(paths.map((path) => statusOf(admin.url, path)))
    expect(statuses).to.deep.equal([200, 200, 200, 200, 404, 404, 404, 404, 404])
  })

  it('says what there is', async () => {
    await using admin = await open()
    const answer = await fetch(`${admin.url}/nothing`)
    expect(await answer.json()).to.deep.equal({ message: 'There are /livez, /readyz, /metrics and /echo.' })
  })

  it('answers 503 with what ails', async () => {
    await using admin = await open(['state: the disk is full'])
    const answer = await fetch(`${admin.url}/readyz`)
    expect([answer.status, await answer.json()]).to.deep.equal([
      503,
      { ready: false, ails: ['state: the disk is full'], alarms: [] },
    ])
  })

  it('lets nobody change anything who does not have the token', async () => {
    await using admin = await open()
    const needed =
      'Expected the header "authorization: Bearer TOKEN", with the token in admin.json of the state directory.'
    const wrong = ['', 'Bearer ', 'Bearer secre', 'Bearer secret2', 'Basic secret', 'secret']
    const answers = await Promise.all(
      wrong.map((authorization) => post(`${admin.url}/echo`, '{}', authorization === '' ? {} : { authorization })),
    )
    for (const method of ['PUT', 'DELETE', 'PATCH']) answers.push(await post(`${admin.url}/echo`, '{}', {}, method))
    expect(answers).to.deep.equal(answers.map(() => [401, { message: needed }]))
  })

  it('hands over what was sent by somebody who has it', async () => {
    await using admin = await open()
    const said = await post(`${admin.url}/echo`, '{"a":[1]}', { authorization: 'Bearer secret' })
    expect(said).to.deep.equal([200, { method: 'POST', body: { a: [1] } }])
  })

  it('refuses a body that is no JSON, and one that is too long', async () => {
    await using admin = await open()
    const headers = { authorization: 'Bearer secret' }
    const answers = [
      await post(`${admin.url}/echo`, '{', headers),
      await post(`${admin.url}/echo`, JSON.stringify('x'.repeat(1024 * 1024)), headers),
    ]
    expect(answers).to.deep.equal([
      [400, { message: 'Expected a body of JSON, found something else.' }],
      [400, { message: 'Expected a body of at most 1048576 bytes, found a longer one.' }],
    ])
  })
})
