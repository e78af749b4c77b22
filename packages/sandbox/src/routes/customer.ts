import { fullCustomer } from '../customer-views.ts'
import { unknownCustomer } from '../errors.ts'
import type { Project } from '../project.ts'
import { json, type Reply } from '../reply.ts'

/** `GET /v1/customers/{id or source_id}` (docs.voucherify.io, "Get Customer"). */
export function getCustomer(idOrSourceId: string, { customers, ids }: Project): Reply {
  const customer = customers.find(idOrSourceId)
  return customer === undefined ? unknownCustomer(idOrSourceId, ids.request()) : json(200, fullCustomer(customer))
}
