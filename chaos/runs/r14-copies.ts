import { orderOf, type Order } from '../../test/journey/orders.ts'
import { createBars } from '../bars.ts'
import type { Findings, Run } from '../run.ts'
import { drained } from '../world/conservation.ts'
import { createFeed } from '../world/feed.ts'
import { countedOf, holdVerdict } from '../world/hold-verdict.ts'
import { createWorld } from '../world/world.ts'

const perform: Run['perform'] = async (circumstances): Promise<Findings> => {
  const { isShort, chance, conservation } = circumstances
  const [lives, perLife] = isShort ? [3, 200] : [20, 1_000]
  await using world = await createWorld(circumstances, { whenInDoubt: 'resend' })
  await world.sandbox.ask.setLatency(5)
  using feed = createFeed()
  const made: Order[] = []
  let copies = 0
  let others = 0
  const next = (): Order => {
    const earlier = made.length > 0 && chance.next() < 0.1 ? made[chance.between(0, made.length - 1)] : undefined
    if (earlier === undefined) {
      const customer = `customer-${made.length % 40}`
      const order = orderOf(customer, Math.floor(made.length / 40) + 1, 'order', chance)
      made.push(order)
      return order
    }
    copies += 1
    if (chance.next() < 0.5) return earlier
    others += 1
    return orderOf(earlier.customer, earlier.n, 'order', chance)
  }

  let skipped = 0
  let differing = 0
  let up = await world.start()
  for (let life = 0; life < lives; life++) {
    await feed.sendAll(up.tracking, Array.from({ length: perLife }, next), chance.between(1, 40))
    const last = await drained(conservation, up.admin, 60_000)
    skipped += last('events_skipped_total', { reason: 'duplicate' })
    differing += last('duplicates_differing_total')
    if (life === lives - 1) break
    // With nothing on its way, a kill leaves no doubt either.
    up.bin.kill(life % 2 === 0 ? 'SIGTERM' : 'SIGKILL')
    await up.bin.ended
    up = await world.start()
  }
  const verdict = await world.finish(up, feed)
  const bars = createBars()
  holdVerdict(bars, verdict)
  bars.equal('doubled', verdict.doubled, 0)
  bars.equal('stored', verdict.stored, made.length)
  bars.equal('skipped as copies', skipped, copies)
  bars.equal('copies told to differ', differing, others)
  bars.atLeast('copies', copies, (lives * perLife) / 20)
  const wronglySuppressed = made.length - (verdict.stored - verdict.doubled)
  return {
    counted: {
      copies,
      copiesWithAnotherBody: others,
      skipped,
      restarts: lives - 1,
      wronglySuppressed,
      ...countedOf(verdict),
    },
    failures: bars.failures(),
  }
}

/** A tenth of the events are copies, half of these with another body. */
export const copiesRun: Run = { name: 'R14', title: 'copies, with the same body and another, over restarts', perform }
