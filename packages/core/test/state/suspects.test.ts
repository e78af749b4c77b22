import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import type { Ledger } from '../../src/contracts/ledger.ts'
import { createSuspects, type LastRun } from '../../src/state/suspects.ts'
import { delivered, failed, shipmentOf } from './sample-shipment.ts'
import { createScratch, rightOf, until } from './scratch.ts'

const brokenOff: LastRun = { ended: false, window: 2, replays: ['may'] }

const resent = (deliveryId: string, some: Parameters<typeof shipmentOf>[0] = {}) =>
  shipmentOf({ deliveryId, messageId: `m${deliveryId}`, customer: `c${deliveryId}`, whenInDoubt: 'resend', ...some })

describe('what may have been under way when the last run broke off', () => {
  const suspected = (shipments: readonly ReturnType<typeof resent>[], last = brokenOff) => {
    const isSuspect = createSuspects(last, 1_000)
    return shipments.filter(isSuspect).map(({ deliveryId, route }) => `${deliveryId} ${route}`)
  }

  it('are the first events of a source, as many as were worked on at once, and of each customer one shipment', () => {
    const all = [resent('1'), resent('1', { route: 'refunds' }), resent('2'), resent('3'), resent('1')]
    expect(suspected(all)).to.deep.equal(['1 orders', '2 orders'])
  })

  it('are counted for each source, and for what is replayed apart', () => {
    const replay = { run: 'may' }
    const others = [resent('4', { source: 'till' }), resent('5', { source: 'till' }), resent('6', { replay })]
    expect(suspected([resent('1'), resent('2'), resent('3'), ...others])).to.deep.equal([
      '1 orders',
      '2 orders',
      '4 orders',
      '5 orders',
      '6 orders',
    ])
  })

  it('are none that came later than this run began', () =>
    expect(suspected([resent('1', { receivedAt: 1_000 }), resent('2', { receivedAt: 999 })])).to.deep.equal([
      '2 orders',
    ]))

  it('are, of a replay that had begun, also those that came later', () => {
    const late = { receivedAt: 5_000 }
    const [mine, other] = ['may', 'june'].map((run) => resent(run, { ...late, replay: { run } }))
    expect([mine, other].map((one) => one && suspected([one]))).to.deep.equal([['may orders'], []])
  })

  it('are none after a run that ended', () =>
    expect(suspected([resent('1')], { ...brokenOff, ended: true })).to.deep.equal([]))
})

describe('a shipment that is sent again in doubt, after a restart', () => {
  const scratch = createScratch(() => 1_000)
  afterEach(scratch.clean)

  const claimOf = async (ledger: Ledger, shipment: ReturnType<typeof resent>) => rightOf(await ledger.claim(shipment)())
  const inDoubt = { _tag: 'InDoubt', cause: 'crash', since: 500, attempts: [] }
  const claimed = { _tag: 'Claimed', attempts: [] }

  /** Works on some shipments, of which only those that are told end. */
  const work = async (dir: string, all: readonly string[], ending: readonly string[]) => {
    const state = await scratch.open(dir, { window: 2 })
    for (const id of all) {
      await claimOf(state.ledger, resent(id))
      await state.ledger.intend(resent(id))()
    }
    for (const id of ending) await state.ledger.conclude({ conclusion: delivered(resent(id)) })()
    return state
  }

  it('is in doubt where the process was killed, if it was among the first', async () => {
    const dir = scratch.dir()
    await scratch.kill(await work(dir, ['1', '2', '3'], ['1']))
    const { ledger } = await scratch.open(dir)
    const claims: unknown[] = []
    for (const id of ['1', '2', '3', '4']) claims.push(await claimOf(ledger, resent(id)))
    expect(claims).to.deep.equal([{ _tag: 'Delivered', differs: false }, inDoubt, inDoubt, claimed])
  })

  it('is in doubt where the run ended while somebody worked on it', async () => {
    const dir = scratch.dir()
    await (await work(dir, ['1', '2'], ['1'])).close()
    const { ledger } = await scratch.open(dir)
    expect(await claimOf(ledger, resent('2'))).to.deep.equal(inDoubt)
  })

  it('is in doubt after a short run, too, that ended before it came to it', async () => {
    const dir = scratch.dir()
    const first = await scratch.open(dir, { window: 2 })
    const event = { bytes: Buffer.from('{}'), receivedAt: 500 }
    rightOf(await first.journal('shop').append([event])())
    await scratch.kill(first)
    await (await scratch.open(dir, { window: 2 })).close()
    const { ledger } = await scratch.open(dir)
    expect(await claimOf(ledger, resent('1'))).to.deep.equal(inDoubt)
  })

  it('is not in doubt where the run ended with nothing claimed', async () => {
    const dir = scratch.dir()
    const state = await work(dir, ['1', '2'], ['1'])
    state.ledger.release(resent('2'))
    await state.close()
    const { ledger } = await scratch.open(dir)
    expect(await claimOf(ledger, resent('2'))).to.deep.equal(claimed)
  })

  it('is in doubt where the run ended and could not write that its last attempt was', async () => {
    const dir = scratch.dir()
    const state = await work(dir, ['1'], [])
    const other = new DatabaseSync(join(dir, 'vouchrelay.sqlite'))
    other.exec('BEGIN IMMEDIATE')
    state.ledger.failed(resent('1'), [failed('in-doubt')])
    state.ledger.release(resent('1'))
    await until(() => state.ailment() !== undefined)
    other.close()
    await state.close()
    const { ledger } = await scratch.open(dir)
    expect(await claimOf(ledger, resent('1'))).to.deep.equal(inDoubt)
  })

  it('is not in doubt where the run ended and it is known how the last attempt failed', async () => {
    const dir = scratch.dir()
    const state = await work(dir, ['1'], [])
    const attempts = [failed('unavailable')]
    state.ledger.failed(resent('1'), attempts)
    state.ledger.release(resent('1'))
    await state.close()
    const { ledger } = await scratch.open(dir)
    expect(await claimOf(ledger, resent('1'))).to.deep.equal({ ...claimed, attempts })
  })
})
