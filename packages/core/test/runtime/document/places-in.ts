/** The keys that lead to a value within another. */
export type Keys = readonly (string | number)[]

/** Every value within a value, itself first. */
export const placesIn = (value: unknown, keys: Keys = []): readonly (readonly [keys: Keys, value: unknown])[] => {
  if (typeof value !== 'object' || value === null) return [[keys, value]]
  const inside = Array.isArray(value) ? value.map((item, i) => [i, item] as const) : Object.entries(value)
  return [[keys, value], ...inside.flatMap(([key, item]) => placesIn(item, [...keys, key]))]
}

/** Changes the member or item that a key names. */
export type Change = (parent: Record<string, unknown>, key: string) => void

/** A value in which the member or item at keys is changed. */
export const changedAt = (value: unknown, [key, ...rest]: Keys, change: Change): unknown => {
  if (key === undefined || typeof value !== 'object' || value === null) return value
  const copy: Record<string, unknown> = Object.fromEntries(Object.entries(value))
  if (rest.length === 0) change(copy, String(key))
  else copy[key] = changedAt(copy[key], rest, change)
  return Array.isArray(value) ? Object.values(copy) : copy
}
