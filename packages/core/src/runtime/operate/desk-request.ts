import type { Described } from '../../contracts/described.ts'
import { closed, dispatch } from '../../settings/closed.ts'
import { oneOrMore, required } from '../../settings/field.ts'
import { oneOf, Text, whole } from '../../settings/values.ts'

/** So many letters are decided about with one request. */
export const mostLetters = 500

/** What a person asks for. Letters are named by their numbers. */
export type DeskRequest =
  /** Send again what is certain not to have been processed: mapped anew, or the body that it was. */
  | { readonly do: 'replay'; readonly letters: readonly number[]; readonly body: 'mapped anew' | 'as it was' }
  | { readonly do: 'drop'; readonly letters: readonly number[] }
  /** Say what became of what is in doubt: it was delivered, or it is to be sent again with the body that it was. */
  | { readonly do: 'settle'; readonly letters: readonly number[]; readonly as: 'delivered' | 'resend' }
  | { readonly do: 'forget'; readonly customer: string }
  | { readonly do: 'lift'; readonly customer: string }

const letters = required(oneOrMore(whole(1, Number.MAX_SAFE_INTEGER), `a list of numbers of letters`), {
  summary: 'Which.',
})
const customer = required(Text, { summary: 'The id that shipments to the customer carry.', secret: true })

/** Reads what a person asks for. */
export const DeskRequest: Described<DeskRequest> = dispatch<DeskRequest>('a request to the desk', 'do', {
  replay: closed('a request to replay', {
    do: required(oneOf('replay'), { summary: 'Send again.' }),
    letters,
    body: required(oneOf('mapped anew', 'as it was'), { summary: 'Which body.' }),
  }),
  drop: closed('a request to drop', { do: required(oneOf('drop'), { summary: 'Delete.' }), letters }),
  settle: closed('a request to settle', {
    do: required(oneOf('settle'), { summary: 'Say what became of it.' }),
    letters,
    as: required(oneOf('delivered', 'resend'), { summary: 'What became of it.' }),
  }),
  forget: closed('a request to forget', { do: required(oneOf('forget'), { summary: 'Forget a person.' }), customer }),
  lift: closed('a request to lift', {
    do: required(oneOf('lift'), { summary: 'Send to the person again.' }),
    customer,
  }),
})
