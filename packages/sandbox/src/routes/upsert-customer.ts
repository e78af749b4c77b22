import type { IncomingMessage } from 'node:http'
import { fullCustomer } from '../customer-views.ts'
import { unknownCustomer } from '../errors.ts'
import { underFault } from '../faults/under-fault.ts'
import { judgeCustomer } from '../judge.ts'
import type { Project } from '../project.ts'
import { json, type Answer } from '../reply.ts'
import { receive } from './receive.ts'

/**
 * `POST /v1/customers` (docs.voucherify.io, "Create Customer"): creates the customer, or updates the one that its `id`
 * or `source_id` names, and answers with it. Judges and fails as `POST /v1/events` does, and shares its customers.
 */
export async function upsertCustomer(request: IncomingMessage, project: Project): Promise<Answer> {
  const received = await receive('server', 'customers', request, project, judgeCustomer)
  if (received._tag === 'Reply') return received
  const { customers, ids } = project
  const fields = received.body
  if (!customers.isKnownOrNew(fields)) return unknownCustomer(fields.id ?? '', ids.request())
  return underFault(request, project, { sourceId: fields.source_id }, () =>
    json(200, fullCustomer(customers.upsert(fields))),
  )
}
