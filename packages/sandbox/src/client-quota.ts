/** Counts client-side calls per IP address. */
export interface ClientQuota {
  /** Spends one call: 0 when it is allowed, otherwise the whole seconds until the next one is. */
  readonly spend: (ip: string) => number
  readonly clear: () => void
}

/**
 * At most `calls` client-side calls of one IP address in any 5 seconds (docs.voucherify.io, "Limits": 5). 0 or
 * Infinity: no limit. A refused call is not counted.
 */
export function createClientQuota(calls: number, now: () => number): ClientQuota {
  const spentAt = new Map<string, readonly number[]>()
  const unlimited = calls === 0 || calls === Infinity
  return {
    spend: (ip) => {
      if (unlimited) return 0
      const at = now()
      const recent = (spentAt.get(ip) ?? []).filter((time) => time > at - windowMs)
      const oldest = recent[0]
      if (oldest !== undefined && recent.length >= calls) return Math.ceil((oldest + windowMs - at) / 1000)
      spentAt.set(ip, [...recent, at])
      return 0
    },
    clear: () => spentAt.clear(),
  }
}

const windowMs = 5_000
