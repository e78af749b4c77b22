import { createDryRun, describeFault, type RelaySettings } from '@vouchrelay/core'
import type { StoredEvent } from '@vouchrelay/sandbox'
import { beside, outline, wrapped } from './columns.ts'
import { source } from './relay.ts'

/** A call of the bundle, as far as samples look into it. */
export interface Call {
  readonly type: string
  readonly event?: string
  readonly userId?: string
  readonly properties?: Readonly<Record<string, unknown>>
}

const leftWidth = 46
const rightWidth = 64

/** What a person would look at first: who did what, and what of its properties a route uses. */
const brief = ({ type, event, userId, properties = {} }: Call): object => {
  const { order_id, product_id, rating, total, coupon, loyalty_card } = properties
  const used = Object.entries({ order_id, product_id, rating, total, coupon, loyalty_card })
  return { type, event, userId, properties: Object.fromEntries(used.filter(([, value]) => value !== undefined)) }
}

/** A call that is worth a look, and how to tell what became of it. */
interface Sample {
  readonly picks: (call: Call) => boolean
  /** The names of the events it became; none: it was buried. */
  readonly becomes: readonly string[]
}

const isOrder = ({ event }: Call): boolean => event === 'Order Completed'

const chosen: readonly Sample[] = [
  {
    picks: (call) => isOrder(call) && Number(call.properties?.['total']) > 0 && 'coupon' in (call.properties ?? {}),
    becomes: ['order_completed', 'coupon_used'],
  },
  { picks: ({ event }) => event === 'Product Reviewed', becomes: ['product_reviewed'] },
  { picks: (call) => isOrder(call) && call.properties?.['total'] === 'abc', becomes: [] },
]

/** A few calls beside what became of them: the bodies that the sandbox holds, or the reason why there is none. */
export const samples = (
  calls: readonly Call[],
  stored: readonly StoredEvent[],
  settings: RelaySettings,
): readonly string[] => {
  const plan = createDryRun(settings, source)
  const reasonsOf = (call: Call): readonly string[] => {
    const planned = plan?.(Buffer.from(JSON.stringify(call)), 0)
    const parts = planned?._tag === 'Planned' ? planned.parts : []
    return parts.flatMap((part) =>
      part._tag === 'Faulty' ? [`buried, ${part.reason}:`, ...part.faults.map(describeFault)] : [],
    )
  }
  const bodiesOf = ({ userId }: Call, names: readonly string[]) =>
    stored.flatMap(({ body }) => (body.customer.source_id === userId && names.includes(body.event) ? [body] : []))
  return chosen.flatMap(({ picks, becomes }) => {
    const call = calls.find(picks)
    if (call === undefined) return []
    const reasons = reasonsOf(call).flatMap((text) => wrapped(text, rightWidth))
    const bodies = bodiesOf(call, becomes).map((body) => outline(body, rightWidth))
    return ['', ...beside(outline(brief(call), leftWidth - 2), becomes.length === 0 ? [reasons] : bodies, leftWidth)]
  })
}
