/** How many calls a project may make, as docs.voucherify.io, "Limits", tells it, and how its windows run. */
export interface SandboxQuota {
  /** Calls in a period, of everybody together. */
  readonly calls: number
  readonly periodMs: number
  /**
   * `calendar`: a period begins with each minute (hour, …) of the clock, as the docs' "until the next period" suggests;
   * `rolling`: in any span of that length.
   */
  readonly window: 'calendar' | 'rolling'
  /** Calls in a billing cycle; `null`: no limit. */
  readonly cycleCalls: number | null
  /** Length of a billing cycle; the first begins with the sandbox. */
  readonly cycleMs: number
  /** When `X-Rate-Limit-Type` is sent; the docs call it optional. */
  readonly typeHeader: 'always' | 'on-429' | 'never'
  /** Calls that somebody else makes in each period, e.g. the shop's checkout. */
  readonly otherCalls: number
  /** Whether those are spread over the period or come with its first moment. */
  readonly otherArrive: 'evenly' | 'at-once'
}

/** A plan of Voucherify's. */
export type QuotaPlan = 'sandbox' | 'business' | 'organization'

/** A quota as it is set: none, that of a plan, one's own (a minute unless it says otherwise), or a plan's with changes. */
export type QuotaSetting =
  | 'none'
  | QuotaPlan
  | (Partial<SandboxQuota> & ({ readonly plan: QuotaPlan } | { readonly calls: number }))

/** Each plan: docs.voucherify.io, "Limits". The sandbox is the project of that name in every account. */
export const quotaPlans: Readonly<Record<QuotaPlan, Partial<SandboxQuota> & { readonly calls: number }>> = {
  sandbox: { calls: 100, periodMs: 3_600_000 },
  business: { calls: 100, cycleCalls: 100_000 },
  organization: { calls: 2_000, cycleCalls: 300_000 },
}

/** What a quota says where it is not told otherwise. */
export const defaultQuota: Omit<SandboxQuota, 'calls'> = {
  periodMs: 60_000,
  window: 'calendar',
  cycleCalls: null,
  cycleMs: 30 * 24 * 3_600_000,
  typeHeader: 'on-429',
  otherCalls: 0,
  otherArrive: 'evenly',
}
