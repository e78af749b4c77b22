import type { BodyKind } from '../contracts/destination.ts'
import { CustomerUpsertBody } from './bodies/customer-upsert.ts'
import { EventBody } from './bodies/event.ts'
import { identityOfCustomer, identityOfEvent } from './identity.ts'
import type { VoucherifySettings } from './settings.ts'

/** What Voucherify takes: an event, or a customer. */
export type VoucherifyBody = EventBody | CustomerUpsertBody

/** A kind of body, and the path of the API that takes it. */
interface Kind<Body> extends BodyKind<Body> {
  readonly path: string
}

/** Kinds by name, the usual one first. */
type Kinds = { readonly event: Kind<EventBody> } & Readonly<Record<string, Kind<VoucherifyBody>>>

/** docs.voucherify.io, pages "Track Custom Event" and "Create Customer". */
const ofServer: Kinds = {
  event: { codec: EventBody, schema: EventBody.schema, identity: identityOfEvent, path: '/v1/events' },
  customer: {
    codec: CustomerUpsertBody,
    schema: CustomerUpsertBody.schema,
    identity: identityOfCustomer,
    path: '/v1/customers',
  },
}

/**
 * docs.voucherify.io, page "Track Custom Event (client-side)". No page tells of customers made with the keys of a shop.
 */
const ofClient: Kinds = { event: { ...ofServer.event, path: '/client/v1/events' } }

/** The kinds of body that the keys of these settings may send. */
export const kindsOf = ({ side }: VoucherifySettings): Kinds => (side === 'server' ? ofServer : ofClient)
