import { isLeft } from 'fp-ts/lib/Either.js'
import { askRelay, ReplayProgress, type Question } from '@vouchrelay/core'
import type { Followed } from './followed.ts'
import { messageOf } from './message-of.ts'

/** The relay did not answer any more, or not as it should. Its message is fit for people. */
export class RelayLost extends Error {}

/** A replay in a relay that runs. `progress` throws `RelayLost`. */
export const followRelay = (stateDir: string, run: string): Followed => {
  const ask = async (question: Question): Promise<ReplayProgress> => {
    const asked = await askRelay(stateDir, question)
    if (asked._tag === 'NoRelay') throw new RelayLost('it has ended')
    if (asked._tag === 'Silent') throw new RelayLost(asked.why)
    if (asked.status !== 200) throw new RelayLost(messageOf(asked.body))
    const progress = ReplayProgress.decode(asked.body)
    if (isLeft(progress)) throw new RelayLost('it answers what this version does not understand')
    return progress.right
  }
  return {
    progress: () => ask({ method: 'GET', path: `/replays/${run}` }),
    // Whether it was heard shows in the progress.
    pause: () => void ask({ method: 'POST', path: `/replays/${run}/pause`, body: {} }).catch(() => undefined),
    leave: async () => undefined,
  }
}
