import type { Address, CustomerFields } from './event-body.ts'

/** A customer as the sandbox keeps it. Never changed in place: an update makes a new one. */
export interface Customer {
  readonly id: string
  readonly source_id: string | null
  readonly name: string | null
  readonly description: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly birthdate: string | null
  readonly birthday: string | null
  readonly address: Address | null
  readonly metadata: Readonly<Record<string, unknown>>
  readonly created_at: string
  /** `null` until an event or an upsert updates a field. */
  readonly updated_at: string | null
}

/** The customers of the sandbox. */
export interface Customers {
  readonly all: () => readonly Customer[]
  readonly count: () => number
  readonly find: (idOrSourceId: string) => Customer | undefined
  /** False only for an `id` that nobody has: an unknown `source_id`, or none, makes a new customer. */
  readonly isKnownOrNew: (fields: CustomerFields) => boolean
  /**
   * Creates or updates the customer that the fields name; `id` beats `source_id`, which can never be changed.
   * Call it only for fields that `isKnownOrNew`.
   */
  readonly upsert: (fields: CustomerFields) => Customer
  readonly clear: () => void
}

/**
 * Keeps customers in memory. docs.voucherify.io says that tracking an event ("Data synchronization") and creating a
 * customer that exists ("Create Customer") update its fields, and that parameters which are not sent stay as they are
 * ("Update Customer"), but not how values meet. Assumed here: a field that is sent replaces the kept one (an address as
 * a whole), metadata is merged key by key, `null` changes nothing. Neither is it told what a customer without any
 * identity becomes (`customer: {}`, or only an email): a guess, a new anonymous customer each time.
 */
export function createCustomers(newId: () => string, now: () => number): Customers {
  const byId = new Map<string, Customer>()
  const idBySourceId = new Map<string, string>()

  const named = (fields: CustomerFields) => {
    const id = fields.id ?? (fields.source_id == null ? undefined : idBySourceId.get(fields.source_id))
    return id === undefined ? undefined : byId.get(id)
  }
  const keep = (customer: Customer) => {
    byId.set(customer.id, customer)
    if (customer.source_id !== null) idBySourceId.set(customer.source_id, customer.id)
    return customer
  }
  return {
    all: () => [...byId.values()],
    count: () => byId.size,
    find: (idOrSourceId) => byId.get(idOrSourceId) ?? byId.get(idBySourceId.get(idOrSourceId) ?? ''),
    isKnownOrNew: (fields) => fields.id == null || byId.has(fields.id),
    upsert: (fields) => {
      const known = named(fields)
      if (known === undefined) {
        const created = {
          id: newId(),
          source_id: fields.source_id ?? null,
          ...blank,
          created_at: iso(now()),
          updated_at: null,
        }
        return keep(merge(created, fields))
      }
      return saysMore(fields) ? keep({ ...merge(known, fields), updated_at: iso(now()) }) : known
    },
    clear: () => {
      byId.clear()
      idBySourceId.clear()
    },
  }
}

const blank = {
  name: null,
  description: null,
  email: null,
  phone: null,
  birthdate: null,
  birthday: null,
  address: null,
  metadata: {},
} as const

const traits = ['name', 'description', 'email', 'phone', 'birthdate', 'birthday', 'address', 'metadata'] as const

function saysMore(fields: CustomerFields): boolean {
  return traits.some((trait) => fields[trait] != null)
}

function merge(customer: Customer, fields: CustomerFields): Customer {
  return {
    ...customer,
    name: fields.name ?? customer.name,
    description: fields.description ?? customer.description,
    email: fields.email ?? customer.email,
    phone: fields.phone ?? customer.phone,
    birthdate: fields.birthdate ?? customer.birthdate,
    birthday: fields.birthday ?? customer.birthday,
    address: fields.address ?? customer.address,
    metadata: fields.metadata == null ? customer.metadata : { ...customer.metadata, ...given(fields.metadata) },
  }
}

function given(metadata: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== null))
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
