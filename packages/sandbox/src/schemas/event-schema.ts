/** What the metadata of an event may hold, as docs.voucherify.io, "Create Custom Event Schema", writes it. */
export interface EventSchema {
  /** `ms_…`; default: a new one. */
  readonly id?: string
  readonly name: string
  readonly schema: { readonly properties: Readonly<Record<string, EventProperty>> }
}

/** One name of the metadata. */
export interface EventProperty {
  readonly type: 'string' | 'number' | 'date' | 'datetime' | 'boolean'
  readonly optional: boolean
  /** It is no longer looked at. */
  readonly deleted?: boolean
}

/** What becomes of an event that nobody has defined. Voucherify does not publish it. */
export type UndefinedEvents = 'accept' | 'reject'
