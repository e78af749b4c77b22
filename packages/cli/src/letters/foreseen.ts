import {
  createReplan,
  describeFault,
  type KeptLetter,
  type Plan,
  type Reader,
  type RelaySettings,
} from '@vouchrelay/core'
import { exit, type Exit } from '../exit.ts'
import type { Io } from '../io.ts'
import { plain } from '../plain.ts'
import { prospectOf, type Prospect } from '../plan/prospect.ts'
import { write, writeJson } from '../write.ts'
import { lettersText } from './count-text.ts'

/** What would become of a letter. */
type Foreseen = Prospect | { readonly end: 'refused'; readonly because: string }

/** What foreseeing is told beside the letters. */
export interface Foreseeing {
  readonly reader: Pick<Reader, 'letters'>
  readonly settings: RelaySettings
  readonly body: 'mapped anew' | 'as it was'
  readonly json: boolean
}

/** Says what would become of letters that are sent again, and does nothing. Failed where one would not be sent. */
export const foreseen = async (ids: readonly number[], foreseeing: Foreseeing, { out }: Io): Promise<Exit> => {
  const { reader, settings, body, json } = foreseeing
  const replan = createReplan(settings)
  let sent = 0
  for (const id of ids) {
    const letter = reader.letters.get(id)
    const plan = letter === undefined ? undefined : replan(letter, body)
    const prospect = refusalOf(letter, plan, foreseeing) ?? (plan === undefined ? none : prospectOf(plan))
    if (prospect.end === 'delivered') sent += 1
    if (json) await writeJson(out, { id, ...prospect, faults: plan === undefined ? [] : faultsOf(plan) })
    else await write(out, `letter ${id}: ${textOf(prospect, plan)}\n`)
  }
  if (!json) await write(out, `${sent} of ${lettersText(ids.length)} would be sent; nothing was done\n`)
  return sent === ids.length ? exit.ok : exit.failed
}

const none: Foreseen = { end: 'refused', because: 'there is no such letter' }

const refusalOf = (
  letter: KeptLetter | undefined,
  plan: Plan<unknown> | undefined,
  { settings, body }: Foreseeing,
): Foreseen | undefined => {
  if (letter === undefined) return none
  if (letter.end.reason === 'in doubt') return refused('it may have been processed: see vouchrelay letters settle')
  const names = settings.sources.map(({ name }) => name).join(', ')
  if (plan === undefined) return refused(`it came from the source ${letter.source}, and the settings name ${names}`)
  const isBodiless = body === 'as it was' && (letter.body === undefined || letter.route === undefined)
  return isBodiless ? refused('it was buried before it had a body: it can only be mapped anew') : undefined
}

const refused = (because: string): Foreseen => ({ end: 'refused', because })

const faultsOf = (plan: Plan<unknown>): readonly string[] => {
  if (plan._tag === 'Undecodable') return plan.faults.map(describeFault)
  if (plan._tag === 'Unwanted') return []
  return plan.parts.flatMap((part) => (part._tag === 'Faulty' ? part.faults.map(describeFault) : []))
}

const textOf = (prospect: Foreseen, plan: Plan<unknown> | undefined): string => {
  switch (prospect.end) {
    case 'delivered':
      return 'would be sent'
    case 'skipped':
      return `would be skipped: ${prospect.reason}`
    case 'buried': {
      const [fault] = plan === undefined ? [] : faultsOf(plan)
      return plain(`would be buried again, ${prospect.reason}${fault === undefined ? '' : `: ${fault}`}`)
    }
    case 'refused':
      return plain(`would be refused: ${prospect.because}`)
    default:
      return prospect satisfies never
  }
}
