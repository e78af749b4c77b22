/**
 * The scopes that a token may have (docs.voucherify.io, "Generate OAuth 2.0 Token"). `api` covers the server side,
 * `client_api` the client side, any other the endpoints of its name.
 */
export const scopes: ReadonlySet<string> = new Set(
  `api assets async-actions campaigns categories client_api client_consents client_customers client_events
   client_promotions client_publish client_qualifications client_redeem client_redemptions client_validate
   client_validations client_vouchers consents customers events exports locations loyalties metadata-schemas orders
   product-collections products promotions publications qualifications redemptions referrals rewards segments SKUs
   task-results templates trash-bin validation-rules-assignments validation-rules validations vouchers`.split(/\s+/),
)
