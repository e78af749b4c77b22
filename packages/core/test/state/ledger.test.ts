import { expect } from 'chai'
import { right } from 'fp-ts/lib/Either.js'
import type { Claim, Ledger } from '../../src/contracts/ledger.ts'
import type { BuryReason } from '../../src/contracts/outcome.ts'
import { memoryLedger } from '../../src/state/memory.ts'
import { buried, delivered, failed, shipmentOf } from './sample-shipment.ts'
import { createScratch, rightOf } from './scratch.ts'

const known = { _tag: 'Delivered', differs: false }
const duplicate = right(known)
const claimed = right({ _tag: 'Claimed', attempts: [] })

/** A shipment of the same event and route that came as another delivery. */
const copyOf = (some: Parameters<typeof shipmentOf>[0] = {}) => shipmentOf({ deliveryId: '2', ...some })

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('a ledger', () => {
  const scratch = createScratch(() => 1_000)
  afterEach(scratch.clean)

  const ledgers: Readonly<Record<string, () => Promise<Ledger>>> = {
    'in the state file': async () => (await scratch.open(scratch.dir())).ledger,
    'in memory': async () => memoryLedger(),
  }

  for (const [where, create] of Object.entries(ledgers)) {
    describe(where, () => {
      const shipment = shipmentOf()
      let ledger: Ledger
      beforeEach(async () => {
        ledger = await create()
      })
      const claim = (one = shipment) => ledger.claim(one)()
      const deliver = async (one = shipment) => {
        await claim(one)
        await ledger.intend(one)()
        await ledger.conclude({ conclusion: delivered(one) })()
      }
      const bury = async (reason: BuryReason, one = shipment) => {
        await claim(one)
        await ledger.conclude(buried(one, reason))()
      }

      it('gives a claim, remembers the delivery, and tells it to later copies', async () => {
        const first = await claim()
        await ledger.intend(shipment)()
        await ledger.conclude({ conclusion: delivered(shipment) })()
        expect([first, await claim(copyOf()), await claim()]).to.deep.equal([claimed, duplicate, duplicate])
      })

      it('gives a claim that was released again', async () => {
        await claim()
        ledger.release(shipment)
        expect(await claim()).to.deep.equal(claimed)
      })

      it('lets copies wait until the holder has delivered, and nobody else', async () => {
        await claim()
        const told: Claim[] = []
        const copies = [0, 1].map(async () => told.push(rightOf(await claim(copyOf()))))
        rightOf(await claim(shipmentOf({ messageId: 'm2' })))
        await turn()
        expect(told).to.deep.equal([])
        await ledger.conclude({ conclusion: delivered(shipment) })()
        await Promise.all(copies)
        expect(told).to.deep.equal([known, known])
      })

      it('gives a waiting copy the claim that its holder releases', async () => {
        await claim()
        const copy = claim(copyOf())
        ledger.release(shipment)
        expect(await copy).to.deep.equal(claimed)
      })

      it('keeps sources, routes and message ids apart', async () => {
        await deliver()
        const others = [{ source: 'till' }, { messageId: 'm2' }, { route: 'refunds' }].map(shipmentOf)
        expect(await Promise.all(others.map(claim))).to.deep.equal([claimed, claimed, claimed])
      })

      it('remembers what failed for certain, and that nothing is in doubt', async () => {
        const attempts = [failed('in-doubt'), failed('unavailable')]
        await claim()
        await ledger.intend(shipment)()
        ledger.failed(shipment, attempts)
        ledger.release(shipment)
        expect(await claim()).to.deep.equal(right({ _tag: 'Claimed', attempts }))
      })

      it('says what is in doubt, why, and what failed', async () => {
        const attempts = [failed('unavailable'), failed('in-doubt', 950, 'timeout')]
        await claim()
        await ledger.intend(shipment)()
        ledger.failed(shipment, attempts)
        ledger.release(shipment)
        const { since, ...doubt } = Object.assign({ since: Infinity }, rightOf(await claim()))
        expect(doubt).to.deep.equal({ _tag: 'InDoubt', cause: 'timeout', attempts })
        expect(since).to.be.at.most(1_000)
      })

      it('says that an attempt is in doubt which was begun and of which nothing more is known', async () => {
        const attempts = [failed('unavailable')]
        await claim()
        ledger.failed(shipment, attempts)
        await ledger.intend(shipment)()
        ledger.release(shipment)
        const { since, ...doubt } = Object.assign({ since: Infinity }, rightOf(await claim()))
        expect(doubt).to.deep.equal({ _tag: 'InDoubt', cause: 'crash', attempts })
        expect(since).to.be.at.most(1_000)
      })

      it('tells a copy that its body differs', async () => {
        await deliver()
        const copy = await claim(copyOf({ body: { event: 'refund' } }))
        expect(copy).to.deep.equal(right({ _tag: 'Delivered', differs: true }))
      })

      it('sees no difference where only times differ', async () => {
        const bodyAt = (time: string) => ({ event: 'order', metadata: { at: time, n: 1 } })
        await deliver(shipmentOf({ body: bodyAt('2026-01-02T03:04:05.678Z') }))
        const copy = await claim(copyOf({ body: bodyAt('2027-11-12T13:14:15+01:00') }))
        expect(copy).to.deep.equal(duplicate)
      })

      it('tells the same delivery that it was buried, and why', async () => {
        const attempts = [failed('refused')]
        await claim()
        await ledger.conclude(buried(shipment, 'refused', attempts))()
        const end = { _tag: 'Buried', reason: 'refused', faults: [], attempts }
        expect(await claim()).to.deep.equal(right({ _tag: 'Buried', end }))
      })

      for (const reason of ['refused', 'exhausted'] as const) {
        it(`gives a copy of what is ${reason} a claim of its own`, async () => {
          await bury(reason)
          expect(await claim(copyOf())).to.deep.equal(claimed)
        })
      }

      it('tells a copy of what was buried in doubt that it is parked', async () => {
        await bury('in doubt')
        expect(await claim(copyOf())).to.deep.equal(right({ _tag: 'Parked' }))
      })

      it('remembers of a copy that was claimed after a burial how that one ended', async () => {
        await bury('refused')
        await deliver(copyOf())
        expect([await claim(), await claim(copyOf())]).to.deep.equal([duplicate, duplicate])
      })

      it('writes a letter for an event that never became a shipment', async () => {
        await ledger.conclude({ letter: buried(shipment, 'undecodable').letter })()
        expect(await claim()).to.deep.equal(claimed)
      })
    })
  }

  it('in memory keeps the letters, one for each delivery and route', async () => {
    const ledger = memoryLedger()
    const { letter } = buried(shipmentOf(), 'refused')
    const others = [{ route: 'refunds' }, { deliveryId: '2' }].map((other) => letter && { ...letter, ...other })
    const again = letter && { ...letter, buriedAt: 9 }
    for (const one of [letter, ...others, again]) await ledger.conclude({ letter: one })()
    expect(ledger.letters()).to.deep.equal([again, ...others])
  })

  it('in memory forgets the oldest first where it is bounded', async () => {
    const ledger = memoryLedger({ most: 2 })
    const all = ['a', 'b', 'c'].map((messageId) => shipmentOf({ messageId }))
    for (const one of all) {
      await ledger.claim(one)()
      await ledger.conclude({ conclusion: delivered(one) })()
    }
    const claims = await Promise.all(all.map((one) => ledger.claim(one)()))
    expect(claims).to.deep.equal([claimed, duplicate, duplicate])
  })
})
