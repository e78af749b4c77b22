import { expect } from 'chai'
import { left } from 'fp-ts/lib/Either.js'
import type { Delivery } from '../../src/contracts/delivery.ts'
import type { Ledger } from '../../src/contracts/ledger.ts'
import { act, type Journey } from '../../src/pipeline/act.ts'
import { createGrips } from '../../src/pipeline/grip.ts'
import { createLanes } from '../../src/pipeline/lanes.ts'
import { createOrders } from '../../src/pipeline/orders.ts'
import type { Plan } from '../../src/pipeline/plan.ts'
import { shipmentOf } from '../state/sample-shipment.ts'
import { turn } from './gate-house.ts'

const never = new AbortController().signal

const deliveryOf = (id: string, withdrawn?: AbortSignal): Delivery => ({
  source: 'shop',
  id,
  raw: undefined,
  bytes: new Uint8Array(),
  receivedAt: 0,
  withdrawn,
  settle: () => async () => undefined,
})

const plan: Plan<unknown> = {
  _tag: 'Planned',
  event: { messageId: 'm-1', fields: {} },
  parts: [{ _tag: 'Ready', route: 'orders', shipment: shipmentOf() }],
}

describe('the orders of deliveries', () => {
  it('are forgotten of what was returned, offered again, and withdrawn while it waits in its lane', async () => {
    const orders = createOrders()
    const grips = createGrips(never)
    let claims = 0
    const claim: Ledger['claim'] = () => () =>
      ++claims === 1
        ? Promise.resolve(left({ _tag: 'StateFailure', message: 'the disk is full' }))
        : new Promise(() => undefined)
    // No shipment gets any further than its claim.
    const journey = {
      lanes: createLanes(),
      orders,
      ledger: { claim },
      queue: { waiting: 0 },
    } as unknown as Journey<unknown>
    const offered = [1, 2].map((n) => act(journey, deliveryOf(`d-${n}`), plan, grips.none))
    expect((await Promise.all(offered)).map(({ end }) => end._tag)).to.deep.equal(['Returned', 'Returned'])
    expect(orders.of('shop/d-2')).to.equal(1)

    const gone = new AbortController()
    void act(journey, deliveryOf('d-1'), plan, grips.none)
    const again = deliveryOf('d-2', gone.signal)
    void act(journey, again, plan, grips.of(again))
    await turn()
    gone.abort()
    await turn()
    expect(orders.of('shop/d-2')).to.equal(2)
  })
})
