import { closeSync, openSync, symlinkSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { startSandbox } from '@vouchrelay/sandbox'
import { drain } from './drain.ts'
import { offer } from './machine-post.ts'
import { readyz } from './machine-readyz.ts'
import { runBin } from './run-bin.ts'
import { readLetters } from './read-state.ts'
import { scratch } from './scratch.ts'
import { shopYaml } from './shop.ts'
import { idsOf, orderText, sendAll } from './simple-order.ts'
import { until } from './until.ts'

const pageBytes = 4096

/** Writes rubbish over the page where a table or an index of a state file begins. */
const destroyRoot = (state: string, name: string): void => {
  const path = join(state, 'vouchrelay.sqlite')
  const database = new DatabaseSync(path)
  const page = Number(database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(name)?.['rootpage'])
  database.close()
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(pageBytes, 0xa5), 0, pageBytes, (page - 1) * pageBytes)
  closeSync(file)
}

describe('a relay whose state file is damaged', function () {
  this.timeout(60_000)
  const customers = Array.from({ length: 30 }, (_, i) => `c${i}`)
  const ids = customers.map((customer) => `${customer}-1`)
  const nobody = 'http://127.0.0.1:1'

  /** Takes events while there is nobody to send them to, and is killed. */
  const takeAll = async (file: string): Promise<void> => {
    await using relay = runBin(file)
    const { tracking } = await relay.ready
    await sendAll(
      tracking,
      customers.map((customer) => orderText(customer)),
    )
    relay.kill('SIGKILL')
    await relay.ended
  }

  it('starts with what can be read, delivers it, and raises an alarm', async () => {
    await using sandbox = await startSandbox()
    await using dir = await scratch(shopYaml({ voucherify: nobody }))
    await takeAll(dir.file)
    destroyRoot(dir.state, 'journal')
    await dir.rewrite(shopYaml({ voucherify: sandbox.url }))
    await using relay = runBin(dir.file)
    const { admin } = await relay.ready
    await drain(admin)
    const now = await readyz(admin)
    relay.kill('SIGTERM')
    const { status, stderr } = await relay.ended
    expect([status, now?.status, now?.alarms.length]).to.deep.equal([0, 200, 1])
    expect(now?.alarms[0]).to.match(/the state file was damaged: .* 30 of journal/)
    expect(stderr).to.include('the state file was damaged')
    expect(idsOf(sandbox.events()).toSorted()).to.deep.equal(ids.toSorted())
  })

  it('sends nothing again whose intent may be lost, where the route parks', async () => {
    await using sandbox = await startSandbox()
    await using dir = await scratch(shopYaml({ voucherify: nobody, whenInDoubt: 'park' }))
    await takeAll(dir.file)
    destroyRoot(dir.state, 'shipments')
    await dir.rewrite(shopYaml({ voucherify: sandbox.url, whenInDoubt: 'park' }))
    await using relay = runBin(dir.file)
    const { admin } = await relay.ready
    await drain(admin)
    const letters = readLetters(dir.state)
    expect(idsOf(sandbox.events())).to.deep.equal([])
    expect(letters.map(({ messageId, reason }) => `${messageId} ${reason}`).toSorted()).to.deep.equal(
      ids.map((id) => `${id} in doubt`).toSorted(),
    )
  })

  it('and meets that while it runs ends with an error, and goes on from there at its next start', async () => {
    await using sandbox = await startSandbox()
    await using dir = await scratch(shopYaml({ voucherify: nobody }))
    await takeAll(dir.file)
    destroyRoot(dir.state, 'shipments_once')
    await dir.rewrite(shopYaml({ voucherify: sandbox.url }))
    await using broken = runBin(dir.file)
    const { status, stderr } = await broken.ended
    await using relay = runBin(dir.file)
    const { tracking, admin } = await relay.ready
    await sendAll(tracking, [orderText('ann')])
    await drain(admin)
    expect([status, relay.isRunning(), (await readyz(admin))?.status]).to.deep.equal([1, true, 200])
    expect(stderr).to.match(
      /The relay broke: the state file is damaged .*: what can be read of it is salvaged at the next start\n$/,
    )
    expect(idsOf(sandbox.events()).toSorted()).to.deep.equal([...ids, 'ann-1'].toSorted())
  })

  it('refuses its directory to another relay that comes by a symbolic link, and takes it over from one that was killed', async () => {
    await using sandbox = await startSandbox()
    const at = (state: string) => shopYaml({ voucherify: sandbox.url, more: `state: { dir: ${state} }` })
    await using dir = await scratch(at('./state'))
    await using other = await scratch(at('./link'))
    await using first = runBin(dir.file)
    await first.ready
    symlinkSync(dir.state, join(dirname(other.file), 'link'))
    await using second = runBin(other.file)
    const { status, stderr } = await second.ended
    first.kill('SIGKILL')
    await first.ended
    await using third = runBin(other.file)
    const answer = await offer((await third.ready).tracking, [orderText('ann')])
    await until('the order', () => sandbox.events().length === 1)
    expect([status, answer?.status]).to.deep.equal([1, 200])
    expect(stderr).to.match(/^state cannot start: another relay or replay uses /)
  })
})
