import { createAjv } from '../create-ajv.ts'
import { wording } from '../wording.ts'
import { defaultQuota, quotaPlans, type QuotaPlan, type QuotaSetting, type SandboxQuota } from './quota-setting.ts'

/** A quota (or none) read from a value from outside, or what is wrong with it. */
export type ReadQuota =
  | { readonly _tag: 'Quota'; readonly setting: QuotaSetting; readonly quota: SandboxQuota | null }
  | { readonly _tag: 'Complaint'; readonly complaint: string }

/** Reads `'none'`, the name of a plan, or an object with a `plan`, or `calls`, and whatever else is to be changed. */
export function readQuota(value: unknown): ReadQuota {
  if (value === 'none') return { _tag: 'Quota', setting: value, quota: null }
  if (isPlan(value)) return { _tag: 'Quota', setting: value, quota: { ...defaultQuota, ...quotaPlans[value] } }
  if (typeof value !== 'object' || value === null) return complaint(`Quota: must be an object or one of none, ${plans}`)
  if (!isQuota(value)) return complaint(`Quota: ${(isQuota.errors ?? []).map(wording).join(', ')}`)
  const { plan, ...own } = value
  const quota = { ...defaultQuota, ...(plan === undefined ? undefined : quotaPlans[plan]), ...own }
  if (quota.calls === undefined) return complaint(`Quota: must have calls, or a plan: ${plans}`)
  return {
    _tag: 'Quota',
    setting: { ...own, calls: quota.calls, ...(plan === undefined ? {} : { plan }) },
    quota: { ...quota, calls: quota.calls },
  }
}

const plans = Object.keys(quotaPlans).join(', ')

function isPlan(value: unknown): value is QuotaPlan {
  return typeof value === 'string' && Object.hasOwn(quotaPlans, value)
}

const positive = { type: 'integer', minimum: 1 } as const

const isQuota = createAjv().compile<Partial<SandboxQuota> & { readonly plan?: QuotaPlan }>({
  type: 'object',
  additionalProperties: false,
  properties: {
    plan: { enum: Object.keys(quotaPlans) },
    calls: positive,
    periodMs: positive,
    window: { enum: ['calendar', 'rolling'] },
    cycleCalls: { ...positive, nullable: true },
    cycleMs: positive,
    typeHeader: { enum: ['always', 'on-429', 'never'] },
    otherCalls: { type: 'integer', minimum: 0 },
    otherArrive: { enum: ['evenly', 'at-once'] },
  },
})

function complaint(text: string): ReadQuota {
  return { _tag: 'Complaint', complaint: text }
}
