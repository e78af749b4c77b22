import { createAjv } from './create-ajv.ts'
import { customersOpenApi } from './customers-openapi.ts'
import type { CustomerFields, EventBody } from './event-body.ts'
import { nullMeansAbsent } from './null-means-absent.ts'
import { eventsOpenApi } from './openapi.ts'
import { wording } from './wording.ts'

/** What the published OpenAPI says of a request body: valid, or the first violation in Voucherify's words. */
export type Judgement<Body> =
  | { readonly _tag: 'Valid'; readonly body: Body }
  | { readonly _tag: 'Invalid'; readonly details: string }

/** Judges a parsed request body by the published OpenAPI. Pure; compiled once, when the module is loaded. */
export type Judge<Body> = (body: unknown) => Judgement<Body>

const schemas = { ...eventsOpenApi.components.schemas, ...customersOpenApi.components.schemas }
const ajv = createAjv().addSchema({ $id: 'api', components: nullMeansAbsent({ schemas }) })

/** Of `POST /v1/events` and `POST /client/v1/events`. */
export const judgeEvent = judgeBy<EventBody>('EventsCreateRequestBody')

/** Of `POST /v1/customers`. */
export const judgeCustomer = judgeBy<CustomerFields>('CustomersCreateRequestBody')

function judgeBy<Body>(schema: keyof typeof schemas): Judge<Body> {
  const isBody = ajv.compile<Body>({ $ref: `api#/components/schemas/${schema}` })
  return (body) =>
    isBody(body) ? { _tag: 'Valid', body } : { _tag: 'Invalid', details: (isBody.errors ?? []).map(wording).join(', ') }
}
