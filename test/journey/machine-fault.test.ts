import { dirname } from 'node:path'
import { expect } from 'chai'
import { startSandbox } from '@vouchrelay/sandbox'
import { drain } from './drain.ts'
import { freePort } from './free-port.ts'
import { faultyDisk, noFaults, type Fault } from './machine-fault.ts'
import { offer } from './machine-post.ts'
import { readyz } from './machine-readyz.ts'
import { runBin } from './run-bin.ts'
import { scratch } from './scratch.ts'
import { shopYaml } from './shop.ts'
import { idsOf, orderText, sendAll } from './simple-order.ts'
import { until } from './until.ts'

const onlyWhere = noFaults === undefined ? '' : ` (skipped: ${noFaults})`

describe(`a relay whose disk fails at${onlyWhere}`, function () {
  this.timeout(60_000)
  before(function () {
    if (noFaults !== undefined) this.skip()
  })

  const faults: readonly (readonly [fault: Fault, what: string])[] = [
    ['write', 'writing'],
    ['sync', 'making what was written durable'],
    ['rofs', 'writing, because it may only be read now,'],
    ['full', 'writing, because it is full,'],
  ]
  for (const [fault, what] of faults) {
    it(`${what} answers 503, and goes on by itself when it is mended, with nothing lost or twice`, async () => {
      await using sandbox = await startSandbox()
      // What is under way when the disk breaks ends while it is broken.
      sandbox.setLatency(150)
      await using dir = await scratch(shopYaml({ voucherify: sandbox.url, destination: 'inFlight: 4' }))
      const disk = faultyDisk(dirname(dir.file))
      await using relay = runBin(dir.file, disk.environment)
      const { tracking, admin } = await relay.ready
      const customers = Array.from({ length: 24 }, (_, i) => `c${i}`)
      await sendAll(
        tracking,
        customers.map((customer) => orderText(customer)),
      )
      await until('the first to be sent', () => sandbox.events().length > 3)

      disk.fail(fault)
      const refused = await until('a refusal', () => offer(tracking, [orderText('ann')]))
      const ill = await readyz(admin)
      disk.fail('nothing')
      await until('the relay to be well', async () => (await readyz(admin))?.status === 200)
      await sendAll(tracking, [orderText('bob')])
      const { lost } = await drain(admin)

      expect(refused).to.deep.equal({ status: 503, retryAfter: '10' })
      expect(ill?.ails[0]).to.match(/^state: (reading or writing the state file failed|the disk is full)/)
      expect(lost.filter((n) => n !== 0)).to.deep.equal([])
      const wanted = [...customers, 'bob'].map((customer) => `${customer}-1`)
      expect(idsOf(sandbox.events()).toSorted()).to.deep.equal(wanted.toSorted())
    })
  }

  it('reading when it starts stays up, says why, and starts by itself when it is mended', async () => {
    await using sandbox = await startSandbox()
    const adminPort = await freePort()
    await using dir = await scratch(shopYaml({ voucherify: sandbox.url, adminPort }))
    const disk = faultyDisk(dirname(dir.file))
    await using first = runBin(dir.file, disk.environment)
    await first.ready
    first.kill('SIGTERM')
    await first.ended
    disk.fail('read')
    await using relay = runBin(dir.file, disk.environment)
    const waiting = await until('the waiting room', () => readyz(`http://127.0.0.1:${adminPort}`))
    disk.fail('nothing')
    const { tracking, admin } = await relay.ready
    await sendAll(tracking, [orderText('ann')])
    await drain(admin)
    expect([waiting.status, (await readyz(admin))?.alarms]).to.deep.equal([503, []])
    expect(waiting.ails[0]).to.match(/^state: cannot open .*: reading or writing the state file failed/)
    expect(idsOf(sandbox.events())).to.deep.equal(['ann-1'])
  })
})
