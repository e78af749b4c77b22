import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../../src/contracts/event.ts'
import { describeFilterFault, readPredicate } from '../../src/mapping/predicate.ts'

const shape = ['type', 'event', 'userId', 'anonymousId', 'properties', 'context', 'traits']

/** The event of https://segment.com/docs/api/public-api/fql/#examples, and what the page says of it. */
const button = {
  event: 'Button Clicked',
  type: 'track',
  context: { library: { name: 'analytics.js', version: '1.0' } },
  properties: { features: ['discounts', 'dark-mode'] },
}
const page: readonly (readonly [filter: string, matches: boolean])[] = [
  ["event = 'Button Clicked'", true],
  ["event = 'Screen Tapped'", false],
  ["context.path.path = '/login'", false],
  ["type = 'identify' or type = 'track'", true],
  ["event = 'Button Clicked' and type = 'track'", true],
  ["match( context.library.version, '1.*' )", true],
  ["match( context.library.version, '2.*' )", false],
  ["type = 'track' and ( event = 'Click' or match( event, 'Button *' ) )", true],
  ["!contains( context.library.name, 'js' )", false],
  ["'dark-mode' in properties.features", true],
  ["'blink' in properties.features", false],
  // The arguments of match are exchanged on the page.
  ["type = 'track' and ( event = 'Click' or match( 'Button *', event ) )", false],
  [
    "( type = 'track' or type = 'identify' ) and ( properties.enabled or match( traits.email, '*@company.com' ) )",
    false,
  ],
  ["!( type in ['track', 'identify'] )", false],
  ['length( userId ) > 0', false],
  ["typeof( userId ) = 'string' and length( userId ) > 0", false],
  ["contains( null, 'a' )", false],
  ['length( null ) = 0', true],
  ['lowercase( null ) = null', true],
  ["typeof( null ) = 'null'", true],
  ["match( null, '*' )", false],
  ["match( 'abcd', 'a*d' )", true],
  ["match( '', '*' )", true],
  ["match( 'abc', 'ab' )", false],
  ["match( 'abcd', 'a??d' )", true],
  ["match( 'abcd', '*d' )", true],
  [String.raw`match( 'ab*d', 'ab\*d' )`, true],
  ["match( 'abCd', 'ab[cC]d' )", true],
  ["match( 'abcd', 'ab[a-z]d' )", true],
  ["match( 'abcd', 'ab[A-Z]d' )", false],
]

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
    nothing: [],
    pattern: 'Order *',
    broken: 'Order [',
    long: '*'.repeat(257),
    title: 'été of ONE',
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
    ['!(type = "page")', true],
    ['not type = "page"', true],
    ['NOT type = "track"', false],
    ['not not type = "track"', true],
    ['!!(type = "track")', true],
    ['! ( type = "page" ) and !contains(event, "Zzz")', true],
    ['not type = "page" and type = "screen"', false],
    ['not (type = "page" and type = "screen")', true],
    ['type = "track" and (contains(event, "Zzz") or event = "Other")', false],
    ['type = "track" and anonymousId = "x"', false],
    ['properties.vip', true],
    ['!properties.vip', false],
    ['properties.text', false],
    ['!properties.nope', true],
    ['!anonymousId and properties.vip', true],
    ['match(event, "Order Completed")', true],
    ['match(event, "Ord*ted")', true],
    ['match(event, "*rder*")', true],
    ['match(event, "*order*")', false],
    ['match(event, "Order")', false],
    ['match(properties.total, "*")', false],
    ['event in ["A"]', false],
    ['event in ["A", "Order Completed"]', true],
    ["event in['A', 'Order Completed']", true],
    ['event IN ["Order Completed"] and not event in []', true],
    ['properties.total in [1, -2.5, 12.5]', true],
    ['properties.total in ["12.5"]', false],
    ['properties.vip in [true, null]', true],
    ['anonymousId in [null]', true],
    ['"a" in properties.tags', true],
    ['properties.tags in properties.tags', false],
    ['"t" in properties.text', false],
    ['properties.tags = ["a", "b"]', true],
    ['properties.tags != ["b", "a"]', true],
    ['properties.nothing = []', true],
    ['properties.total > 12 and properties.total >= 12.5', true],
    ['properties.total > 12.5 or properties.total < 12.5', false],
    ['properties.total <= 12.5', true],
    ['13 > properties.total', true],
    ['properties.text > 1', false],
    ['!(properties.text > 1)', true],
    ['properties.nope < 1', false],
    ['properties.text < properties.total or properties.text >= properties.total', false],
    ['number(properties.text) >= properties.total', true],
    ['length(properties.tags) = 2 and length(event) = 15', true],
    ['length(properties.self) = null and length(properties.total) = null', true],
    ['lowercase(event) = "order completed"', true],
    ['contains(lowercase(event), "completed")', true],
    ['match(uppercase(event), uppercase("order*"))', true],
    ['contains(properties.nope, "a")', false],
    ['!contains(properties.nope, "a")', true],
    ['contains(properties.tags, "a")', false],
    ['contains(event, properties.nope)', false],
    ['match(event, properties.pattern)', true],
    ['match(event, properties.broken)', false],
    ['match(event, properties.long)', false],
    ['typeof(properties.self) = "object" and typeof(properties.vip) = "bool"', true],
    ['typeof(properties.tags) in ["list", "null"]', true],
    ['typeof(properties.nope) != "null"', false],
    ['titlecase(properties.title) = "Été Of ONE"', true],
    ['snakecase(event) = "Order_Completed" and kebabcase(event) = "Order-Completed"', true],
    ['string(properties.total) = "12.5" and string(properties.self) = null', true],
    ['bool(properties.total) = null and bool(properties.vip)', true],
  ]
  for (const [filter, result] of table) {
    it(`${filter.trim()} is ${result}`, () => expect(matches(filter, track)).to.equal(result))
  }

  for (const [filter, result] of page) {
    it(`is as Segment's page says: ${filter} is ${result}`, () => {
      expect(matches(filter, button)).to.equal(result)
    })
  }

  it('matches a long text against a long pattern soon', function () {
    this.timeout(5_000)
    const text = `${'a'.repeat(100_000)}b`
    for (const pattern of ['*a*a*a*a*a*a*c', '*a?a*[ab]?*a?c', `*${'a'.repeat(50)}c`]) {
      expect(matches(`match(properties.text, "${pattern}")`, { properties: { text } })).to.equal(false)
    }
  })

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
    const first = 'a field, a value, a function or an opening parenthesis'
    const symbols = 'one of =, !=, <, <=, >, >=, in'
    const names = 'type, event, userId, anonymousId, properties, context, traits'
    const allFunctions =
      'contains, match, length, lowercase, uppercase, snakecase, kebabcase, titlecase, typeof, string, number, bool'
    const scalar = 'a text in quotes, a number, true, false or null'
    const faultyList = 'a pattern in which each [ begins a list such as [abc] or [a-z]'
    const faults: readonly (readonly [filter: string, ...faults: string[]])[] = [
      ['', `expected ${first}, found the end of the text at character 1`],
      ['type =', 'expected a value, found the end of the text at character 7'],
      ['type "track"', `expected ${symbols}, and, or, or the end, found "track" at character 6`],
      ['(type "track")', `expected ${symbols}, and, or, or a closing parenthesis, found "track" at character 7`],
      ['type == "track"', 'expected =, found == at character 6'],
      ['properties.total => 1', 'expected >=, found => at character 18'],
      ['properties.total =< 1', 'expected <=, found =< at character 18'],
      ['type <> "track"', 'expected !=, found <> at character 6'],
      ['type = "track" && event = "A"', 'expected and, found && at character 16'],
      ['type = "track" || event = "A"', 'expected or, found || at character 16'],
      ['type ! "track"', `expected ${symbols}, and, or, or the end, found ! at character 6`],
      ['type = "page" or "track"', `expected ${symbols}, found the end of the text at character 25`],
      ['true', `expected ${symbols}, found the end of the text at character 5`],
      ['type = "track', 'expected a closing ", found the end of the text at character 14'],
      ["type = 'track", "expected a closing ', found the end of the text at character 14"],
      ['type = "track" and', `expected ${first}, found the end of the text at character 19`],
      ['type = "track" event = "A"', 'expected and, or, or the end, found event at character 16'],
      ['(type = "track"', 'expected and, or, or a closing parenthesis, found the end of the text at character 16'],
      ['type = "track")', 'expected and, or, or the end, found ) at character 15'],
      ['type = (event)', 'expected a value, found ( at character 8'],
      ['and type = "track"', `expected ${first}, found and at character 1`],
      ['type = and', 'expected a value, found and at character 8'],
      ['!type = "page"', 'expected parentheses around what ! negates, or not in its place, found type at character 2'],
      ['not', `expected ${first}, found the end of the text at character 4`],
      ['event not in ["A"]', `expected ${symbols}, and, or, or the end, found not at character 7`],
      ['$.type = "track"', 'expected a field without $., found $ at character 1'],
      ['type = $.event', 'expected a field without $., found $ at character 8'],
      ['event in ["A"', 'expected a comma or a closing bracket, found the end of the text at character 14'],
      ['event in ["A" "B"]', 'expected a comma or a closing bracket, found "B" at character 15'],
      ['event in ["A",]', `expected ${scalar}, found ] at character 15`],
      ['event in [A]', `expected ${scalar}, found A at character 11`],
      ['event in [["A"]]', `expected ${scalar}, found [ at character 11`],
      ['event in "A"', 'expected a list, found "A" at character 10'],
      ['event in length(event)', 'expected a list, found length at character 10'],
      ['["A"] in properties.tags', 'expected a text, a number, true or false or null, found [ at character 1'],
      ['properties.total > "5"', 'expected a number, found "5" at character 20'],
      ['properties.total <= null', 'expected a number, found null at character 21'],
      ['lowercase(event) > 5', 'expected a number, found lowercase at character 1'],
      ['length(event)', 'expected true or false, found length at character 1'],
      ['contains(event, "a"', 'expected a comma or a closing parenthesis, found the end of the text at character 20'],
      ['contains(event)', 'expected contains(s, sub): 2 values, found contains at character 1'],
      ['length() = 1', 'expected length(value): one value, found length at character 1'],
      ['length(event, 1) = 1', 'expected length(value): one value, found length at character 1'],
      ['contains(event, 5)', 'expected a text, found 5 at character 17'],
      ['contains(5, "a")', 'expected a text or null, found 5 at character 10'],
      ['contains(event, null)', 'expected a text, found null at character 17'],
      ['length(5) = 1', 'expected a text, a list or null, found 5 at character 8'],
      ['contains(length(event), "a")', 'expected a text or null, found length at character 10'],
      [
        'contain(event, "a") and Length(event) > lenght(usrId)',
        `expected a function: one of ${allFunctions} (did you mean contains?), found contain at character 1`,
        `expected a function: one of ${allFunctions} (did you mean length?), found Length at character 25`,
        `expected a function: one of ${allFunctions} (did you mean length?), found lenght at character 41`,
        `expected a field that starts with one of ${names} (did you mean userId?), found usrId at character 48`,
      ],
      ['match(event, "Order [")', `expected ${faultyList}, found "Order [" at character 14`],
      ['match(event, "[z-a]")', `expected ${faultyList}, found "[z-a]" at character 14`],
      [
        'match(event, "[^a]")',
        'expected a pattern without [^…] and [!…] (a backslash makes ^ and ! stand for themselves), found "[^a]" at character 14',
      ],
      [
        String.raw`match(event, "*\\")`,
        String.raw`expected a pattern with a character after its last backslash, found "*\\" at character 14`,
      ],
      [
        'typeof(userId) = "sting"',
        'expected the name of a type: one of string, number, bool, list, null, object (did you mean string?), found "sting" at character 18',
      ],
      [
        'typeof(userId) in ["list", "nul"]',
        'expected the name of a type: one of string, number, bool, list, null, object (did you mean null?), found [ at character 19',
      ],
      [
        '"boolean" != typeof(userId)',
        'expected the name of a type: one of string, number, bool, list, null, object, found "boolean" at character 1',
      ],
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
      [
        'type = track',
        `expected a field that starts with one of ${names}, or quotes around a text, found track at character 8`,
      ],
      ['event = Order Completed', 'expected quotes around a text, found Order at character 9'],
      [`${'('.repeat(33)}type = 1${')'.repeat(33)}`, 'expected at most 32 levels, found ( at character 33'],
      [`${'!'.repeat(33)}(type = 1)`, 'expected at most 32 levels, found ! at character 33'],
      [
        `${'lowercase('.repeat(34)}type${')'.repeat(34)} = "a"`,
        'expected at most 32 levels, found lowercase at character 321',
      ],
      [`type = "${'x'.repeat(10_000)}"`, `expected the end, found ${'x'.repeat(8)} at character 10001`],
    ]
    for (const [filter, ...expected] of faults) {
      it(`${filter.slice(0, 40)}: ${expected[0]}`, () => expect(matches(filter, track)).to.deep.equal(expected))
    }
  })
})
