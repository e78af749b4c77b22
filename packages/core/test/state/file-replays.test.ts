import { expect } from 'chai'
import { givenUpAfterMs, type FileReplay } from '../../src/state/file-replays.ts'
import { openReader } from '../../src/state/reader.ts'
import { delivered, shipmentOf } from './sample-shipment.ts'
import { createScratch, rightOf, rowsIn, until } from './scratch.ts'

const replay: FileReplay = {
  id: 'r1',
  file: '/orders.ndjson',
  fingerprint: 'f',
  source: 'shop',
  state: 'running',
  position: '{}',
  since: 1_000,
  beganAt: 1_000,
  at: 1_000,
}

describe('the replays of files', () => {
  let now = 1_000
  const scratch = createScratch(() => now)
  beforeEach(() => {
    now = 1_000
  })
  afterEach(() => scratch.clean())

  it('are told with how far they are, the latest first, each of its own source', async () => {
    const state = await scratch.open(scratch.dir())
    const second = { ...replay, id: 'r2', beganAt: 2_000 }
    for (const one of [replay, second, { ...replay, id: 'r3', source: 'other' }]) {
      rightOf(await state.fileReplays.keep(one, 'at once')())
    }
    rightOf(await state.fileReplays.keep({ ...replay, position: '{"line":7}', at: 3_000 }, 'soon')())
    expect(rightOf(await state.fileReplays.of('shop')())).to.deep.equal([
      second,
      { ...replay, position: '{"line":7}', at: 3_000 },
    ])
  })

  it('are told of all sources, those that are not over and the last three finished, the latest first', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    const finished = [1, 2, 3, 4].map((n) => ({ ...replay, id: `f${n}`, state: 'finished', at: 10 * n }) as const)
    const over = { ...replay, id: 'r2', state: 'given up' } as const
    const others = [{ ...replay, id: 'r1', at: 5 }, over, { ...replay, id: 'r3', source: 'other', at: 35 }]
    for (const one of [...finished, ...others]) rightOf(await state.fileReplays.keep(one, 'at once')())
    const told = rightOf(await state.fileReplays.latest()).map(({ id }) => id)
    const read = rightOf(openReader(dir)).replays()
    expect([told, read.map(({ id }) => id)]).to.deep.equal([
      ['f4', 'r3', 'f3', 'f2', 'r1'],
      ['f4', 'r3', 'f3', 'f2', 'r1'],
    ])
  })

  it('are given up where nobody goes on with them for long: what they delivered may be forgotten then', async () => {
    const dir = scratch.dir()
    const first = await scratch.open(dir)
    rightOf(await first.fileReplays.keep(replay, 'at once')())
    rightOf(await first.fileReplays.keep({ ...replay, id: 'r2', state: 'finished' }, 'at once')())
    await first.close()
    now = 1_001 + givenUpAfterMs
    const second = await scratch.open(dir)
    const states = rightOf(await second.fileReplays.of('shop')()).map(({ id, state }) => [id, state])
    expect(states).to.deep.equal([
      ['r1', 'given up'],
      ['r2', 'finished'],
    ])
  })

  it('keep what was delivered since the first line that is not done, until they are finished', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    const deliver = async (messageId: string): Promise<void> => {
      const shipment = shipmentOf({ messageId, deliveryId: messageId })
      rightOf(await state.ledger.claim(shipment)())
      await state.ledger.conclude({ conclusion: delivered(shipment) })()
    }
    await deliver('before')
    now = 200_000
    await deliver('since')
    rightOf(await state.fileReplays.keep({ ...replay, state: 'paused', since: 200_000, at: 200_000 }, 'at once')())
    await state.close()
    const kept = (): readonly unknown[] =>
      rowsIn(dir, 'SELECT message_id FROM shipments').map((row) => row['message_id'])
    now = 10 * 24 * 60 * 60_000
    const later = await scratch.open(dir)
    await until(() => !kept().includes('before'))
    const whilePaused = kept()
    rightOf(await later.fileReplays.keep({ ...replay, state: 'finished', at: now }, 'at once')())
    await later.close()
    await scratch.open(dir)
    await until(() => kept().length === 0)
    expect(whilePaused).to.deep.equal(['since'])
  })

  it('go on in doubt where they were broken off, and leave the doubts of a relay that was to that relay', async () => {
    const dir = scratch.dir()
    const relay = await scratch.open(dir, { window: 8 })
    rightOf(await relay.fileReplays.keep(replay, 'at once')())
    await scratch.kill(relay)
    const shipment = (deliveryId: string, run?: string) =>
      shipmentOf({
        deliveryId,
        messageId: deliveryId,
        whenInDoubt: 'resend',
        receivedAt: 0,
        ...(run === undefined ? {} : { replay: { run } }),
      })
    const alone = await scratch.open(dir, { window: 8, replaysOnly: true })
    const told = [shipment('replay:r1:1', 'r1'), shipment('replay:r2:1', 'r2')].map(async (one) => {
      const claim = rightOf(await alone.ledger.claim(one)())
      alone.ledger.release(one)
      return claim._tag
    })
    const ofReplays = await Promise.all(told)
    await alone.close()
    const next = await scratch.open(dir, { window: 8 })
    const ofRelay = rightOf(await next.ledger.claim(shipment('1'))())
    next.ledger.release(shipment('1'))
    expect([ofReplays, ofRelay._tag]).to.deep.equal([['InDoubt', 'Claimed'], 'InDoubt'])
  })
})
