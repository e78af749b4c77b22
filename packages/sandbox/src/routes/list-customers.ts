import { createAjv } from '../create-ajv.ts'
import { fullCustomer } from '../customer-views.ts'
import type { Customer } from '../customers.ts'
import { invalidQuery } from '../errors.ts'
import type { Project } from '../project.ts'
import { json, type Reply } from '../reply.ts'
import { wording } from '../wording.ts'

/**
 * `GET /v1/customers` (docs.voucherify.io, "List Customers"), newest first. Knows the parameters `limit` (1 to 100,
 * default 10), `page` (1 to 99), `order`, `email`, `name` and `city`; others are ignored. `total` counts those that the
 * parameters leave, a guess.
 */
export function listCustomers(search: string, { customers, ids }: Project): Reply {
  const query: unknown = Object.fromEntries(new URLSearchParams(search))
  if (!isQuery(query)) return invalidQuery((isQuery.errors ?? []).map(wording).join(', '), ids.request())
  const found = inOrder(
    customers.all().filter((customer) => isWanted(customer, query)),
    query.order,
  )
  const start = (query.page - 1) * query.limit
  const page = found.slice(start, start + query.limit)
  return json(200, {
    object: 'list',
    data_ref: 'customers',
    customers: page.map(fullCustomer),
    total: found.length,
    has_more: found.length > start + page.length,
  })
}

/** By what each order sorts, and whether it does so downwards. */
const orders = {
  created_at: ['created_at', false],
  '-created_at': ['created_at', true],
  updated_at: ['updated_at', false],
  '-updated_at': ['updated_at', true],
  source_id: ['source_id', false],
  '-source_id': ['source_id', true],
} as const

interface Query {
  readonly limit: number
  readonly page: number
  readonly order: keyof typeof orders
  readonly email?: string
  readonly name?: string
  readonly city?: string
}

const isQuery = createAjv({ coerceTypes: true, useDefaults: true }).compile<Query>({
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 10 },
    page: { type: 'integer', minimum: 1, maximum: 99, default: 1 },
    order: { enum: Object.keys(orders), default: '-created_at' },
  },
})

function isWanted({ email, name, address }: Customer, query: Query): boolean {
  if (query.email !== undefined && query.email !== email) return false
  if (query.name !== undefined && query.name !== name) return false
  return query.city === undefined || query.city === address?.city
}

/** Customers come oldest first, and keep that order where nothing else tells. */
function inOrder(customers: readonly Customer[], order: Query['order']): readonly Customer[] {
  const [by, isDescending] = orders[order]
  const sorted = customers.toSorted((a, b) => compare(a[by] ?? '', b[by] ?? ''))
  return isDescending ? sorted.toReversed() : sorted
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
