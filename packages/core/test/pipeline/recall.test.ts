import { expect } from 'chai'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Delivery } from '../../src/contracts/delivery.ts'
import type { JsonObject } from '../../src/contracts/event.ts'
import { forward } from '../../src/pipeline/forward.ts'
import { memoryLedger } from '../../src/state/memory.ts'
import { memoryDestination } from '../../src/testing/memory-destination.ts'
import { memorySource } from '../../src/testing/memory-source.ts'
import { routes } from './two-routes.ts'

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** Hands over deliveries that can be taken back, and notes how each is settled. */
const lending = (events: readonly JsonObject[]) => {
  const recalling = new AbortController()
  const withdrawing = new AbortController()
  const settled: Record<string, string> = {}
  const deliveryOf = (fields: JsonObject, index: number): Delivery => {
    const bytes = Buffer.from(JSON.stringify({ messageId: `m${index}`, fields }))
    return {
      source: 'shop',
      id: String(index),
      raw: { bytes },
      bytes,
      receivedAt: 0,
      recalled: recalling.signal,
      withdrawn: withdrawing.signal,
      settle: (verdict) => async () => void (settled[index] = verdict._tag),
    }
  }
  const source = {
    decode: memorySource('shop').decode,
    deliveries: async function* (stop: AbortSignal) {
      yield* events.map(deliveryOf)
      await new Promise((resolve) => stop.addEventListener('abort', resolve))
    },
  }
  return { source, settled, recall: () => recalling.abort(), withdraw: () => withdrawing.abort() }
}

/** A pipeline whose requests wait for a word. */
const flowing = async (events: readonly JsonObject[], inFlight = 64, hangs = true) => {
  const lent = lending(events)
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  const { promise: broken, resolve: breakOff } = Promise.withResolvers<void>()
  const sent: string[] = []
  const memory = memoryDestination(() => 'ok', inFlight)
  const destination: typeof memory = {
    ...memory,
    send:
      ({ customer, route }, stop) =>
      async () => {
        sent.push(customer)
        if (hangs || route === 'big') {
          const cut = new Promise((resolve) => stop.addEventListener('abort', resolve))
          const how = await Promise.race([
            answered.then(() => 'ok'),
            broken.then(() => 'broken'),
            cut.then(() => 'cut'),
          ])
          if (how !== 'ok')
            return left({ _tag: 'SendFailure', fate: how === 'cut' ? 'in-doubt' : 'unavailable', message: how })
        }
        return right({ status: 200 })
      },
  }
  const subscription = forward({
    sources: { shop: lent.source },
    routes,
    destination,
    ledger: memoryLedger(),
    stop: new AbortController().signal,
  }).subscribe()
  await turns()
  const after = async (does: () => void) => {
    does()
    await turns()
    return { ...lent.settled }
  }
  return { ...lent, sent, answer, breakOff, after, end: () => subscription.unsubscribe() }
}

const three = [{ customer: 'ann' }, { customer: 'ann' }, { customer: 'bob' }]

describe('a delivery that is recalled', () => {
  it('comes back at once where it waits in its lane, and ends where its request is under way', async () => {
    const { recall, answer, after, end, sent } = await flowing(three)
    const settled = [await after(recall), await after(answer)]
    end()
    expect({ settled, sent }).to.deep.equal({
      settled: [{ 1: 'Return' }, { 0: 'Accept', 1: 'Return', 2: 'Accept' }],
      sent: ['ann', 'bob'],
    })
  })

  it('comes back at once where it waits for a place', async () => {
    const { recall, answer, after, end } = await flowing(three, 1)
    const settled = [await after(recall), await after(answer)]
    end()
    expect(settled).to.deep.equal([
      { 1: 'Return', 2: 'Return' },
      { 0: 'Accept', 1: 'Return', 2: 'Return' },
    ])
  })

  it('comes back when its request failed without effect', async () => {
    const { recall, breakOff, after, end } = await flowing([{ customer: 'ann' }])
    const settled = [await after(recall), await after(breakOff)]
    end()
    expect(settled).to.deep.equal([{}, { 0: 'Return' }])
  })

  it('comes back at once where it rests after a failure', async () => {
    const { recall, breakOff, after, end } = await flowing([{ customer: 'ann' }])
    const settled = [await after(breakOff), await after(recall)]
    end()
    expect(settled).to.deep.equal([{}, { 0: 'Return' }])
  })

  it('does not come back where another part of it was sent', async () => {
    const { recall, breakOff, after, end, sent } = await flowing([{ customer: 'ann', big: true }], 64, false)
    const settled = [await after(breakOff), await after(recall)]
    end()
    expect({ settled, sent }).to.deep.equal({ settled: [{}, {}], sent: ['ann', 'ann'] })
  })

  it('is settled no more once it is withdrawn, and its request is cut off', async () => {
    const { recall, withdraw, answer, after, end } = await flowing([{ customer: 'ann' }])
    const settled = [await after(recall), await after(withdraw), await after(answer)]
    end()
    expect(settled).to.deep.equal([{}, {}, {}])
  })

  it('holds back nothing of its customer once it is with its source', async () => {
    const [shop, web] = [lending([{ customer: 'ann' }]), lending([{ customer: 'ann' }])]
    const ready = Promise.withResolvers<void>()
    const ledger = memoryLedger()
    const subscription = forward({
      sources: {
        shop: shop.source,
        web: {
          ...web.source,
          deliveries: async function* (stop) {
            await ready.promise
            for await (const delivery of web.source.deliveries(stop)) yield { ...delivery, source: 'web' }
          },
        },
      },
      routes,
      destination: memoryDestination(),
      ledger: {
        ...ledger,
        claim: (shipment) =>
          shipment.source === 'web'
            ? ledger.claim(shipment)
            : async () => left({ _tag: 'StateFailure', message: 'the disk is full' }),
      },
      stop: new AbortController().signal,
    }).subscribe()
    await turns()
    shop.recall()
    ready.resolve()
    await turns()
    subscription.unsubscribe()
    expect([shop.settled, web.settled]).to.deep.equal([{ 0: 'Return' }, { 0: 'Accept' }])
  })
})
