import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { compileKeys, showEventPath } from '../../src/mapping/path.ts'
import { isPathText, readPath } from '../../src/mapping/read-path.ts'

const event = JSON.parse(
  `{"a": {"b": {"c": {"d": {"e": 5}}}}, "items": [{"price": 1}, {"price": 2}], "text": "abc", "zero": 0, "null": null,
    "dot.key": {"it's": 1, "say \\"hi\\"": 2}, "": "empty", "map": {"0": "zero"}, "two words": 3, "own": {"__proto__": 4}}`,
)

const find = (text: string): unknown => {
  const path = readPath(text)
  return isLeft(path) ? path.left : compileKeys(path.right.keys)(event)
}

describe('a path', () => {
  const found: readonly (readonly [path: string, value: unknown])[] = [
    ['$.a.b.c.d.e', 5],
    ['$.a.b.c.d', { e: 5 }],
    ['a.b.c', { d: { e: 5 } }],
    ['$.items[1].price', 2],
    ['$.items.1.price', 2],
    ["$['items'][0]['price']", 1],
    ["$['dot.key'][\"it's\"]", 1],
    [`$['dot.key']['it\\'s']`, 1],
    [`$['dot.key']["say \\"hi\\""]`, 2],
    ["$.dot\\.key.it\\'s", 1],
    ["$['']", 'empty'],
    ['$.map[0]', 'zero'],
    ['$.two words', 3],
    ['$.zero', 0],
    ['$.null', null],
    ['$$.zero', 0],
    ['$.own.__proto__', 4],
  ]
  for (const [path, value] of found) {
    it(`${path} is ${JSON.stringify(value)}`, () => expect(find(path)).to.deep.equal(value))
  }

  for (const path of ['$', '$.', '$$', '$$.']) {
    it(`${path} is the whole event`, () => expect(find(path)).to.equal(event))
  }

  const nowhere = [
    '$.nope.deeper.still',
    '$.null.a',
    '$.zero.a',
    '$.text.length',
    '$.text[0]',
    '$.items.length',
    '$.items[2]',
    '$.items.price',
    '$.constructor',
    '$.constructor.name',
    '$.__proto__',
    '$.a.toString',
    '$.items.map',
    '$.a.b.c.d.e.f',
  ]
  for (const path of nowhere) {
    it(`${path} is missing`, () => expect(find(path)).to.equal(undefined))
  }

  const wrong: readonly (readonly [path: string, at: number, expected: string])[] = [
    ['', 0, 'a key'],
    ['$..b', 2, 'a key'],
    ['$.a.', 4, 'a key'],
    ['.a', 0, 'a key'],
    ['$.a[', 3, 'an index or a quoted key in brackets'],
    ['$.a[-1]', 3, 'an index or a quoted key in brackets'],
    ['$.a[01]', 3, 'an index or a quoted key in brackets'],
    ['$.a[b]', 3, 'an index or a quoted key in brackets'],
    ['$.a[0]b', 6, 'a dot, a bracket or the end'],
    ['$.a]', 3, 'a dot, a bracket or the end'],
    ['$.a\\', 3, 'a dot, a bracket or the end'],
  ]
  for (const [path, at, expected] of wrong) {
    it(`${JSON.stringify(path)} is refused at character ${at + 1}`, () => {
      expect(find(path)).to.deep.equal({ at, expected })
    })
  }

  it('is shown as a mapping writes it', () => {
    const shown = ["$.a['b.c'].items.0", '$$[0]', '$.', "a['b']"].map((text) => {
      const path = readPath(text)
      return isLeft(path) ? path.left : showEventPath(path.right)
    })
    expect(shown).to.deep.equal(["$.a['b.c'].items[0]", '$$[0]', '$', '$.a.b'])
  })

  it('is told from a constant by how it starts', () => {
    const texts = ['$', '$.', '$.a', "$['a']", '$$', '$$.a', '$5', '$a', '$$$', 'a.b', '', ' $.a', '5 $.']
    expect(texts.filter(isPathText)).to.deep.equal(['$', '$.', '$.a', "$['a']", '$$', '$$.a'])
  })
})
