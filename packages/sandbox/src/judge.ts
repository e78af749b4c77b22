import { createAjv } from './create-ajv.ts'
import type { EventBody } from './event-body.ts'
import { nullMeansAbsent } from './null-means-absent.ts'
import { eventsOpenApi } from './openapi.ts'
import { wording } from './wording.ts'

/** What the published OpenAPI says of a request body: valid, or the first violation in Voucherify's words. */
export type Judgement =
  | { readonly _tag: 'Valid'; readonly body: EventBody }
  | { readonly _tag: 'Invalid'; readonly details: string }

/** Judges a parsed request body by the published OpenAPI. Pure; compiled once, when the module is loaded. */
export function judge(body: unknown): Judgement {
  if (isEventBody(body)) return { _tag: 'Valid', body }
  return { _tag: 'Invalid', details: (isEventBody.errors ?? []).map(wording).join(', ') }
}

const isEventBody = createAjv()
  .addSchema({ $id: 'events', components: nullMeansAbsent(eventsOpenApi.components) })
  .compile<EventBody>({ $ref: 'events#/components/schemas/EventsCreateRequestBody' })
