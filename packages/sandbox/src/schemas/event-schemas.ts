import type { EventSchema, UndefinedEvents } from './event-schema.ts'
import { misfits } from './misfits.ts'

/** What the definitions say of an event. */
export type Fit =
  | { readonly _tag: 'Fits' }
  | { readonly _tag: 'Undefined' }
  | { readonly _tag: 'Misfit'; readonly details: string }

/** The definitions of events. */
export interface EventSchemas {
  /** Replaces all definitions. */
  readonly define: (schemas: readonly EventSchema[], undefinedEvents: UndefinedEvents) => void
  readonly judge: (event: string, metadata: Readonly<Record<string, unknown>>) => Fit
  /** The `ms_…` id of an event's definition: always the same for one name, defined or not. */
  readonly idOf: (event: string) => string
  readonly all: () => readonly EventSchema[]
  readonly undefinedEvents: () => UndefinedEvents
}

/** No definitions; every event is accepted. */
export function createEventSchemas(newId: () => string): EventSchemas {
  const idByName = new Map<string, string>()
  let byName: ReadonlyMap<string, EventSchema> = new Map()
  let undefinedEvents: UndefinedEvents = 'accept'
  return {
    define: (schemas, onUndefined) => {
      byName = new Map(schemas.map((schema) => [schema.name, schema]))
      undefinedEvents = onUndefined
    },
    judge: (event, metadata) => {
      const schema = byName.get(event)
      if (schema === undefined) return undefinedEvents === 'reject' ? { _tag: 'Undefined' } : { _tag: 'Fits' }
      const details = misfits(schema, metadata)
      return details === undefined ? { _tag: 'Fits' } : { _tag: 'Misfit', details }
    },
    idOf: (event) => {
      const id = byName.get(event)?.id ?? idByName.get(event) ?? newId()
      idByName.set(event, id)
      return id
    },
    all: () => [...byName.values()],
    undefinedEvents: () => undefinedEvents,
  }
}
