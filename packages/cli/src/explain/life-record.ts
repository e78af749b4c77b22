import { findStamp, type Life, type RelaySettings } from '@vouchrelay/core'
import { letterHead } from '../letters/letter-record.ts'

const timeOf = (ms: number): string => new Date(ms).toISOString()

/** The life of an event, for programs. Times are in ISO 8601. */
export const lifeRecord = (
  { messageId, waiting, shipments, letters, undecoded, searched }: Life,
  settings: RelaySettings,
) => ({
  messageId,
  known: waiting.length + shipments.length + letters.length + undecoded.length > 0,
  waiting: waiting.map(({ receivedAt, ...place }) => ({ ...place, receivedAt: timeOf(receivedAt) })),
  shipments: shipments.map(({ receivedAt, begunAt, at, attempts, ...shipment }) => ({
    ...shipment,
    stamp: findStamp(settings, shipment),
    receivedAt: receivedAt === undefined ? undefined : timeOf(receivedAt),
    begunAt: timeOf(begunAt),
    at: timeOf(at),
    attempts: attempts.map((attempt) => ({ at: timeOf(attempt.at), ...attempt.failure, doubtEnd: attempt.doubtEnd })),
  })),
  letters: letters.map(letterHead),
  undecoded: undecoded.map(letterHead),
  searched,
})
