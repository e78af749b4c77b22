/**
 * The body of `POST /v1/events` and `POST /client/v1/events`, once judged valid. `null` means not given; unknown keys
 * are ignored.
 */
export interface EventBody {
  readonly event: string
  readonly customer: CustomerFields
  readonly referral?: { readonly code: string; readonly referrer_id?: string | null } | null
  readonly loyalty?: { readonly code: string } | null
  readonly metadata?: Readonly<Record<string, unknown>> | null
}

/** The customer of an event body: who it is (`id` beats `source_id`) and what is to be updated. */
export interface CustomerFields {
  readonly id?: string | null
  readonly source_id?: string | null
  readonly name?: string | null
  readonly description?: string | null
  readonly email?: string | null
  readonly phone?: string | null
  readonly birthdate?: string | null
  readonly birthday?: string | null
  readonly address?: Address | null
  readonly metadata?: Readonly<Record<string, unknown>> | null
}

/** A customer's postal address. */
export interface Address {
  readonly city?: string | null
  readonly state?: string | null
  readonly line_1?: string | null
  readonly line_2?: string | null
  readonly country?: string | null
  readonly postal_code?: string | null
}
