import { expect } from 'chai'
import fc from 'fast-check'
import { sliceArray, sliceBatch, sliceValue, unwrapJson, type Slice } from '../src/intake/json-slices.ts'

const spaces = fc.array(fc.constantFrom(' ', '\n', '\r', '\t', ''), { maxLength: 3 }).map((parts) => parts.join(''))

/** JSON text of a value with whitespace wherever JSON allows it. */
const spaced = (value: unknown, space: () => string): string => {
  const text = (): string => {
    if (Array.isArray(value))
      return `[${value.length === 0 ? space() : value.map((item) => spaced(item, space)).join(',')}]`
    if (typeof value !== 'object' || value === null) return JSON.stringify(value)
    const members = Object.entries(value).map(
      ([key, item]) => `${space()}${JSON.stringify(key)}${space()}:${spaced(item, space)}`,
    )
    return `{${members.length === 0 ? space() : members.join(',')}}`
  }
  return `${space()}${text()}${space()}`
}

const printed = <A>(values: fc.Arbitrary<A>): fc.Arbitrary<{ value: A; text: string }> =>
  fc.tuple(values, fc.infiniteStream(spaces)).map(([value, stream]) => ({
    value,
    text: spaced(value, () => stream.next().value ?? ''),
  }))

const textsOf = (text: string, slices: readonly Slice[] | undefined): readonly string[] | undefined =>
  slices?.map(({ start, end }) => Buffer.from(text).subarray(start, end).toString())

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

const json = fc.jsonValue({ maxDepth: 5 }).map((value): unknown => JSON.parse(JSON.stringify(value)))

describe('JSON slices', () => {
  it('of an array in any spacing parse to its elements', () => {
    fc.assert(
      fc.property(printed(fc.array(json)), ({ value, text }) => {
        const texts = textsOf(text, sliceArray(Buffer.from(text)))
        expect(texts?.map((part): unknown => JSON.parse(part))).to.deep.equal(value)
        expect(texts?.every((part) => part === part.trim())).to.equal(true)
      }),
    )
  })

  it('tell how deep an element nests', () => {
    fc.assert(
      fc.property(printed(fc.array(json)), ({ value, text }) => {
        expect(sliceArray(Buffer.from(text))?.map(({ depth }) => depth)).to.deep.equal(value.map(depthOf))
      }),
    )
  })

  it('of a batch in any spacing parse to its elements and its other members', () => {
    const batches = fc
      .tuple(fc.array(json), fc.dictionary(fc.string(), json))
      .map(([batch, rest]) => ({ ...rest, batch }))
    fc.assert(
      fc.property(printed(batches), ({ value, text }) => {
        const bytes = Buffer.from(text)
        const slices = sliceBatch(bytes)
        const { batch, ...rest } = value
        const members = [...(slices?.members ?? [])].map(([key, { start, end }]): [string, unknown] => [
          JSON.parse(key),
          JSON.parse(bytes.subarray(start, end).toString()),
        ])
        expect(textsOf(text, slices?.elements)?.map((part): unknown => JSON.parse(part))).to.deep.equal(batch)
        expect(JSON.stringify(Object.fromEntries(members))).to.equal(JSON.stringify(rest))
      }),
    )
  })

  it('of any bytes end, within the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const one = sliceValue(bytes)
        const batch = sliceBatch(bytes)
        const all = [...(one ? [one] : []), ...(sliceArray(bytes) ?? []), ...(batch?.elements ?? [])]
        expect(all.every(({ start, end }) => start < end && end <= bytes.length)).to.equal(true)
      }),
    )
  })

  const notArrays = ['', '[', '[1', '[1,', '[1,]', '[,1]', '[1 2]', '[1]2', '[{"a":1]', '["a]', '{}', '1', '[1]]']
  for (const text of notArrays) {
    it(`of ${text === '' ? 'nothing' : text} are none: it is no array`, () => {
      expect(sliceArray(Buffer.from(text))).to.equal(undefined)
    })
  }

  const notBatches = ['', '{', '{"a"}', '{"a":}', '{a:1}', '{"a":1,}', '{"batch":[1}', '{"batch":[]', '{} {}', '[]']
  for (const text of notBatches) {
    it(`of ${text === '' ? 'nothing' : text} are none: it is no object`, () => {
      expect(sliceBatch(Buffer.from(text))).to.equal(undefined)
    })
  }

  it('of a batch that is there twice are those of the last', () => {
    expect(
      textsOf('{"batch":[1],"batch":[2]}', sliceBatch(Buffer.from('{"batch":[1],"batch":[2]}'))?.elements),
    ).to.deep.equal(['2'])
    expect(sliceBatch(Buffer.from('{"batch":[1],"batch":2}'))?.elements).to.equal(undefined)
  })

  it('of brackets and quotes inside texts do not count', () => {
    const text = String.raw`[{"a":"]}\"[{"},"\\"]`
    expect(textsOf(text, sliceArray(Buffer.from(text)))).to.deep.equal([String.raw`{"a":"]}\"[{"}`, String.raw`"\\"`])
  })

  it('measure ten thousand levels without recursion', () => {
    expect(sliceValue(Buffer.from('['.repeat(10_000) + ']'.repeat(10_000)))?.depth).to.equal(10_000)
  })

  const wrapped: readonly (readonly [string, string])[] = [
    ['{"json":{"a":1}}', '{"a":1}'],
    [' { "json" : {"a":1} } ', '{"a":1}'],
    ['{"json":{"a":1},"b":2}', '{"json":{"a":1},"b":2}'],
    ['{"json":1}', '{"json":1}'],
    ['{"jso":{}}', '{"jso":{}}'],
    ['"json"', '"json"'],
  ]
  for (const [text, inner] of wrapped) {
    it(`of ${text} unwrapped is ${inner}`, () => {
      const bytes = Buffer.from(text)
      const slice = sliceValue(bytes)
      expect(slice && textsOf(text, [unwrapJson(bytes, slice)])).to.deep.equal([inner])
    })
  }
})
