import type { QuotaReading } from '../../delivery/quota-reading.ts'

/** What a person should know of the billing cycle before it is spent, in sentences. */
export const quotaAlarms = ({ cycle }: Pick<QuotaReading, 'cycle'>): readonly string[] => {
  const { limit, projected, calls, endsAt } = cycle
  if (limit === undefined || projected <= limit || calls >= limit) return []
  const end = new Date(endsAt).toISOString().slice(0, 10)
  return [`quota: at this rate ${projected} of ${limit} calls are made by ${end}, when the billing cycle ends`]
}
