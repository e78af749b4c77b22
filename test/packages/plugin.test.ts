import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { startSandbox } from '@vouchrelay/sandbox'
import { expect } from 'chai'
import { until } from '../journey/until.ts'
import { execute } from './execute.ts'
import { install } from './install.ts'
import { packAll } from './pack.ts'
import { packExample } from './pack-example.ts'

const settings = (voucherify: string) => `
plugins: ['@acme/vouchrelay-outbox']
sources: [{ use: outbox, name: till, path: ./shop.sqlite, pollMs: 5 }]
routes: [{ name: sold, body: { event: sold, customer: { source_id: $.customer } } }]
destination: { use: voucherify, baseUrl: '${voucherify}', applicationId: sandbox-app-id, secretKey: sandbox-secret-key }
admin: { port: 0 }
`

const contract = `
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import { plugins } from '@acme/vouchrelay-outbox'
import { describeSource } from '@vouchrelay/core/testing'

const [plugin] = plugins
const settings = (folder) => ({ path: join(folder, 'shop.sqlite'), pollMs: 5 })
const put = async (samples, { folder }) => {
  const shop = new DatabaseSync(settings(folder).path, { timeout: 5_000 })
  const insert = shop.prepare('INSERT INTO outbox (event) VALUES (?)')
  shop.exec('BEGIN')
  for (const { messageId, ...fields } of samples) insert.run(JSON.stringify({ id: messageId, ...fields }))
  shop.exec('COMMIT')
  shop.close()
}
describeSource({ plugin, settings, put }, { describe, it })
`

describe("somebody else's plugin, installed as a package", function () {
  // Builds, packs and installs from the registry: a minute where the network is slow.
  this.timeout(300_000)

  const folder = mkdtempSync(join(tmpdir(), 'vouchrelay-plugin-'))
  const file = join(folder, 'relay.yaml')
  const command = join(folder, 'node_modules/.bin/vouchrelay')

  before(async () => {
    const ours = await packAll(folder)
    await install([...ours, await packExample('custom-source', folder)], folder)
    writeFileSync(file, settings('http://127.0.0.1:4010'))
  })
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))

  it('is JavaScript, and shares the core of the relay', () => {
    const plugin = join(folder, 'node_modules/@acme/vouchrelay-outbox')
    const found = ['dist/plugin.js', 'plugin.ts', 'node_modules'].map((path) => existsSync(join(plugin, path)))
    expect(found).to.deep.equal([true, false, false])
  })

  it('is found by the command where the settings name it', async () => {
    const { status, stdout, stderr } = await execute(process.execPath, [command, 'check', 'relay.yaml'], folder)
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' })
    expect(stdout).to.match(/relay\.yaml is sound.*\nsources: till \(outbox\)\n/)
  })

  it('has its settings checked by the command', async () => {
    writeFileSync(join(folder, 'wrong.yaml'), settings('http://127.0.0.1:4010').replace('pollMs: 5', 'poll: 5'))
    const { status, stderr } = await execute(process.execPath, [command, 'check', 'wrong.yaml'], folder)
    expect(status).to.equal(2)
    expect(stderr).to.match(/sources\[0\]\.poll: expected one of path, pollMs/)
  })

  it("keeps its contract there, with Node's own test runner", async () => {
    writeFileSync(join(folder, 'contract.test.js'), contract)
    const { status, stdout } = await execute(process.execPath, ['--test', 'contract.test.js'], folder)
    expect(status).to.equal(0)
    expect(stdout).to.match(/pass [1-9]\d+\n(?:.*\n)*?.*fail 0\n/)
  })

  it('brings an event to Voucherify', async () => {
    await using sandbox = await startSandbox()
    writeFileSync(file, settings(sandbox.url))
    const relay = spawn(process.execPath, [command, 'run', 'relay.yaml'], { cwd: folder, env: {} })
    const database = join(folder, 'shop.sqlite')
    await until('an outbox', () => relay.exitCode !== null || existsSync(database))
    using shop = new DatabaseSync(database, { timeout: 5_000 })
    shop.exec('CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY, event TEXT NOT NULL, sent_at INTEGER)')
    shop.prepare('INSERT INTO outbox (event) VALUES (?)').run('{"id":"1","customer":"ada"}')
    const said = Promise.all([text(relay.stdout), text(relay.stderr), once(relay, 'close')])
    try {
      await until('an event', () => relay.exitCode !== null || sandbox.events().length > 0)
    } finally {
      relay.kill()
    }
    const [, stderr, [status]] = await said
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' })
    expect(sandbox.events().map(({ body }) => body)).to.deep.equal([
      { event: 'sold', customer: { source_id: 'ada' }, metadata: { vouchrelay_id: 'till/1/sold' } },
    ])
  })
})
