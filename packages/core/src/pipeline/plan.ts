import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Delivery } from '../contracts/delivery.ts'
import type { BodyKind, Shipment } from '../contracts/destination.ts'
import type { SourceEvent } from '../contracts/event.ts'
import type { Fault } from '../contracts/failure.ts'
import { faultsOf, showFound } from '../contracts/faults-of.ts'
import type { SkipReason } from '../contracts/outcome.ts'
import type { DoubtPolicy, Priority } from '../contracts/policy.ts'
import type { Source } from '../contracts/source.ts'
import { jsonOf, keepable } from './keepable.ts'
import { createPrefilter, type Prefilter } from './prefilter.ts'
import { indexRoutes, type RoutesFor } from './route-index.ts'
import { doubtPolicyOf, type Route } from './route.ts'

/** A body that is ready to go. */
export interface Ready<Body> {
  readonly _tag: 'Ready'
  readonly route: string
  readonly shipment: Shipment<Body>
}

/** A route that wanted the event and passes it over all the same. */
export interface PassedOver {
  readonly _tag: 'PassedOver'
  readonly route: string
  readonly reason: SkipReason
}

/** A route whose mapping failed (`unmappable`) or made what the destination would refuse (`invalid`). */
export interface Faulty {
  readonly _tag: 'Faulty'
  readonly route: string
  readonly reason: 'unmappable' | 'invalid'
  readonly faults: readonly Fault[]
  /** What was mapped, where the mapping got that far and made nothing too large to show. */
  readonly body: unknown
}

export type Part<Body> = Ready<Body> | PassedOver | Faulty

/** What is to become of a delivery: nothing has been done yet. */
export type Plan<Body> =
  | { readonly _tag: 'Undecodable'; readonly faults: readonly Fault[] }
  /** No route wants it: its bytes show that, so it was not decoded; or it is a tombstone. */
  | { readonly _tag: 'Unwanted'; readonly reason: 'no route' | 'tombstone' }
  /** One part for each route that matched; none: no route wants it. */
  | { readonly _tag: 'Planned'; readonly event: SourceEvent; readonly parts: readonly Part<Body>[] }

/** What a plan is made from. */
export interface Planning<Body> {
  readonly routes: readonly Route[]
  readonly bodies: Readonly<Record<string, BodyKind<Body>>>
}

/** The part of a source that planning asks. */
export type Reading = Pick<Source, 'decode' | 'unread'>

/** The part of a delivery that planning reads. */
export type Plannable = Pick<Delivery, 'source' | 'id' | 'raw' | 'receivedAt' | 'replay'>

/** A route and the body it makes. */
interface Known<Body> {
  readonly route: Route
  readonly kind: BodyKind<Body>
  readonly whenInDoubt: DoubtPolicy
  readonly priority: Priority
}

const planPart = <Body>(known: Known<Body>, event: SourceEvent, delivery: Plannable): Part<Body> => {
  const { route, kind } = known
  const mapped =
    delivery.replay?.body === undefined ? route.body(event.fields) : right(JSON.parse(delivery.replay.body))
  if (isLeft(mapped)) {
    return { _tag: 'Faulty', route: route.name, reason: 'unmappable', faults: mapped.left, body: undefined }
  }
  const customer = kind.identity(mapped.right)
  if (customer === undefined) return { _tag: 'PassedOver', route: route.name, reason: 'no identity' }
  const valid = kind.codec.decode(mapped.right)
  if (isLeft(valid)) {
    return {
      _tag: 'Faulty',
      route: route.name,
      reason: 'invalid',
      faults: faultsOf(valid.left),
      body: keepable(mapped.right),
    }
  }
  const shipment = {
    source: delivery.source,
    deliveryId: delivery.id,
    messageId: event.messageId,
    route: route.name,
    kind: route.kind,
    customer,
    body: valid.right,
    bodyText: jsonOf(valid.right),
    whenInDoubt: known.whenInDoubt,
    priority: delivery.replay === undefined ? known.priority : (delivery.replay.priority ?? 'low'),
    receivedAt: delivery.receivedAt,
    replay: delivery.replay,
  }
  return { _tag: 'Ready', route: route.name, shipment }
}

