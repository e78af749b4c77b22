import { expect } from 'chai'
import { isLeft, left, map as mapRight, mapLeft, right, type Either } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { BodyKind, Destination, Found, Receipt, Shipment } from '../../src/contracts/destination.ts'
import type { SendFailure } from '../../src/contracts/failure.ts'
import { destinationCases } from '../../src/testing/destination/destination-cases.ts'
import { failing } from './failing.ts'
import { memoryShop, type Change } from './memory-shop.ts'

type Send = Destination<unknown>['send']
type Sent = Either<SendFailure, Receipt>

const sending =
  (change: (send: Send) => Send): Change =>
  (destination) => ({ ...destination, send: change((shipment, stop) => destination.send(shipment, stop)) })

/** What was sent well comes to something else. */
const ending = (change: (sent: Sent, again: () => Promise<Sent>, stop: AbortSignal) => Sent | Promise<Sent>): Change =>
  sending((send) => (shipment, stop) => async () => {
    const again = send(shipment, stop)
    return change(await again(), again, stop)
  })

const failingWith = (change: (failure: SendFailure) => Partial<SendFailure>): Change =>
  ending(mapLeft((failure) => ({ ...failure, ...change(failure) })))

/** What it says of itself is something else. */
const limited =
  (limits: Partial<Destination<unknown>['limits']>): Change =>
  (destination) => ({ ...destination, limits: { ...destination.limits, ...limits } })

/** What was found is something else. */
const finding =
  (change: (found: Either<SendFailure, Found>) => Either<SendFailure, Found> | Promise<never>): Change =>
  (destination) => ({
    ...destination,
    lookUp: (shipment, since, stop) => async () =>
      change((await destination.lookUp?.(shipment, since, stop)()) ?? right({ _tag: 'Absent' })),
  })

/** What a probe showed is something else. */
const probing =
  (change: (probed: Sent) => Sent): Change =>
  (destination) => ({
    ...destination,
    probe: (stop) => async () => change((await destination.probe?.(stop)()) ?? right({ status: 200 })),
  })

const sendingToProbe: Change = (destination) => {
  let last: Shipment<unknown> | undefined
  return {
    ...destination,
    send: (shipment, stop) => destination.send((last = shipment), stop),
    probe: (stop) => async () => {
      if (last !== undefined) await destination.send(last, stop)()
      return (await destination.probe?.(stop)()) ?? right({ status: 200 })
    },
  }
}

const mute: SendFailure = { _tag: 'SendFailure', fate: 'unavailable', message: 'it says nothing' }

const quota = { calls: 100, periodMs: 60_000, share: 0.7, reserve: 0.1, cycleDay: 1 } as const

const reading =
  (change: (body: BodyKind<unknown>) => Partial<BodyKind<unknown>>): Change =>
  (destination) => {
    const { event } = destination.bodies
    return event === undefined ? destination : { ...destination, bodies: { event: { ...event, ...change(event) } } }
  }

const decoding = (change: (decode: t.Decode<unknown, unknown>, u: unknown) => t.Validation<unknown>): Change =>
  reading(({ codec }) => ({ codec: { ...codec, decode: (u) => change((u) => codec.decode(u), u) } }))

const throwing = decoding((decode, u) => {
  if (u === null) throw new Error('a bug of a plugin')
  return decode(u)
})

const counting = reading(({ identity }) => {
  let calls = 0
  return { identity: (u) => (identity(u) === undefined ? undefined : `customer ${calls++}`) }
})

const eager = sending((send) => (shipment, stop) => {
  const sent = send(shipment, stop)()
  return () => sent
})

const single = sending((send) => {
  let isBusy = false
  return (shipment, stop) => async () => {
    if (isBusy) return left({ _tag: 'SendFailure', fate: 'refused', message: 'busy' })
    isBusy = true
    return send(shipment, stop)().finally(() => (isBusy = false))
  }
})

const kinds = 'has the bodies that its harness has samples of, in a dry run too'
const total = 'takes whatever was mapped, or tells what is wrong with it (event)'
const whom = 'says whom a mapped value concerns, or that it names nobody (event)'
const same = 'reads a body the same each time, in a dry run too, and changes nothing of it (event)'
const schema = 'has a JSON Schema of a body, or none (event)'
const limit = 'says how many requests it takes at once'
const limits = 'says what it knows of its quota, and how long a doubt lasts'
const receipt = 'gives a receipt for what was taken (event)'
const lazy = 'makes an attempt each time it is run, and none before'
const many = 'takes as many at once as it says'
const aborted = 'makes no attempt that was aborted before'
const doubt = 'is in doubt about an attempt that was aborted after it arrived'
const comingTo = (fate: string) => `makes one attempt that comes to ${fate}, says why, and delivers the next one`
const verifiable = 'says which kinds of body it can look up, in a dry run too'
const absent = 'does not find what was never sent (event)'
const present = 'finds what was sent (event)'
const looks = 'changes nothing when it looks (event)'
const notLooked = 'knows nothing where its look was aborted before (event)'
const unread = 'knows nothing where it cannot look, says why, and looks again (event)'
const everyLook = [absent, present, looks, notLooked, unread]
const probes = 'shows with a probe that the far end answers, and changes nothing'
const notProbed = 'shows nothing with a probe that was aborted before'
const silent = 'shows with a probe that the far end does not answer, and why'
const everyFate = ['refused', 'throttled', 'unavailable', 'in-doubt', 'misconfigured'].map(comingTo)

