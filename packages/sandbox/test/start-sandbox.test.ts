import { expect } from 'chai'
import { defaultSandboxSettings, sandboxSettingLines, startSandbox } from '../src/index.ts'
import { call, serverKeys, track } from './client.ts'

const body = { event: 'signup', customer: { source_id: 'ada' } }

describe('startSandbox', () => {
  it('listens on a free port with the default keys', async () => {
    await using sandbox = await startSandbox()
    expect(sandbox.url).to.equal(`http://127.0.0.1:${sandbox.port}`)
    expect(sandbox.settings).to.deep.equal({ ...defaultSandboxSettings, port: sandbox.port })
  })

  it('names an address that a client can call when it listens on all', async () => {
    await using sandbox = await startSandbox({ host: '0.0.0.0' })
    expect(sandbox.url).to.equal(`http://127.0.0.1:${sandbox.port}`)
    expect((await track(sandbox.url, body)).status).to.equal(200)
  })

  it('takes other keys', async () => {
    await using sandbox = await startSandbox({ applicationId: 'A', secretKey: 'S' })
    const statuses = [
      await track(sandbox.url, body),
      await track(sandbox.url, body, { 'x-app-id': 'A', 'x-app-token': 'S' }),
    ]
    expect(statuses.map(({ status }) => status)).to.deep.equal([401, 200])
  })

  it('rejects when its port is taken', async () => {
    await using sandbox = await startSandbox()
    const [second] = await Promise.allSettled([startSandbox({ port: sandbox.port })])
    expect(second).to.have.nested.property('reason.code', 'EADDRINUSE')
  })

  it('closes while a client is kept waiting, and closes twice', async () => {
    const sandbox = await startSandbox()
    sandbox.script([{ hang: 3_600_000, after: 'after-storing' }])
    const waiting = Promise.allSettled([call(`${sandbox.url}/v1/events`, { body, headers: serverKeys })])
    while (sandbox.events().length === 0) await new Promise(setImmediate)
    await sandbox.close()
    await sandbox.close()
    expect((await waiting)[0].status).to.equal('rejected')
  })

  it('hands out events that do not grow afterwards', async () => {
    await using sandbox = await startSandbox()
    const before = sandbox.events()
    await track(sandbox.url, body)
    expect([before.length, sandbox.events().length]).to.deep.equal([0, 1])
  })

  it('begins anew when cleared', async () => {
    await using sandbox = await startSandbox()
    await track(sandbox.url, body)
    sandbox.script([{ status: 503 }])
    sandbox.clear()
    expect([sandbox.events(), sandbox.customers(), sandbox.requests]).to.deep.equal([[], [], 0])
    expect((await track(sandbox.url, body)).status).to.equal(200)
  })
})

describe('sandboxSettingLines', () => {
  it('name every setting with its default', () => {
    const defaults = Object.fromEntries(sandboxSettingLines.map((line) => [line.name, line.default]))
    expect(defaults).to.deep.equal(defaultSandboxSettings)
  })
})
