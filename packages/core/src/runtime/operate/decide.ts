import { isLeft } from 'fp-ts/lib/Either.js'
import type { Replay } from '../../contracts/delivery.ts'
import type { Decisions, LetterHead } from '../../state/decisions.ts'
import { lettersRun as journalledRun } from '../../state/letters-run.ts'
import type { LettersReport, Refusal } from './desk-report.ts'
import type { DeskRequest } from './desk-request.ts'

/** What a person decided about a letter. */
export type Decision = 'replayed' | 'resent' | 'delivered' | 'dropped' | 'expired' | 'forgotten'

/** What deciding needs beside the state. */
export interface Deciding {
  readonly decisions: Decisions
  /** Names of the sources of the settings. */
  readonly sources: readonly string[]
  /** An event lies in the replays of its source. Told in the moment in which it counts as waiting. */
  readonly queued: (source: string) => void
  readonly decided: (decision: Decision, letters: number) => void
}

/** The run that letters which are sent again belong to. Replays of files have names of their own. */
export const lettersRun = journalledRun

type LettersRequest = Extract<DeskRequest, { readonly letters: readonly number[] }>

/** Does with each letter what was asked for, as far as that can be; a failure of the state ends it. */
export const decide = async (
  request: LettersRequest,
  deciding: Deciding,
): Promise<LettersReport & { readonly failure?: string }> => {
  const { decisions, sources, queued, decided } = deciding
  const ids = [...new Set(request.letters)]
  const asItWas = request.do === 'settle' || (request.do === 'replay' && request.body === 'as it was')
  const done: number[] = []
  const refused: Refusal[] = []
  const report = (failure?: string) => ({ done, refused, ...(failure === undefined ? {} : { failure }) })

  const looked = await decisions.look(ids, asItWas)
  if (isLeft(looked)) return report(looked.left.message)
  const heads = new Map(looked.right.map((head) => [head.id, head]))

  const carryOut = (head: LetterHead) => {
    const { id, source, bytes } = head
    if (request.do === 'drop') return decisions.drop(id)
    if (request.do === 'settle' && request.as === 'delivered') return decisions.deliver(id)
    const inDoubt = request.do === 'settle'
    return decisions.replay({ id, source, bytes, inDoubt }, replayOf(head, asItWas), () => queued(source))
  }

  for (const id of ids) {
    const head = heads.get(id)
    const because = head === undefined ? 'there is no such letter' : objection(request, head, sources)
    if (head === undefined || because !== undefined) {
      refused.push({ letter: id, because: because ?? '' })
      continue
    }
    const result = await carryOut(head)
    if (isLeft(result)) {
      decided(decisionOf(request), done.length)
      return report(result.left.message)
    }
    if (result.right) done.push(id)
    else refused.push({ letter: id, because: 'somebody else decided about it in this moment' })
  }
  decided(decisionOf(request), done.length)
  return report()
}

const replayOf = ({ route, body }: LetterHead, asItWas: boolean): Replay => ({
  run: lettersRun,
  ...(route === undefined ? {} : { route }),
  ...(asItWas && body !== undefined ? { body } : {}),
})

const decisionOf = (request: LettersRequest): Decision => {
  if (request.do === 'drop') return 'dropped'
  if (request.do === 'replay') return 'replayed'
  return request.as === 'delivered' ? 'delivered' : 'resent'
}

/** Why something cannot be done with a letter, in the words of the command. */
const objection = (request: LettersRequest, head: LetterHead, sources: readonly string[]): string | undefined => {
  const { id, reason, source, body } = head
  const isInDoubt = reason === 'in doubt'
  if (request.do === 'drop') return undefined
  if (request.do === 'replay' && isInDoubt) {
    return `it may have been processed: find out, then say \`letters settle ${id} --delivered\` or \`--resend\``
  }
  if (request.do === 'settle' && !isInDoubt) return `it is not in doubt (it was ${reason}): replay it or drop it`
  if (request.do === 'settle' && request.as === 'delivered') return undefined
  if (!sources.includes(source)) {
    return `it came from the source ${source}, and the settings name ${sources.join(', ')}: give the source its name again`
  }
  if (request.do === 'replay' && request.body === 'mapped anew') return undefined
  return body === undefined ? `it was ${reason} before it had a body: it can only be mapped anew` : undefined
}
