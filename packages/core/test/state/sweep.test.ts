import { expect } from 'chai'
import type { BuryReason } from '../../src/contracts/outcome.ts'
import type { State } from '../../src/state/open-state.ts'
import { buried, delivered, failed, shipmentOf } from './sample-shipment.ts'
import { createScratch, entry, rightOf, rowsIn, until } from './scratch.ts'

const dayMs = 86_400_000

describe('the sweep', () => {
  let now = 0
  const scratch = createScratch(() => now)
  beforeEach(() => {
    now = 1_000 * dayMs
  })
  afterEach(scratch.clean)

  const shipment = (messageId: string) => shipmentOf({ messageId, deliveryId: messageId })
  const deliver = async ({ ledger }: State, messageId: string) => {
    await ledger.claim(shipment(messageId))()
    await ledger.conclude({ conclusion: delivered(shipment(messageId)) })()
  }
  const bury = async ({ ledger }: State, messageId: string, reason: BuryReason, hasLetter = true) => {
    const { conclusion, letter } = buried(shipment(messageId), reason)
    await ledger.claim(shipment(messageId))()
    await ledger.conclude({ conclusion, letter: hasLetter ? letter : undefined })()
  }

  const kept = (dir: string) =>
    rowsIn(dir, 'SELECT message_id FROM shipments ORDER BY id').map((row) => row['message_id'])

  /** What is left when a state that was opened after some days has swept all that it may: `gone` goes with the last slice. */
  const afterDays = async (dir: string, days: number) => {
    now += days * dayMs
    await scratch.open(dir, { rememberDeliveredMs: 7 * dayMs })
    await until(() => !kept(dir).includes('gone'))
    return kept(dir)
  }

  it('forgets what ended too long ago, however much that is, and nothing later', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await Promise.all(Array.from({ length: 450 }, (_, i) => deliver(state, `old ${i}`)))
    await bury(state, 'old burial', 'refused', false)
    await deliver(state, 'gone')
    now += 2 * dayMs
    await deliver(state, 'recent')
    await state.close()
    expect(await afterDays(dir, 6)).to.deep.equal(['recent'])
  })

  it('keeps what has not ended, however old', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    const { ledger } = state
    for (const messageId of ['intended', 'waiting', 'in doubt']) {
      await ledger.claim(shipment(messageId))()
      rightOf(await ledger.intend(shipment(messageId))())
    }
    ledger.failed(shipment('waiting'), [failed('unavailable')])
    ledger.failed(shipment('in doubt'), [failed('in-doubt')])
    await deliver(state, 'gone')
    await state.close()
    expect(await afterDays(dir, 100)).to.deep.equal(['intended', 'waiting', 'in doubt'])
  })

  it('keeps what has a letter, however it ended since', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await bury(state, 'parked', 'in doubt')
    await bury(state, 'refused', 'refused')
    await bury(state, 'mended', 'refused')
    const mended = shipmentOf({ messageId: 'mended', deliveryId: 'again' })
    await state.ledger.claim(mended)()
    await state.ledger.conclude({ conclusion: delivered(mended) })()
    await deliver(state, 'gone')
    await state.close()
    expect(await afterDays(dir, 100)).to.deep.equal(['parked', 'refused', 'mended'])
  })

  for (const log of ['journal', 'replays'] as const) {
    it(`keeps what a copy may meet that came in time and still waits in the ${log}`, async () => {
      const dir = scratch.dir()
      const state = await scratch.open(dir)
      await deliver(state, 'gone')
      now += 6 * dayMs
      await deliver(state, 'copied')
      now += 6 * dayMs
      rightOf(await state.journal('a till').append([{ ...entry('later'), receivedAt: now + 5 * dayMs }])())
      rightOf(await state[log]('shop').append([{ ...entry('copy'), receivedAt: now }])())
      await state.close()
      expect(await afterDays(dir, 30)).to.deep.equal(['copied'])
    })
  }
})
