import type { DoubtPolicy } from '@vouchrelay/core'
import { writeKey } from '../../test/journey/shop.ts'

/** What differs between the relays of the runs. */
export interface Wishes {
  /** Where Voucherify is. */
  readonly voucherify: string
  readonly whenInDoubt: DoubtPolicy
  /** Default: any free one. */
  readonly port?: number
  readonly adminPort?: number
  /** More settings of the destination, as YAML in flow style: `inFlight: 16`. */
  readonly destination?: string
  /** More sections of the file. */
  readonly more?: string
}

/**
 * The settings of a relay for the orders of `orders.ts`: an order goes out, one with a coupon goes out through a second route, one
 * whose total is no number is buried as unmappable.
 */
export const relayYaml = (wishes: Wishes): string => {
  const { voucherify, whenInDoubt, port = 0, adminPort = 0, destination = 'inFlight: 16', more = '' } = wishes
  return `
sources:
  - { use: segment, name: shop, listen: { port: ${port} }, tracking: { writeKeys: [${writeKey}] } }
routes:
  - name: order
    when: event = "Order Completed"
    whenInDoubt: ${whenInDoubt}
    body:
      event: order_completed
      customer: { source_id: $.userId }
      metadata: { message_id: $.messageId, n: $.properties.n, note: $.properties.note, total: { '@number': $.properties.total } }
  - name: coupon
    when: event = "Order Completed" and properties.coupon != null
    whenInDoubt: ${whenInDoubt}
    body:
      event: coupon_used
      customer: { source_id: $.userId }
      metadata: { message_id: $.messageId, n: $.properties.n, coupon: $.properties.coupon }
destination:
  { use: voucherify, baseUrl: '${voucherify}', applicationId: sandbox-app-id, secretKey: sandbox-secret-key, ${destination} }
admin: { port: ${adminPort} }
${more}
`
}

/** Which event each route makes. */
export const eventOfRoute: Readonly<Record<string, string>> = { order: 'order_completed', coupon: 'coupon_used' }
