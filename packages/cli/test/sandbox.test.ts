import { expect } from 'chai'
import { startSandbox } from '@vouchrelay/sandbox'
import { start, vouchrelay } from './vouchrelay.ts'

const track = (url: string, applicationId: string, secretKey: string): Promise<Response> =>
  fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-app-id': applicationId, 'x-app-token': secretKey },
    body: JSON.stringify({ event: 'signup', customer: { source_id: 'ada' } }),
  })

describe('vouchrelay sandbox', function () {
  this.timeout(30_000)

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`takes events with the keys it prints until ${signal}`, async () => {
      const sandbox = start(['sandbox', '--port', '0'])
      const said = await sandbox.says('destination:')
      const url = /at (http:\/\/127\.0\.0\.1:\d+),/.exec(said)?.[1] ?? ''
      const { status } = await track(url, 'sandbox-app-id', 'sandbox-secret-key')
      sandbox.child.kill(signal)
      const ended = await sandbox.ended
      expect([status, ended.status, ended.stderr]).to.deep.equal([200, 0, ''])
      expect(ended.stdout).to.contain('  application id  sandbox-app-id\n  secret key      sandbox-secret-key\n')
      expect(ended.stdout).to.match(/\n1 event received\n$/)
    })
  }

  it('takes keys, and speaks JSON', async () => {
    const sandbox = start(['sandbox', '--port', '0', '--application-id', 'A', '--secret-key', 'S', '--json'])
    const ready: { url: string } = JSON.parse(await sandbox.says('\n'))
    const statuses = [(await track(ready.url, 'A', 'S')).status, (await track(ready.url, 'A', 'T')).status]
    sandbox.child.kill('SIGTERM')
    const { stdout } = await sandbox.ended
    expect([statuses, stdout.split('\n')[1]]).to.deep.equal([[200, 401], '{"events":1}'])
  })

  it('says that its port is taken', async () => {
    await using taken = await startSandbox()
    expect(await vouchrelay(['sandbox', '--port', String(taken.port)])).to.deep.equal({
      status: 1,
      stdout: '',
      stderr: `The sandbox cannot listen: address already in use. Try another --port; 0 takes any free one.\n`,
    })
  })
})
