import { expect } from 'chai'
import fc from 'fast-check'
import { createLineCutter } from '../../src/replay/cut-lines.ts'

/** Cuts a text that comes in chunks: number and text of each line. */
const cutAll = (chunks: readonly Buffer[], mostBytes = 1_000_000, from = { line: 0, offset: 0 }) => {
  const cutter = createLineCutter(from, mostBytes)
  const lines: { number: number; text: string; isTooLong: boolean; end: number }[] = []
  const take = (): void => {
    for (let line = cutter.next(); line !== undefined; line = cutter.next()) {
      lines.push({ number: line.number, text: line.bytes.toString(), isTooLong: line.isTooLong, end: line.end })
    }
  }
  for (const chunk of chunks) {
    cutter.give(chunk)
    take()
  }
  cutter.finish()
  take()
  return { lines, place: cutter.place() }
}

const numbered = (text: string): readonly (readonly [number, string])[] =>
  cutAll([Buffer.from(text)]).lines.map((line) => [line.number, line.text] as const)

const cases: readonly (readonly [what: string, text: string, lines: readonly (readonly [number, string])[]])[] = [
  ['nothing', '', []],
  ['one line without an end', 'a', [[1, 'a']]],
  [
    'a last line without an end',
    'a\nb',
    [
      [1, 'a'],
      [2, 'b'],
    ],
  ],
  [
    'line ends of Windows',
    'a\r\nb\r\n',
    [
      [1, 'a'],
      [2, 'b'],
    ],
  ],
  ['blank lines, which count', '\n \t\r\na\n\n', [[3, 'a']]],
  [
    'the mark of a text in UTF-8',
    '\ufeffa\n\ufeffb\n',
    [
      [1, 'a'],
      [2, '\ufeffb'],
    ],
  ],
  ['a mark and nothing', '\ufeff\n', []],
]

describe('cutting lines', () => {
  for (const [what, text, lines] of cases) {
    it(`reads ${what}`, () => expect(numbered(text)).to.deep.equal(lines))
  }

  it('gives the same lines, however the text is cut into chunks', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', '{"b":"ü"}', '\n', '\r\n', ' ', '\n\n')),
        fc.array(fc.nat(7)),
        (parts, sizes) => {
          const text = Buffer.from(parts.join(''))
          const chunks: Buffer[] = []
          for (let at = 0, i = 0; at < text.length; i++) {
            const size = 1 + (sizes[i] ?? 3)
            chunks.push(text.subarray(at, at + size))
            at += size
          }
          expect(cutAll(chunks)).to.deep.equal(cutAll([text]))
        },
      ),
    ))

  it('goes on from the end of any line as if it had not stopped', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', '')), fc.nat(), (parts, pick) => {
        const text = Buffer.from(parts.join('\n'))
        const whole = cutAll([text]).lines
        const last = whole[pick % Math.max(1, whole.length)]
        if (last === undefined) return
        const rest = cutAll([text.subarray(last.end)], 1_000_000, { line: last.number, offset: last.end })
        expect(rest.lines).to.deep.equal(whole.filter(({ number }) => number > last.number))
      }),
    ))

  it('keeps the beginning of a line that is too long, also where that is blank, and reads on behind it', () => {
    const long = `${' '.repeat(5_000)}x`
    const { lines } = cutAll([Buffer.from('a\n'), Buffer.from(long), Buffer.from('yz\nb\n')], 100)
    expect(lines.map(({ number, text, isTooLong }) => [number, text.length, isTooLong])).to.deep.equal([
      [1, 1, false],
      [2, 1_024, true],
      [3, 1, false],
    ])
  })

  it('stands behind the last line that was cut, blank ones too', () => {
    expect(cutAll([Buffer.from('a\n\n\n')]).place).to.deep.equal({ line: 3, offset: 4 })
  })
})
