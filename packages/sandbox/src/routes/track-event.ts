import type { IncomingMessage } from 'node:http'
import { simpleCustomer } from '../customer-views.ts'
import type { Customer } from '../customers.ts'
import { metadataInvalid, undefinedEvent, unknownCustomer } from '../errors.ts'
import type { EventBody } from '../event-body.ts'
import { underFault } from '../faults/under-fault.ts'
import { judgeEvent } from '../judge.ts'
import type { Project } from '../project.ts'
import { json, type Answer, type Reply } from '../reply.ts'
import type { Side } from '../stored-events.ts'
import { receive } from './receive.ts'

/**
 * `POST /v1/events`, and what `POST /client/v1/events` shares with it (docs.voucherify.io, "Track Custom Event").
 * Judges keys, content type, body, definition of the event and customer, in this order; then a scripted fault strikes, if one is due; then the
 * event is stored and answered.
 */
export async function trackEvent(side: Side, request: IncomingMessage, project: Project): Promise<Answer> {
  const received = await receive(side, 'events', request, project, judgeEvent)
  if (received._tag === 'Reply') return received
  const { body } = received
  const { event, customer } = body
  const misfit = misfits(body, project)
  if (misfit !== undefined) return misfit
  if (!project.customers.isKnownOrNew(customer)) return unknownCustomer(customer.id ?? '', project.ids.request())
  return underFault(request, project, { event, sourceId: customer.source_id }, () => {
    const kept = project.customers.upsert(customer)
    project.events.add(side, channelOf(request), body, kept)
    return json(200, accepted(body, kept))
  })
}

function misfits({ event, metadata }: EventBody, { eventSchemas, ids }: Project): Reply | undefined {
  const judged = eventSchemas.judge(event, metadata ?? {})
  switch (judged._tag) {
    case 'Fits':
      return undefined
    case 'Undefined':
      return undefinedEvent(event, ids.request())
    case 'Misfit':
      return metadataInvalid(judged.details, ids.request())
    default:
      return judged satisfies never
  }
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
