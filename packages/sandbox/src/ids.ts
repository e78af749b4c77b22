/** Makes identifiers in Voucherify's formats. Every call gives a new one. */
export interface Ids {
  /** `v-` and 18 hex digits. */
  readonly request: () => string
  /** `event_` and 18 hex digits. */
  readonly event: () => string
  /** `evcus_` and 18 hex digits. */
  readonly activity: () => string
  /** `cust_` and 24 letters or digits. */
  readonly customer: () => string
  /** `ms_` and 24 letters or digits: the id of an event's definition. */
  readonly eventSchema: () => string
  /** 50 letters or digits. */
  readonly accessToken: () => string
  /** 21 letters or digits: who the tokens are for. */
  readonly client: () => string
}

/**
 * The published ids with known `created_at` are ordered by time: their first 12 hex digits are the milliseconds since
 * 2016-05-04T00:00:00Z, shifted left by 6 bits. The 6 digits after them are a counter here, so that ids made within one
 * millisecond stay in order. `random` gives numbers from 0 up to 1.
 */
export function createIds(now: () => number, random: () => number): Ids {
  let serial = Math.floor(random() * serials)
  const ordered = () => {
    serial = (serial + 1) % serials
    const time = Math.max(0, now() - epochMs) * 64
    return time.toString(16).padStart(12, '0') + serial.toString(16).padStart(6, '0')
  }
  const chance = (length: number) =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')
  return {
    request: () => `v-${ordered()}`,
    event: () => `event_${ordered()}`,
    activity: () => `evcus_${ordered()}`,
    customer: () => `cust_${chance(24)}`,
    eventSchema: () => `ms_${chance(24)}`,
    accessToken: () => chance(50),
    client: () => chance(21),
  }
}

const epochMs = Date.UTC(2016, 4, 4)
const serials = 2 ** 24
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
