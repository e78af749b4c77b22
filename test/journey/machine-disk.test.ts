import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { startSandbox } from '@vouchrelay/sandbox'
import { drain } from './drain.ts'
import { freePort } from './free-port.ts'
import { noSmallDisk, smallDisk } from './machine-mount.ts'
import { offer } from './machine-post.ts'
import { readyz } from './machine-readyz.ts'
import { runBin } from './run-bin.ts'
import { scratch } from './scratch.ts'
import { shopYaml } from './shop.ts'
import { idsOf, orderText, sendAll } from './simple-order.ts'
import { until } from './until.ts'

const onlyWhere = noSmallDisk === undefined ? '' : ` (skipped: ${noSmallDisk})`

/** Orders of so many customers, one each. */
const ordersOf = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `c${from + i}`)

describe(`a relay whose disk${onlyWhere}`, function () {
  this.timeout(60_000)
  before(function () {
    if (noSmallDisk !== undefined) this.skip()
  })

  /** Writes until nothing more fits; gives what makes room again. */
  const fill = (path: string): (() => void) => {
    for (const bytes of [65_536, 4_096, 512]) {
      try {
        for (;;) writeFileSync(path, Buffer.alloc(bytes, 1), { flag: 'a' })
      } catch {
        // That much does not fit any more.
      }
    }
    return () => rmSync(path)
  }

  it('is full answers 503, and goes on by itself when there is room, with nothing lost or twice', async () => {
    await using sandbox = await startSandbox()
    const adminPort = await freePort()
    await using dir = await scratch(shopYaml({ voucherify: sandbox.url, adminPort }))
    mkdirSync(dir.state)
    const disk = smallDisk(dir.state, 'size=3m')
    await using relay = runBin(dir.file, {}, disk.before)
    const { tracking, admin } = await relay.ready
    await sendAll(
      tracking,
      ordersOf(1, 20).map((customer) => orderText(customer)),
    )
    await drain(admin)

    const empty = fill(disk.seenBy(relay.pid, join(dir.state, 'somebody-else')))
    const taken: string[] = []
    const refused = await until('a refusal', async () => {
      const customer = `d${taken.length + 1}`
      const answer = await offer(tracking, [orderText(customer)])
      if (answer?.status === 200) taken.push(customer)
      return answer?.status !== 200 && answer
    })
    const ill = await readyz(admin)
    empty()
    const well = await until('the relay to be well', async () => {
      const now = await readyz(admin)
      return now?.status === 200 && now
    })
    await sendAll(
      tracking,
      ordersOf(21, 40).map((customer) => orderText(customer)),
    )
    const { lost } = await drain(admin)

    expect(refused).to.deep.equal({ status: 503, retryAfter: '10' })
    expect(ill?.status).to.equal(503)
    expect(ill?.ails[0]).to.match(/^state: (the disk is full|reading or writing the state file failed)/)
    expect(well.ails).to.deep.equal([])
    expect(lost.filter((n) => n !== 0)).to.deep.equal([])
    const wanted = [...ordersOf(1, 40), ...taken].map((customer) => `${customer}-1`)
    expect(idsOf(sandbox.events()).toSorted()).to.deep.equal(wanted.toSorted())
  })

  it('is full when it starts stays up, says why, and starts by itself when there is room', async () => {
    await using sandbox = await startSandbox()
    const adminPort = await freePort()
    await using dir = await scratch(shopYaml({ voucherify: sandbox.url, adminPort }))
    mkdirSync(dir.state)
    const disk = smallDisk(dir.state, 'size=256k', 'dd if=/dev/zero of=somebody-else bs=4096 count=100 2>/dev/null')
    await using relay = runBin(dir.file, {}, disk.before)
    const admin = `http://127.0.0.1:${adminPort}`
    const waiting = await until('the waiting room', () => readyz(admin))
    rmSync(disk.seenBy(relay.pid, join(dir.state, 'somebody-else')))
    const { tracking } = await relay.ready
    await sendAll(tracking, [orderText('ann')])
    await drain(admin)

    expect(waiting.status).to.equal(503)
    expect(waiting.ails[0]).to.match(/^state: cannot (open|lock) .*(disk is full|ENOSPC|failed).*\. It is tried again$/)
    expect(idsOf(sandbox.events())).to.deep.equal(['ann-1'])
  })

  it('may only be read does not start, and says what to do', async () => {
    await using dir = await scratch(shopYaml({ voucherify: 'http://127.0.0.1:1' }))
    mkdirSync(dir.state)
    await using relay = runBin(dir.file, {}, smallDisk(dir.state, 'size=1m,ro').before)
    const { status, stderr } = await relay.ended
    expect(status).to.equal(1)
    expect(stderr).to.equal(
      `state cannot start: cannot lock ${dir.state}/lock.sqlite: let this user write in ${dir.state}, or set state.dir to another directory\n`,
    )
  })

  it('has room for the damaged file and none for another waits with it, and salvages when there is room', async () => {
    await using sandbox = await startSandbox()
    const adminPort = await freePort()
    await using dir = await scratch(shopYaml({ voucherify: sandbox.url, adminPort }))
    mkdirSync(dir.state)
    const rubbish =
      'dd if=/dev/zero of=vouchrelay.sqlite bs=4096 count=100 2>/dev/null; dd if=/dev/zero of=somebody-else bs=4096 count=250 2>/dev/null'
    const disk = smallDisk(dir.state, 'size=1600k', rubbish)
    await using relay = runBin(dir.file, {}, disk.before)
    const admin = `http://127.0.0.1:${adminPort}`
    const waiting = await until('the want of room', async () => {
      const now = await readyz(admin)
      return now?.ails.some((ail) => ail.includes('tried again')) === true && now
    })
    rmSync(disk.seenBy(relay.pid, join(dir.state, 'somebody-else')))
    await relay.ready
    expect(waiting.status).to.equal(503)
    expect((await readyz(admin))?.alarms[0]).to.match(/the state file was damaged/)
  })
})
