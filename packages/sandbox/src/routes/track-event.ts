import type { IncomingMessage } from 'node:http'
import { hasKeys } from '../credentials.ts'
import { simpleCustomer } from '../customer-views.ts'
import type { Customer } from '../customers.ts'
import { invalidPayload, unauthorized, unknownCustomer } from '../errors.ts'
import type { EventBody } from '../event-body.ts'
import { momentOf } from '../faults/fault.ts'
import { strike } from '../faults/strike.ts'
import { judge } from '../judge.ts'
import type { Project } from '../project.ts'
import { readJson } from '../read-json.ts'
import { json, type Answer } from '../reply.ts'
import type { Side } from '../stored-events.ts'

/**
 * `POST /v1/events`, and what `POST /client/v1/events` shares with it (docs.voucherify.io, "Track Custom Event").
 * Judges keys, content type, body and customer, in this order; then a scripted fault strikes, if one is due; then the
 * event is stored and answered.
 */
export async function trackEvent(side: Side, request: IncomingMessage, project: Project): Promise<Answer> {
  if (!hasKeys(side, request.headers, project.settings)) return unauthorized()
  const read = await readJson(request, project.settings.maxBodyBytes)
  if (read._tag === 'Reply') return read
  const judged = judge(read.value)
  if (judged._tag === 'Invalid') return invalidPayload(judged.details, project.ids.request())
  const { body } = judged
  if (!project.customers.isKnownOrNew(body.customer)) {
    return unknownCustomer(body.customer.id ?? '', project.ids.request())
  }

  const fault = project.script.take(body)
  if (fault !== undefined && momentOf(fault) === 'before-storing') {
    const answer = await strike(fault, project.wait)
    if (answer !== undefined) return answer
  }
  const customer = project.customers.upsert(body.customer)
  project.events.add(side, channelOf(request), body, customer)
  if (fault !== undefined && momentOf(fault) === 'after-storing') {
    const answer = await strike(fault, project.wait)
    if (answer !== undefined) return answer
  }
  return json(200, accepted(body, customer))
}

function channelOf({ headers }: IncomingMessage): string | null {
  const channel = headers['x-voucherify-channel']
  return typeof channel === 'string' ? channel : null
}

function accepted({ event, metadata }: EventBody, customer: Customer) {
  return {
    object: 'event',
    type: event,
    customer: simpleCustomer(customer),
    referral: null,
    loyalty: null,
    metadata: metadata ?? {},
  } as const
}
