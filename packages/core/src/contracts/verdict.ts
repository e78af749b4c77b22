import type { ReturnReason } from './outcome.ts'

/**
 * The answer to a source.
 *
 * `Accept`: the event is sent, skipped on purpose, or buried with its reason; never offer it again.
 * `Return`: nothing was decided; offer it again, before any later event of the same customer.
 */
export type Verdict = { readonly _tag: 'Accept' } | { readonly _tag: 'Return'; readonly reason: ReturnReason }

export const accept: Verdict = { _tag: 'Accept' }
