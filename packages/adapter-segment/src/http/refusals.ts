import type { Resources } from '@vouchrelay/core'
import type { Answer } from './answer.ts'

/** A minute: often enough to be seen, seldom enough that a misconfigured sender cannot fill the disk. */
const QUIET_MS = 60_000

/** Logs refusals: of each kind one line, then at most one a minute, which says how many there were since. */
export const createRefusalLog = ({ log, now }: Pick<Resources, 'log' | 'now'>): ((answer: Answer) => void) => {
  const kinds = new Map<string, { count: number; saidAt: number }>()
  return ({ status, refusal }) => {
    if (refusal === undefined) return
    const { code, message } = refusal
    const kind = kinds.get(message) ?? { count: 0, saidAt: -Infinity }
    kinds.set(message, kind)
    kind.count++
    // Whichever way the clock was set since.
    if (Math.abs(now() - kind.saidAt) < QUIET_MS) return
    log.warn({ status, code, requests: kind.count }, `refused: ${message}`)
    kind.count = 0
    kind.saidAt = now()
  }
}
