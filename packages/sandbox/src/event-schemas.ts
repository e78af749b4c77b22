/** The definitions of events. The sandbox takes every event name, as if it had been defined, and gives each one id. */
export interface EventSchemas {
  /** The `ms_…` id of an event's definition: always the same for one name. */
  readonly idOf: (event: string) => string
}

/** Definitions that come into being when they are first asked for. */
export function createEventSchemas(newId: () => string): EventSchemas {
  const idByName = new Map<string, string>()
  return {
    idOf: (event) => {
      const id = idByName.get(event) ?? newId()
      idByName.set(event, id)
      return id
    },
  }
}
