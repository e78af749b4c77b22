import { expect } from 'chai'
import { isLeft, left, mapLeft, right, type Either } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { BodyKind, Destination, Receipt } from '../../src/contracts/destination.ts'
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
const receipt = 'gives a receipt for what was taken (event)'
const lazy = 'makes an attempt each time it is run, and none before'
const many = 'takes as many at once as it says'
const aborted = 'makes no attempt that was aborted before'
const doubt = 'is in doubt about an attempt that was aborted after it arrived'
const comingTo = (fate: string) => `makes one attempt that comes to ${fate}, says why, and delivers the next one`
const everyFate = ['refused', 'throttled', 'unavailable', 'in-doubt', 'misconfigured'].map(comingTo)

const broken: readonly (readonly [what: string, change: Change, promises: readonly string[]])[] = [
  [
    'has no bodies',
    (destination) => ({ ...destination, bodies: {} }),
    [kinds, total, whom, same, schema, receipt, lazy, many, aborted, doubt, ...everyFate],
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
  ['asks to wait until no time', failingWith(() => ({ notBefore: NaN })), everyFate],
]

describe('the contract of a destination is broken by one that', () => {
  for (const [what, change, promises] of broken) {
    it(what, async () => {
      expect(await failing(destinationCases({ ...memoryShop(change), patienceMs: 2_000 }))).to.deep.equal(promises)
    })
  }
})
