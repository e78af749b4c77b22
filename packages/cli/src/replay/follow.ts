import { setTimeout as sleep } from 'node:timers/promises'
import { onSignals, type ReplayProgress } from '@vouchrelay/core'
import type { Io } from '../io.ts'
import type { Followed } from './followed.ts'
import { createProgressBar } from './progress-bar.ts'

/** How often it is asked how far it is, in milliseconds. */
const everyMs = 250

const isOver = ({ state }: ReplayProgress): boolean => state === 'finished' || state === 'paused'

/** Shows how far a replay is until it is finished or paused, which the first Ctrl-C asks for; the second leaves at once. */
export const follow = async (replay: Followed, isShown: boolean, { err, now }: Io): Promise<ReplayProgress> => {
  const bar = isShown ? createProgressBar(err) : undefined
  const deafen = onSignals({ stop: replay.pause, kill: (status) => process.exit(status) }, now)
  try {
    for (;;) {
      const progress = await replay.progress()
      bar?.show(progress, now())
      if (isOver(progress)) {
        await replay.leave()
        return progress
      }
      await sleep(everyMs)
    }
  } finally {
    bar?.end()
    deafen()
  }
}
