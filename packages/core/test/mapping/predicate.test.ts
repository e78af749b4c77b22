import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../../src/contracts/event.ts'
import { describeFilterFault, readPredicate } from '../../src/mapping/predicate.ts'

const shape = ['type', 'event', 'userId', 'anonymousId', 'properties', 'context']

const matches = (text: string, event: JsonObject): unknown => {
  const read = readPredicate(text, shape)
  return isLeft(read) ? read.left.map(describeFilterFault) : read.right.matches(event)
}

const track = {
  type: 'track',
  event: 'Order Completed',
  userId: null,
  properties: {
    total: 12.5,
    vip: true,
    quoted: 'say "hi"',
    apostrophe: "it's",
    back: 'a\\b',
    'dot.key': 'v',
    'product 1': { price: 3 },
    items: [{ sku: 'a' }],
    tags: ['a', 'b'],
    more: ['a', 'b'],
    most: ['a', 'b', 'c'],
    text: '12.5',
    self: {},
    and: 1,
  },
  context: { page: { url: 'https://shop.example.com/' }, 'library-name': 'js' },
}

describe('a filter', () => {
  const table: readonly (readonly [filter: string, matches: boolean])[] = [
    ['type = "track"', true],
    ["type = 'track'", true],
    ['"track" = type', true],
    ['type="track"', true],
    ['type != "track"', false],
    ['event = "order completed"', false],
    ['type = "track" and event = "Order Completed"', true],
    ['event = "Nope" and type = "track" or type = "identify"', false],
    ['type = "identify" or type = "track" and event = "Nope"', false],
    ['(type = "identify" or type = "track") and event = "Order Completed"', true],
    ['type = "track" and (event = "A" or (event = "Order Completed"))', true],
    ['type = "track" AND (event = "A" Or event = "Order Completed")', true],
    ['type = "page" or type = "screen" or type = "track"', true],
    ['type = "track" and event = "Order Completed" and userId = null and properties.vip = true', true],
    ['userId = null', true],
    ['userId != null', false],
    ['anonymousId = null', true],
    ['anonymousId = NULL', true],
    ['event != null', true],
    ['anonymousId != "x"', true],
    ['anonymousId = userId', true],
    ['properties.total = 12.5', true],
    ['properties.total = 1.25e1', true],
    ['properties.total = "12.5"', false],
    ['properties.total = properties.text', false],
    ['properties.text = 12.5', false],
    ['properties.total != -12.5', true],
    ['properties.vip = true', true],
    ['properties.vip != true', false],
    ['properties.vip = "true"', false],
    ['properties.vip = FALSE', false],
    ['properties.quoted = "say \\"hi\\""', true],
    [`properties.quoted = 'say "hi"'`, true],
    ["properties.apostrophe = 'it\\'s'", true],
    ['properties.back = "a\\\\b"', true],
    ['properties.back = "a\\b"', true],
    ['properties.dot\\.key = "v"', true],
    ["properties['dot.key'] = 'v'", true],
    ['properties.product\\ 1.price = 3', true],
    ['properties.items[0].sku = "a"', true],
    ['properties.items[1].sku = null', true],
    ['properties.tags = properties.more', true],
    ['properties.tags != properties.items', true],
    ['properties.tags = properties.most', false],
    ['properties.self = properties.self', false],
    ['properties.and = 1', true],
    ['properties.constructor = null', true],
    ['properties.text.length = null', true],
    ['context.page.url = "https://shop.example.com/"', true],
    ['context.library-name = "js"', true],
    ['context.page.url.nope.deep = null', true],
    ['\n  type\t= "track"\n', true],
    ['1 = 1', true],
  ]
  for (const [filter, result] of table) {
    it(`${filter.trim()} is ${result}`, () => expect(matches(filter, track)).to.equal(result))
  }

  it('can name a field as a keyword with a backslash', () => {
    const read = readPredicate('\\and = 1 and \\null = 2', 'open')
    expect(isLeft(read) ? read.left : read.right.matches({ and: 1, null: 2 })).to.equal(true)
  })

  it('keeps what it was read into', () => {
    const read = readPredicate('type = "a" or event = null and 1 != userId', shape)
    expect(isLeft(read) ? read.left : read.right.condition).to.deep.equal({
      _tag: 'Or',
      terms: [
        {
          _tag: 'Comparison',
          operator: '=',
          left: { _tag: 'Field', keys: ['type'], at: 0 },
          right: { _tag: 'Constant', value: 'a', at: 7 },
        },
        {
          _tag: 'And',
          terms: [
            {
              _tag: 'Comparison',
              operator: '=',
              left: { _tag: 'Field', keys: ['event'], at: 14 },
              right: { _tag: 'Constant', value: null, at: 22 },
            },
            {
              _tag: 'Comparison',
              operator: '!=',
              left: { _tag: 'Constant', value: 1, at: 31 },
              right: { _tag: 'Field', keys: ['userId'], at: 36 },
            },
          ],
        },
      ],
    })
  })

  describe('is refused', () => {
    const first = 'a field, a value or an opening parenthesis'
    const names = 'type, event, userId, anonymousId, properties, context'
    const faults: readonly (readonly [filter: string, ...faults: string[]])[] = [
      ['', `expected ${first}, found the end of the text at character 1`],
      ['type =', 'expected a value, found the end of the text at character 7'],
      ['type', 'expected one of =, !=, found the end of the text at character 5'],
      ['type "track"', 'expected one of =, !=, found "track" at character 6'],
      ['type == "track"', 'expected a value, found = at character 7'],
      ['type ! "track"', 'expected one of =, !=, found ! at character 6'],
      ['type = "track', 'expected a closing ", found the end of the text at character 14'],
      ["type = 'track", "expected a closing ', found the end of the text at character 14"],
      ['type = "track" and', `expected ${first}, found the end of the text at character 19`],
      ['type = "track" event = "A"', 'expected and, or, or the end, found event at character 16'],
      ['(type = "track"', 'expected and, or, or a closing parenthesis, found the end of the text at character 16'],
      ['type = "track")', 'expected and, or, or the end, found ) at character 15'],
      ['type = (event)', 'expected a value, found ( at character 8'],
      ['and type = "track"', `expected ${first}, found and at character 1`],
      ['type = and', 'expected a value, found and at character 8'],
      ['contains(event, "a")', `expected ${first} (there are no functions), found contains at character 1`],
      ['type = lowercase(event)', 'expected a value (there are no functions), found lowercase at character 8'],
      ['!(type = "page")', `expected ${first}, found ! at character 1`],
      ['not type = "page"', 'expected one of =, !=, found type at character 5'],
      ['not (type = "page")', `expected ${first} (there are no functions), found not at character 1`],
      ['event in ["A"]', 'expected one of =, !=, found in at character 7'],
      ['properties.total > 5', 'expected one of =, !=, found > at character 18'],
      ['$.type = "track"', `expected ${first}, found $ at character 1`],
      ['type = 1.2.3', 'expected a number, found 1.2.3 at character 8'],
      ['type = 12abc', 'expected a number, found 12abc at character 8'],
      ['type = -', 'expected a number, found - at character 8'],
      ['type = 1e999', 'expected a smaller number, found 1e999 at character 8'],
      ['properties. = 1', 'expected a key, found white space at character 12'],
      ['properties.items[x] = 1', 'expected an index or a quoted key in brackets, found [ at character 17'],
      [
        'propertis.x = 1 and usrId = null',
        `expected a field that starts with one of ${names} (did you mean properties?), found propertis.x at character 1`,
        `expected a field that starts with one of ${names} (did you mean userId?), found usrId at character 21`,
      ],
      [
        'TYPE = "track"',
        `expected a field that starts with one of ${names} (did you mean type?), found TYPE at character 1`,
      ],
      ['type = track', `expected a field that starts with one of ${names}, found track at character 8`],
      [
        `${'('.repeat(33)}type = 1${')'.repeat(33)}`,
        'expected at most 32 levels of parentheses, found ( at character 33',
      ],
      [`type = "${'x'.repeat(10_000)}"`, `expected the end, found ${'x'.repeat(8)} at character 10001`],
    ]
    for (const [filter, ...expected] of faults) {
      it(`${filter.slice(0, 40)}: ${expected[0]}`, () => expect(matches(filter, track)).to.deep.equal(expected))
    }
  })
})
