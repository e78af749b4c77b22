/**
 * What becomes of a shipment of which nobody knows whether it was processed:
 *
 * - `resend`: it is sent again; it may have been processed twice.
 * - `verify`: it is looked for at the destination, and sent again if it is not there.
 * - `park`: it is never sent again by itself; a dead letter waits for a person.
 */
export type DoubtPolicy = 'resend' | 'verify' | 'park'

/** Which shipments go first where calls are few. `low` is what is replayed. */
export type Priority = 'high' | 'normal' | 'low'
