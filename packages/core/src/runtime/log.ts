import { pino, type DestinationStream } from 'pino'
import type { Log } from '../contracts/plugin.ts'

/** Structured lines for problems; the happy path is counted, not logged. Default: standard error. */
export const createLog = (stream: DestinationStream = pino.destination({ fd: 2, sync: true })): Log =>
  pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream)
