/* oxlint-disable unicorn/no-thenable -- a part of @if is called `then` */
import fc from 'fast-check'

/** What arguments are made of. */
export interface Ingredients {
  /** Any part of a mapping. */
  readonly part: fc.Arbitrary<unknown>
  /** The text of any path. */
  readonly path: fc.Arbitrary<string>
  readonly json: fc.Arbitrary<unknown>
}

const flag = fc.boolean()
const name = fc.constantFrom('a', 'b', 'a.b', 'items', '["a.b"]')
const names = fc.array(name, { minLength: 1, maxLength: 3 })
const unit = fc.constantFrom('seconds', 'milliseconds')
const piece = fc.constantFrom('', 'a', '.', '$&', '\\', 'A', '1', '{{a}}')

const variable = fc.constantFrom(
  'a',
  'b',
  'a.b',
  'items[0]',
  'items.first',
  'items.size',
  'a[b]',
  '["a.b"]',
  'x',
  '"t"',
)
const filter = fc.constantFrom(
  ...'upcase|json|inspect|join: "-"|default: b|append: a|size|split: ""|push: items|raw|url_decode'.split('|'),
  ...'url_encode|date: "%s"|times: 2|slice: 1, 2|where: "a"|sum|compact|last|truncate: 3, b'.split('|'),
)
const filtered = fc
  .tuple(variable, fc.array(filter, { maxLength: 3 }))
  .map(([value, filters]) => [value, ...filters].join(' | '))
const liquid = fc.oneof(
  fc.constantFrom('text', '{% increment a %}', '{% comment %}{{ a }}{% endcomment %}', '{% raw %}{{ a }}{% endraw %}'),
  filtered.map((value) => `{{ ${value} }}`),
  filtered.map((value) => `{% assign x = ${value} %}`),
  fc.tuple(filtered, filtered).map(([value, shown]) => `{% if ${value} %}{{ ${shown} }}{% else %}no{% endif %}`),
)

/** Arguments of each directive: a row for every one there is. */
export const anyArgument = ({ part, path, json }: Ingredients): Readonly<Record<string, fc.Arbitrary<unknown>>> => {
  const parts = fc.array(part, { minLength: 1, maxLength: 3 })
  const fields = fc.dictionary(fc.constantFrom('a', 'b', 'items', 'd e', 'constructor'), part, { maxKeys: 3 })
  const object = fc.oneof(path, fields)
  const amount = { amount: part, round: fc.constant('half-up') }
  /** The value alone, or with options. */
  const of = (options: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
    fc.oneof(path, fc.record({ of: part, ...options }, { requiredKeys: ['of'] }))
  return {
    '@path': path,
    '@template': fc
      .array(
        fc.oneof(
          path.filter((text) => !text.includes('}}}')).map((text) => `{{{ ${text} }}}`),
          fc.constantFrom('text', '}}', ' '),
        ),
      )
      .map((pieces) => pieces.join('')),
    '@literal': fc.oneof(fc.constantFrom('$.a', { '@nope': 1 }, [{}], null), json.filter(isJson)),
    '@if': fc.oneof(
      fc.record({ blank: part, then: part }),
      fc.record({ exists: part, then: part, else: part }),
      fc.record({ when: fc.constantFrom('a = b', 'a.b != null or b > 1'), else: part }),
    ),
    '@case': fc.record({ operator: fc.constantFrom('lower', 'upper'), value: part }),
    '@replace': fc.record(
      {
        value: part,
        pattern: piece.filter((text) => text !== ''),
        replacement: piece,
        pattern2: piece,
        replacement2: piece,
        global: flag,
        ignorecase: flag,
      },
      { requiredKeys: ['value', 'pattern'] },
    ),
    '@arrayPath': fc.oneof(
      path.map((list) => [list]),
      fc.tuple(
        fc.oneof(
          path,
          path.map((list) => ({ '@path': list })),
        ),
        object,
      ),
    ),
    '@merge': fc.record(
      { objects: fc.array(object, { minLength: 1, maxLength: 3 }), direction: fc.constantFrom('left', 'right') },
      { requiredKeys: ['objects'] },
    ),
    '@json': fc.record({ mode: fc.constantFrom('encode', 'decode'), value: part }),
    '@flatten': fc.record(
      { value: part, separator: fc.constantFrom('.', '_', '->'), omitArrays: flag },
      { requiredKeys: ['value', 'separator'] },
    ),
    '@transform': fc.record({ apply: object, mapping: part }),
    '@excludeWhenNull': part,
    '@liquid': fc.array(liquid, { maxLength: 5 }).map((pieces) => pieces.join('')),
    '@coalesce': parts,
    '@number': part,
    '@string': part,
    '@boolean': part,
    '@date': of({ unit, zone: fc.constantFrom('UTC', 'Europe/Warsaw') }),
    '@datetime': of({ unit }),
    '@minorUnits': fc.oneof(
      fc.record({ ...amount, currency: fc.oneof(path, fc.constant('USD')) }, { requiredKeys: ['amount', 'currency'] }),
      fc.record({ ...amount, digits: fc.nat(8) }, { requiredKeys: ['amount', 'digits'] }),
    ),
    '@lookup': fc.record(
      { of: part, table: fc.record({ a: part, 1: part }), default: part },
      { requiredKeys: ['of', 'table'] },
    ),
    '@pick': fc.record({ of: part, keys: names }),
    '@omit': fc.record({ of: part, keys: names }),
    '@hash': of({ salt: fc.constant('salt'), normalize: flag }),
    '@slug': part,
    '@metadata': of({
      types: fc.dictionary(name, fc.constantFrom('string', 'number', 'boolean', 'date', 'datetime')),
      omit: names,
      lists: fc.constantFrom('join', 'keep', 'omit'),
      separator: fc.constantFrom('_', '.'),
    }),
  }
}

/** Whether a mapping may have a value: it refuses the name `__proto__`. */
const isJson = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  Object.entries(value).every(([key, below]) => key !== '__proto__' && isJson(below))