const broken: readonly (readonly [what: string, change: Change, promises: readonly string[]])[] = [
  [
    'has no bodies',
    (destination) => ({ ...destination, bodies: {} }),
    [
      kinds,
      total,
      whom,
      same,
      schema,
      receipt,
      lazy,
      many,
      aborted,
      doubt,
      ...everyFate,
      verifiable,
      ...everyLook,
      probes,
    ],
  ],
  ['throws at a body', throwing, [total]],
  [
    'refuses a body without a fault',
    decoding((decode, u) => (isLeft(decode(u)) ? t.failures([]) : decode(u))),
    [total],
  ],
  ['concerns a customer without a name', reading(({ identity }) => ({ identity: (u) => identity(u) ?? '' })), [whom]],
  ['concerns another customer each time', counting, [same]],
  ['has a schema that JSON cannot write', reading(() => ({ schema: { default: () => 1 } })), [schema]],
  ['takes no request at once', (destination) => ({ ...destination, limits: { inFlight: 0 } }), [limit]],
  [
    'rejects',
    ending((sent) => (isLeft(sent) ? Promise.reject(new Error('a bug of a plugin')) : sent)),
    [aborted, doubt, ...everyFate],
  ],
  [
    'writes into a shipment',
    sending((send) => (shipment, stop) => send(Object.assign(shipment, { sent: true }), stop)),
    [receipt],
  ],
  ['makes its attempt before it is run', eager, [lazy]],
  ['tries again itself', ending((sent, again) => (isLeft(sent) ? again() : sent)), [doubt, ...everyFate]],
  ['takes one at a time and says 64', single, [many]],
  [
    'does not look at its signal',
    sending((send) => (shipment) => send(shipment, new AbortController().signal)),
    [aborted, doubt],
  ],
  [
    'is sure of what was aborted',
    ending((sent, _, stop) => (isLeft(sent) && stop.aborted ? left({ ...sent.left, fate: 'unavailable' }) : sent)),
    [doubt],
  ],
  ['takes a failure for a success', ending(() => right({ status: 200 })), [aborted, doubt, ...everyFate]],
  [
    'is never in doubt',
    failingWith(({ fate }) => ({ fate: fate === 'in-doubt' ? 'unavailable' : fate })),
    [doubt, comingTo('in-doubt')],
  ],
  ['says nothing', failingWith(() => ({ message: '' })), everyFate],
  ['tells its password', failingWith(() => ({ message: 'open sesame does not open' })), everyFate],
  ['asks to wait for no number', failingWith(() => ({ waitMs: NaN })), everyFate],
  ['asks to wait for less than nothing', failingWith(() => ({ waitMs: -1 })), everyFate],
  [
    'knows why it doubts what it does not doubt',
    failingWith(() => ({ doubt: 'timeout' })),
    everyFate.filter((title) => !title.includes('in-doubt')),
  ],
  [
    'has less than no calls left',
    ending(mapRight((receipt) => ({ ...receipt, rate: { of: 'period' as const, remaining: -1 } }))),
    [receipt, lazy, many, ...everyFate, absent, present, looks, unread, probes],
  ],
  ['has less than no patience', limited({ patienceMs: -1 }), [limits]],
  ['has no calls', limited({ quota: { ...quota, calls: 0 } }), [limits]],
  ['takes all for itself and more', limited({ quota: { ...quota, share: 1.5 } }), [limits]],
  ['keeps all back', limited({ quota: { ...quota, reserve: 1 } }), [limits]],
  ['begins a cycle on a day that not each month has', limited({ quota: { ...quota, cycleDay: 31 } }), [limits]],
  ['says that nothing can be looked up', reading(() => ({ doubtful: 'harmless' })), [verifiable]],
  ['says that it can look up, and cannot', ({ lookUp: _lookUp, ...others }) => others, [verifiable, ...everyLook]],
  [
    'finds whatever it looks for',
    finding(mapRight(() => ({ _tag: 'Present', receipt: { status: 200 } }))),
    [absent, unread],
  ],
  ['finds nothing', finding(mapRight(() => ({ _tag: 'Absent' }))), [present]],
  ['takes what it cannot read for an absence', finding(() => right({ _tag: 'Absent' })), [present, notLooked, unread]],
  [
    'rejects where it cannot look',
    finding((found) => (isLeft(found) ? Promise.reject(new Error('a bug of a plugin')) : found)),
    [notLooked, unread],
  ],
  ['says nothing of why it cannot look', finding(mapLeft((failure) => ({ ...failure, message: '' }))), [unread]],
  [
    'sends to look',
    (destination) => ({
      ...destination,
      lookUp: (shipment, since, stop) => async () => {
        await destination.send(shipment, stop)()
        return (await destination.lookUp?.(shipment, since, stop)()) ?? right({ _tag: 'Absent' })
      },
    }),
    [absent, looks, unread],
  ],
  ['has no probe where it said so', ({ probe: _probe, ...others }) => others, [probes, notProbed, silent]],
  ['takes silence for an answer', probing(() => right({ status: 200 })), [notProbed, silent]],
  ['takes an answer for silence', probing(() => left(mute)), [probes, silent]],
  ['sends to probe', sendingToProbe, [probes]],
]

describe('the contract of a destination is broken by one that', () => {
  for (const [what, change, promises] of broken) {
    it(what, async () => {
      expect(await failing(destinationCases({ ...memoryShop(change), patienceMs: 2_000 }))).to.deep.equal(promises)
    })
  }
})
