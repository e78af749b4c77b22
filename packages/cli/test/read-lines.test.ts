import { expect } from 'chai'
import * as fc from 'fast-check'
import { readLines } from '../src/plan/read-lines.ts'

async function* chunksOf(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

const read = async (chunks: readonly string[], maxLineBytes = 100) => {
  const lines: (readonly [number, string | undefined])[] = []
  for await (const { number, bytes } of readLines(chunksOf(chunks), maxLineBytes)) {
    lines.push([number, bytes === undefined ? undefined : Buffer.from(bytes).toString()])
  }
  return lines
}

describe('readLines', () => {
  const table: readonly (readonly [title: string, chunks: readonly string[], lines: readonly unknown[]])[] = [
    ['nothing', [], []],
    ['a line without an end', ['{}'], [[1, '{}']]],
    [
      'lines',
      ['a\nb\n'],
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'a line in pieces',
      ['a', 'b', 'c\nd'],
      [
        [1, 'abc'],
        [2, 'd'],
      ],
    ],
    ['blank lines, which count', ['\n \t\r\na\n\n'], [[3, 'a']]],
    [
      'the mark before a text, and no other',
      ['\ufeffa\n\ufeffb'],
      [
        [1, 'a'],
        [2, '\ufeffb'],
      ],
    ],
    [
      'the end of a line of Windows',
      ['a\r\nb'],
      [
        [1, 'a\r'],
        [2, 'b'],
      ],
    ],
  ]
  for (const [title, chunks, lines] of table) {
    it(`reads ${title}`, async () => {
      expect(await read(chunks)).to.deep.equal(lines)
    })
  }

  it('gives up a line that is too long, and goes on after it', async () => {
    expect(await read(['abc', 'def', 'g\nhij\n', 'klmn'], 3)).to.deep.equal([
      [1, undefined],
      [2, 'hij'],
      [3, undefined],
    ])
  })

  it('reads the same lines however they are cut', async () => {
    const text = fc.stringMatching(/^[a-c\n ]{0,30}$/)
    const whole = async (chunks: readonly string[]) => {
      expect(await read(chunks)).to.deep.equal(await read([chunks.join('')]))
    }
    await fc.assert(fc.asyncProperty(fc.array(text, { maxLength: 6 }), whole))
  })
})
