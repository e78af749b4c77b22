/**
 * Every value that is the given JSON with one part of it, or all of it, left out or replaced by one of `others`: what a
 * reader meets that was written for the original.
 */
export const variantsOf = (json: unknown, others: readonly unknown[]): readonly unknown[] => [
  ...others,
  ...(typeof json === 'object' && json !== null ? Object.entries(json) : []).flatMap(([key, part]) => [
    without(json, key),
    ...variantsOf(part, others).map((variant) => replaced(json, key, variant)),
  ]),
]

const without = (json: unknown, key: string): unknown => {
  if (Array.isArray(json)) return json.filter((_, i) => String(i) !== key)
  return Object.fromEntries(Object.entries(json ?? {}).filter(([name]) => name !== key))
}

const replaced = (json: unknown, key: string, by: unknown): unknown => {
  if (Array.isArray(json)) return json.map((item: unknown, i) => (String(i) === key ? by : item))
  return Object.fromEntries(Object.entries(json ?? {}).map(([name, part]) => [name, name === key ? by : part]))
}
