/** Where an event has its codes. */
interface Places {
  readonly referralCode: unknown
  readonly referrerId: unknown
  readonly loyaltyCode: unknown
}

const unlessBlank = (code: unknown, made: unknown) => ({ '@if': { blank: code, else: made } })

/**
 * The referral and the loyalty card of an event. Each is left out where its code is missing, null or blank: so a referrer
 * without a code, which Voucherify refuses, is not sent.
 */
export const codesFrom = ({ referralCode, referrerId, loyaltyCode }: Places) => ({
  referral: unlessBlank(referralCode, { code: { '@string': referralCode }, referrer_id: { '@string': referrerId } }),
  loyalty: unlessBlank(loyaltyCode, { code: { '@string': loyaltyCode } }),
})
