import type { DoubtPolicy } from '@vouchrelay/core'

/** What differs between the relays of the proofs. */
export interface Shop {
  /** Where Voucherify is. */
  readonly voucherify: string
  /** Default: any free one. */
  readonly port?: number
  readonly adminPort?: number
  /** More settings of the listener, as YAML in flow style: `requestTimeoutMs: 500`. */
  readonly listen?: string
  /** More settings of the destination. */
  readonly destination?: string
  /** Of both routes. Default: `resend`, with which nothing is added to a body. */
  readonly whenInDoubt?: DoubtPolicy
  /** More sections of the file. */
  readonly more?: string
}

const and = (text: string | undefined): string => (text === undefined ? '' : `, ${text}`)

/** The write key of the shop. */
export const writeKey = 'shop-key'

/**
 * The settings of a relay for a shop: orders go out, an order with a coupon goes out through a second route, an order
 * whose total is no number is buried as unmappable.
 */
export const shopYaml = ({
  voucherify,
  port = 0,
  adminPort = 0,
  listen,
  destination,
  whenInDoubt = 'resend',
  more = '',
}: Shop): string => `
sources:
  - use: segment
    name: shop
    listen: { port: ${port}${and(listen)} }
    tracking: { writeKeys: [${writeKey}] }
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
  { use: voucherify, baseUrl: '${voucherify}', applicationId: sandbox-app-id, secretKey: sandbox-secret-key${and(destination)} }
admin: { port: ${adminPort} }
${more}
`
