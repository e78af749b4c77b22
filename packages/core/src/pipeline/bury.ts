import { isLeft } from 'fp-ts/lib/Either.js'
import type { Delivery } from '../contracts/delivery.ts'
import type { DeadLetters } from '../contracts/letters.ts'
import type { Buried, ShipmentEnd } from '../contracts/outcome.ts'

/** What a letter says beside the delivery and the reason. */
export interface Particulars {
  readonly messageId: string | undefined
  readonly route: string | undefined
  readonly body: unknown
}

/** Writes the letter. An event whose letter cannot be written is not buried: it goes back to its source. */
export const bury = async (
  letters: DeadLetters,
  delivery: Delivery,
  particulars: Particulars,
  end: Buried,
  now: number,
): Promise<ShipmentEnd> => {
  const written = await letters.write({
    source: delivery.source,
    deliveryId: delivery.id,
    ...particulars,
    end,
    bytes: delivery.bytes,
    envelope: delivery.envelope,
    receivedAt: delivery.receivedAt,
    buriedAt: now,
  })()
  return isLeft(written) ? { _tag: 'Returned', reason: 'state unavailable' } : end
}
