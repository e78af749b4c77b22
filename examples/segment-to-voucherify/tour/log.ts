import type { Log } from '@vouchrelay/core'
import type { Stage } from './stage.ts'

/** A log for people. Warnings wait until `loud` holds: the bundle has events on purpose that a relay warns of. */
export const createTourLog = ({ err }: Stage, loud: () => boolean): Log => ({
  warn: (facts, message) => void (loud() && err.write(`${message}: ${JSON.stringify(facts)}\n`)),
  error: (facts, message) => void err.write(`${message}: ${JSON.stringify(facts)}\n`),
})