/** The routes that listen to a source, in forms that are quick to ask. */
interface Listening<Body> {
  readonly isUnwanted: Prefilter
  readonly routesFor: RoutesFor<Known<Body>>
}

const listeningTo = <Body>(source: string, { unread }: Reading, all: readonly Known<Body>[]): Listening<Body> => {
  const mine = all.filter(({ route: { from } }) => from === undefined || from.has(source))
  return {
    isUnwanted: createPrefilter(
      mine.map(({ route }) => route),
      unread,
    ),
    routesFor: indexRoutes(mine),
  }
}

const none: readonly never[] = []

/** Stored as UTF-8, ids with different halves would be one. */
const halfCharacterIn = (messageId: string): Fault => ({
  path: 'messageId',
  expected: 'text without halves of characters',
  found: showFound(messageId),
})

const unwanted = { _tag: 'Unwanted', reason: 'no route' } as const

const ofTombstone = { _tag: 'Unwanted', reason: 'tombstone' } as const

/** What becomes of a letter that is sent again. Where its route does not want it any more, it is buried anew and not lost. */
const replanned = <Body>(
  all: readonly Known<Body>[],
  name: string,
  event: SourceEvent,
  delivery: Plannable,
): Plan<Body> => {
  const known = all.find(({ route }) => route.name === name)
  const wants = known !== undefined && (delivery.replay?.body !== undefined || known.route.when(event.fields))
  if (wants) return { _tag: 'Planned', event, parts: [planPart(known, event, delivery)] }
  const found = known === undefined ? 'none' : 'one that does not want it'
  const faults = [{ path: '', expected: `a route ${name} that wants the event`, found }]
  return {
    _tag: 'Planned',
    event,
    parts: [{ _tag: 'Faulty', route: name, reason: 'unmappable', faults, body: undefined }],
  }
}

/**
 * Decides what is to become of a delivery: decode, route, map, validate. No clock, no network, total: the live path, the
 * dry run and the tests all call this. Deliveries of one source name are all read by one source.
 */
export const createPlan = <Body>({ routes, bodies }: Planning<Body>) => {
  const known = routes.flatMap((route): readonly Known<Body>[] => {
    const kind = bodies[route.kind]
    if (kind === undefined) return []
    const { whenInDoubt = doubtPolicyOf(kind.doubtful), priority = 'normal' } = route
    return [{ route, kind, whenInDoubt, priority }]
  })
  const sources = new Map<string, Listening<Body>>()
  return (reading: Reading, delivery: Plannable): Plan<Body> => {
    let listening = sources.get(delivery.source)
    if (listening === undefined) {
      listening = listeningTo(delivery.source, reading, known)
      sources.set(delivery.source, listening)
    }
    const { replay } = delivery
    const isLetter = replay?.route !== undefined || replay?.body !== undefined
    if (!isLetter && listening.isUnwanted(delivery.raw)) return unwanted
    const decoded = reading.decode(delivery.raw)
    if (isLeft(decoded)) {
      const { left } = decoded
      return left._tag === 'Tombstone' ? ofTombstone : { _tag: 'Undecodable', faults: left.faults }
    }
    const event = decoded.right
    const { messageId } = event
    if (!messageId.isWellFormed()) return { _tag: 'Undecodable', faults: [halfCharacterIn(messageId)] }
    if (replay?.route !== undefined) return replanned(known, replay.route, event, delivery)
    const wanting = listening.routesFor(event.fields)
    if (wanting.length === 0) return { _tag: 'Planned', event, parts: none }
    const parts: Part<Body>[] = []
    for (const one of wanting) {
      if (one.route.when(event.fields)) parts.push(planPart(one, event, delivery))
    }
    return { _tag: 'Planned', event, parts }
  }
}
