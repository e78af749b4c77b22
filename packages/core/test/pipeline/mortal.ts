import type { Delivery } from '../../src/contracts/delivery.ts'
import type { Shipment } from '../../src/contracts/destination.ts'
import type { Ledger } from '../../src/contracts/ledger.ts'
import type { Source } from '../../src/contracts/source.ts'
import { accept } from '../../src/contracts/verdict.ts'

/** One run of a relay that may be killed between any two of its steps. */
export interface Life {
  /** Goes on by a step; what was asked for is then too late where the relay is dead. */
  readonly isDead: () => boolean
  readonly step: () => void
  /** Told when it is killed. */
  readonly atDeath: (bury: () => void) => void
}

/** @param dies after so many steps it calls this: it stops by itself, or it is killed by the `die` it is given */
export const createLife = (after: number, dies: (die: () => void) => void): Life => {
  const burials: (() => void)[] = []
  let steps = 0
  let isDead = false
  return {
    isDead: () => isDead,
    step: () => {
      steps += 1
      if (steps !== after) return
      dies(() => {
        isDead = true
        for (const bury of burials) bury()
      })
    },
    atDeath: (bury) => void burials.push(bury),
  }
}

/** A new one each time: what waits for it is forgotten with it. */
const never = (): Promise<never> => new Promise(() => undefined)

/** Something that is done whole or not at all, and whose end a dead relay does not hear of. */
const survived = async <A>(life: Life, work: () => Promise<A>): Promise<A> => {
  life.step()
  if (life.isDead()) return never()
  const result = await work()
  life.step()
  return life.isDead() ? never() : result
}

/** A ledger as one life sees it. What it holds outlives it, its claims do not. */
export const mortalLedger = (ledger: Ledger, life: Life, forget: (done: Delivery) => void): Ledger => {
  const held = new Set<Shipment<unknown>>()
  life.atDeath(() => {
    for (const shipment of held) ledger.release(shipment)
  })
  return {
    claim: (shipment) => async () => {
      life.step()
      if (life.isDead()) return never()
      const claimed = await ledger.claim(shipment)()
      const isHeld = claimed._tag === 'Right' && (claimed.right._tag === 'Claimed' || claimed.right._tag === 'InDoubt')
      if (isHeld && life.isDead()) ledger.release(shipment)
      else if (isHeld) held.add(shipment)
      life.step()
      return life.isDead() ? never() : claimed
    },
    intend: (shipment) => () => survived(life, ledger.intend(shipment)),
    failed: (shipment, attempts) => {
      life.step()
      if (!life.isDead()) ledger.failed(shipment, attempts)
    },
    conclude: (entry) => () =>
      survived(life, async () => {
        if (entry.conclusion !== undefined) held.delete(entry.conclusion.shipment)
        await ledger.conclude(entry)()
        if (entry.done !== undefined) forget(entry.done)
      }),
    release: (shipment) => {
      if (life.isDead()) return
      held.delete(shipment)
      ledger.release(shipment)
    },
  }
}

/** A source as one life sees it. */
export interface MortalSource extends Source {
  /** The ledger has forgotten an event together with its last end: the source need not be told. */
  readonly forget: (done: Delivery) => void
}

/** @param isJournalled whether its events lie where the ledger does */
export const mortalSource = (source: Source, life: Life, isJournalled: boolean): MortalSource => {
  const settles = new Map<Delivery, Delivery['settle']>()
  const mortal = (delivery: Delivery): Delivery => {
    const settled: Delivery['settle'] = (verdict) => () =>
      survived(life, settles.has(one) ? delivery.settle(verdict) : () => Promise.resolve())
    const one = { ...delivery, settle: settled }
    settles.set(one, delivery.settle)
    return one
  }
  return {
    decode: source.decode,
    deliveries: async function* (stop) {
      for await (const delivery of source.deliveries(stop)) yield mortal(delivery)
    },
    forget: (done) => {
      const settle = settles.get(done)
      if (!isJournalled || settle === undefined) return
      settles.delete(done)
      void settle(accept)()
    },
  }
}
