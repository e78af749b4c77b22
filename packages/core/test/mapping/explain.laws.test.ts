import { expect } from 'chai'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { createExplain } from '../../src/mapping/explain.ts'
import type { Leaf } from '../../src/mapping/explain/leaves.ts'
import { compileKeys } from '../../src/mapping/path.ts'
import { readPath } from '../../src/mapping/read-path.ts'
import { anyEvent, anyMapping } from './arbitraries.ts'
import { load } from './read-mapping.ts'

const keysOf = (path: string): readonly string[] => {
  const read = readPath(path)
  if (isLeft(read)) throw new Error(`${path}: ${read.left.expected}`)
  return read.right.keys
}

const keysOfPlace = (place: string): readonly string[] => keysOf(place.startsWith('[') ? `$${place}` : `$.${place}`)

/** Puts a value at its place in what was built so far; a key of digits is an index, for no mapping here has such a name. */
const put = (built: unknown, [key, ...rest]: readonly string[], value: unknown): unknown => {
  if (key === undefined) return value
  if (/^\d+$/.test(key)) {
    const list: readonly unknown[] = Array.isArray(built) ? built : []
    return Object.assign([...list], { [key]: put(list[Number(key)], rest, value) })
  }
  const members = new Map<string, unknown>(Object.entries(built ?? {}))
  return Object.fromEntries(members.set(key, put(members.get(key), rest, value)))
}

const assemble = (leaves: readonly Leaf[]): unknown =>
  leaves.reduce<unknown>(
    (built, { place, value }) => (value === undefined ? built : put(built, keysOfPlace(place), value)),
    undefined,
  )

/** A path in which a key is empty or takes a backslash is shown to people as it cannot be read back. */
const plainMapping = anyMapping.filter((mapping) => !/\[''\]|\\/.test(JSON.stringify(mapping)))

describe('an explained mapping, whatever it is and whatever it is given', () => {
  it('makes what the plain mapping makes, and tells all of it', () => {
    fc.assert(
      fc.property(anyMapping, anyEvent, (mapping, event) => {
        const { expression, apply } = load(mapping)
        const { made, leaves } = createExplain(expression)(event)
        expect(made).to.deep.equal(apply(event))
        if (!isLeft(made)) expect(assemble(leaves)).to.deep.equal(made.right)
      }),
      { numRuns: 1000 },
    )
  })

  it('tells what is at each path that it names', () => {
    fc.assert(
      fc.property(plainMapping, anyEvent, (mapping, event) => {
        const reads = createExplain(load(mapping).expression)(event).leaves.flatMap((leaf) => leaf.reads)
        for (const { path, value } of reads) expect(compileKeys(keysOf(path))(event)).to.equal(value)
      }),
      { numRuns: 500 },
    )
  })
})
