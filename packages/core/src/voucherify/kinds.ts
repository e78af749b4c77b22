import type { BodyKind } from '../contracts/destination.ts'
import { CustomerUpsertBody } from './bodies/customer-upsert.ts'
import { EventBody } from './bodies/event.ts'
import { identityOfCustomer, identityOfEvent } from './identity.ts'
import type { ServerSettings, VoucherifySettings } from './settings.ts'
import { stampOf } from './stamp.ts'

/** What Voucherify takes: an event, or a customer. */
export type VoucherifyBody = EventBody | CustomerUpsertBody

/** A kind of body, and the path of the API that takes it. */
interface Kind<Body> extends BodyKind<Body> {
  readonly path: string
}

/** Kinds by name, the usual one first. */
type Kinds = { readonly event: Kind<EventBody> } & Readonly<Record<string, Kind<VoucherifyBody>>>

/** docs.voucherify.io, pages "Track Custom Event" and "Create Customer". The latter changes what is there: twice is as good as once. */
const event: Kind<EventBody> = {
  codec: EventBody,
  schema: EventBody.schema,
  identity: identityOfEvent,
  path: '/v1/events',
}
const customer: Kind<CustomerUpsertBody> = {
  codec: CustomerUpsertBody,
  schema: CustomerUpsertBody.schema,
  identity: identityOfCustomer,
  path: '/v1/customers',
  doubtful: 'harmless',
}

const ofServer = ({ verify }: ServerSettings): Kinds => {
  const place = `metadata.${verify.metadataKey}`
  return {
    event: { ...event, doubtful: 'verifiable', stamp: (shipment) => ({ in: place, text: stampOf(shipment) }) },
    customer,
  }
}

/** A token that may not see customers can neither change them nor look for their events. */
const ofEvents: Kinds = { event }

/**
 * docs.voucherify.io, page "Track Custom Event (client-side)". No page tells of customers made with the keys of a shop, nor of a way to
 * see their events.
 */
const ofClient: Kinds = { event: { ...event, path: '/client/v1/events' } }

/** The kinds of body that the keys of these settings may send. */
export const kindsOf = (settings: VoucherifySettings): Kinds => {
  if (settings.side === 'client') return ofClient
  return seesCustomers(settings) ? ofServer(settings) : ofEvents
}

/** Whether customers and their events can be read: with keys always, with a token where its scopes say so. */
export const seesCustomers = ({ side, credentials }: VoucherifySettings): boolean =>
  side === 'server' &&
  (credentials._tag === 'Keys' || credentials.scopes.some((scope) => scope === 'api' || scope === 'customers'))
