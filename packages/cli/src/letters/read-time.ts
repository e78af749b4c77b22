const unitsMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * Reads a time: in ISO 8601, or so long ago (`90m`, `36h`, `7d`). In milliseconds since the epoch; undefined where it is none.
 *
 * @param now milliseconds since the epoch
 */
export const readTime = (text: string, now: number): number | undefined => {
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? []
  if (count !== undefined) return now - Number(count) * (unitsMs[unit] ?? 0)
  // Without this `Date` reads numbers and names of months, too.
  const isIso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text)
  const time = isIso ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}
