import { isLeft } from 'fp-ts/lib/Either.js'
import type { State } from '../../state/open-state.ts'
import { createConcerns, type ConcernsParts } from './concerns.ts'
import { decide, type Deciding } from './decide.ts'
import type { DeskReport } from './desk-report.ts'
import type { DeskRequest } from './desk-request.ts'
import { forget, type Forgets } from './forget.ts'

/** Where a person's requests are carried out. */
export interface Desk {
  /** Requests may overlap: nothing is done twice. Resolves when all of it is durable. */
  readonly carryOut: (request: DeskRequest) => Promise<DeskReport>
}

/** What the desk tells and asks of the relay around it; nothing where none runs. */
export interface DeskWatcher {
  readonly queued: Deciding['queued']
  readonly decided: Deciding['decided']
  readonly removedEvents: Forgets['removedEvents']
  readonly underWay: Forgets['underWay']
}

/** What the desk is made of. */
export interface DeskParts extends ConcernsParts {
  readonly state: Pick<State, 'decisions' | 'forgetting' | 'journal'>
  readonly watcher: DeskWatcher
}

export const createDesk = ({ state, watcher, ...parts }: DeskParts): Desk => {
  const { decisions, forgetting, journal } = state
  const { queued, decided, removedEvents, underWay } = watcher
  const sources = Object.keys(parts.readings)

  const carryOut = async (request: DeskRequest): Promise<DeskReport> => {
    switch (request.do) {
      case 'replay':
      case 'drop':
      case 'settle':
        return { _tag: 'Letters', ...(await decide(request, { decisions, sources, queued, decided })) }
      case 'forget': {
        const concerns = createConcerns(parts)
        const removedLetters = (letters: number): void => decided('forgotten', letters)
        const forgets = { forgetting, journal, concerns, underWay, removedEvents, removedLetters }
        return { _tag: 'Forgotten', ...(await forget(request.customer, forgets)) }
      }
      case 'lift': {
        const lifted = await forgetting.lift(request.customer)
        if (isLeft(lifted)) return { _tag: 'Failed', failure: lifted.left.message }
        return { _tag: 'Lifted', wasListed: lifted.right }
      }
      default:
        return request satisfies never
    }
  }

  return { carryOut }
}
