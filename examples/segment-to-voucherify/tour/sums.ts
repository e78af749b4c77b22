import type { Counts } from '@vouchrelay/core'
import type { Expected } from '../bundle/expected.ts'

/** What a relay says became of the events of its source, in the form of what is expected. */
export const sumsOf = ({ sources, routes }: Counts, source: string): Expected => {
  const counts = sources[source]
  if (counts === undefined) throw new Error(`The relay counts no source ${source}.`)
  const { received, delivered, skipped, buried } = counts
  const ofRoutes = Object.entries(routes).map(([name, ends]) => {
    const { delivered: shipped, skipped: passed, buried: lost } = ends
    return [name, { delivered: shipped, skipped: passed, buried: lost }] as const
  })
  return { received, delivered, skipped, buried, routes: Object.fromEntries(ofRoutes) }
}

const numbersIn = (value: unknown, path: string): readonly (readonly [string, number])[] => {
  if (typeof value === 'number') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, path === '' ? key : `${path}, ${key}`))
}

/** Where two sums differ, a sentence each: none where they are the same. A number that is absent is 0. */
export const differences = (expected: Expected, found: Expected): readonly string[] => {
  const [should, is] = [new Map(numbersIn(expected, '')), new Map(numbersIn(found, ''))]
  return [...new Set([...should.keys(), ...is.keys()])].flatMap((path) => {
    const [wanted, got] = [should.get(path) ?? 0, is.get(path) ?? 0]
    return wanted === got ? [] : [`${path}: expected ${wanted}, found ${got}`]
  })
}
