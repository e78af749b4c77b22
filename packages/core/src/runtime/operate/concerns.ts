import { isLeft, tryCatch } from 'fp-ts/lib/Either.js'
import type { BodyKind } from '../../contracts/destination.ts'
import type { JournalEntry } from '../../contracts/journal.ts'
import { neverThrowing } from '../../pipeline/never-throwing.ts'
import { createPlan, type Part, type Reading } from '../../pipeline/plan.ts'
import type { Route } from '../../pipeline/route.ts'

/** What telling whom an event concerns needs. */
export interface ConcernsParts {
  readonly routes: readonly Route[]
  readonly bodies: Readonly<Record<string, BodyKind<unknown>>>
  /** How each source reads its events, by name. */
  readonly readings: Readonly<Record<string, Reading>>
}

/** Tells whom something concerns, as the routes of the relay say. */
export interface Concerns {
  /** The customers of an event, each once; undefined where its source is not known. */
  readonly ofEvent: (source: string, entry: JournalEntry) => ReadonlySet<string> | undefined
  /** The customer of a body that a route made. */
  readonly ofBody: (route: string, body: unknown) => string | undefined
}

/** Plans events to see whom they concern. What cannot be planned concerns nobody who is known. */
export const createConcerns = ({ routes, bodies, readings }: ConcernsParts): Concerns => {
  const planOf = neverThrowing(createPlan({ routes, bodies }))
  const kinds = new Map(routes.map(({ name, kind }) => [name, bodies[kind]]))

  const ofBody = (route: string, body: unknown): string | undefined => {
    // A body that is no such body may be anything.
    const identity = tryCatch(
      () => kinds.get(route)?.identity(body),
      () => undefined,
    )
    return isLeft(identity) ? undefined : identity.right
  }
  const ofPart = (part: Part<unknown>): string | undefined => {
    if (part._tag === 'Ready') return part.shipment.customer
    return part._tag === 'Faulty' ? ofBody(part.route, part.body) : undefined
  }

  return {
    ofBody,
    ofEvent: (source, entry) => {
      const reading = Object.hasOwn(readings, source) ? readings[source] : undefined
      if (reading === undefined) return undefined
      const { receivedAt, replay } = entry
      const plan = planOf(reading, { source, id: '', raw: entry, receivedAt, replay })
      const customers = plan._tag === 'Planned' ? plan.parts.map(ofPart) : []
      return new Set(customers.filter((customer) => customer !== undefined))
    },
  }
}
