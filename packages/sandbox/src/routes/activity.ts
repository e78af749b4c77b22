import { createAjv } from '../create-ajv.ts'
import { simpleCustomer } from '../customer-views.ts'
import { invalidQuery, unknownCustomer } from '../errors.ts'
import type { Project } from '../project.ts'
import { json, type Reply } from '../reply.ts'
import type { SandboxSettings } from '../settings.ts'
import type { Entry } from '../stored-events.ts'
import { wording } from '../wording.ts'

/**
 * `GET /v1/customers/{id or source_id}/activity` (docs.voucherify.io, "List Customer Activity"), newest first. Knows
 * the parameters `limit` (1 to 100, default 10), `order`, `starting_after_id`, `start_date`, `end_date` and `type`;
 * others are ignored. The sandbox records activity of type `customer.custom_event` only, and shows it once it is as old
 * as the activity delay says.
 */
export function listActivity(idOrSourceId: string, search: string, project: Project): Reply {
  const customer = project.customers.find(idOrSourceId)
  if (customer === undefined) return unknownCustomer(idOrSourceId, project.ids.request())
  const query: unknown = Object.fromEntries(new URLSearchParams(search))
  if (!isQuery(query)) return invalidQuery((isQuery.errors ?? []).map(wording).join(', '), project.ids.request())

  const wanted = query.type === undefined || query.type === activityType ? project.events.ofCustomer(customer.id) : []
  const shownUntil = project.now() - project.activityDelayMs
  const dated = wanted.filter((entry) => entry.atMs <= shownUntil && isWithin(entry.atMs, query))
  const ordered = query.order === 'created_at' ? dated : dated.toReversed()
  const start = ordered.findIndex((entry) => entry.activityId === query.starting_after_id) + 1
  const page = ordered.slice(start, start + query.limit)
  const has_more = ordered.length > start + page.length
  return json(200, {
    object: 'list',
    data_ref: 'data',
    data: page.map((entry) => activity(entry, project)),
    has_more,
    ...(has_more ? { more_starting_after: page.at(-1)?.activityId } : {}),
  })
}

const activityType = 'customer.custom_event'

interface Query {
  readonly limit: number
  readonly order?: 'created_at' | '-created_at'
  readonly starting_after_id?: string
  readonly start_date?: string
  readonly end_date?: string
  readonly type?: string
}

const isQuery = createAjv({ coerceTypes: true, useDefaults: true }).compile<Query>({
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 10 },
    order: { enum: ['created_at', '-created_at'] },
    start_date: { type: 'string', format: 'date' },
    end_date: { type: 'string', format: 'date' },
  },
})

function isWithin(time: number, { start_date, end_date }: Query): boolean {
  if (start_date !== undefined && time < Date.parse(start_date)) return false
  return end_date === undefined || time <= Date.parse(end_date)
}

/** One item; the event inside it as docs.voucherify.io shows it, "Custom Event" of the customer events. */
function activity({ activityId, event, customer }: Entry, { eventSchemas, settings }: Project) {
  const { body, at, side } = event
  return {
    id: activityId,
    type: activityType,
    data: {
      data: {
        event: {
          id: event.id,
          object: 'event',
          type: body.event,
          customer: { id: customer.id },
          referral: body.referral ?? null,
          loyalty: body.loyalty ?? null,
          metadata: body.metadata ?? {},
          created_at: at,
        },
        event_schema: { id: eventSchemas.idOf(body.event), name: body.event },
        customer: simpleCustomer(customer),
        // The sandbox has no campaigns, and so nothing to tell of the codes beyond what was sent.
        referral: null,
        loyalty: null,
      },
      event_source: sources(settings)[side],
    },
    created_at: at,
    group_id: event.request_id,
  }
}

function sources({ applicationId, clientApplicationId }: SandboxSettings) {
  return {
    server: { channel: 'API', api_key: { name: 'Sandbox server-side key', app_id: applicationId } },
    client: { channel: 'CLIENT_API', api_key: { name: 'Sandbox client-side key', app_id: clientApplicationId } },
  } as const
}
