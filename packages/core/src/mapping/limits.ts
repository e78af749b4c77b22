/**
 * How deep a mapping may nest, and how many levels below a value of the event a directive names or visits: twice what a
 * body needs, and far from what the stack holds.
 */
export const mostLevels = 32

/** How many values a mapping may have in all: a body has some ten; an alias of YAML can repeat a part many times. */
const mostParts = 10_000

/** How many items a mapping may visit and characters it may write for one event, so that no mapping grows without end. */
export const mostUnits = 1_000_000

/** What is expected of a mapping that is too deep or too large; undefined where it is neither. Ends on cycles too. */
export const excess = (mapping: unknown): string | undefined => {
  const open: (readonly [value: unknown, level: number])[] = [[mapping, 0]]
  for (let parts = 1; open.length > 0; parts++) {
    const [value, level] = open.pop() ?? [undefined, 0]
    if (level > mostLevels) return `at most ${mostLevels} levels of nesting`
    if (parts > mostParts) return `at most ${mostParts} values in all`
    if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value)) open.push([part, level + 1])
    }
  }
  return undefined
}
