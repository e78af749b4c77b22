import { expect } from 'chai'
import { pathsOf } from '../../src/mapping/compile.ts'
import { disabledFilters, disabledTags } from '../../src/mapping/liquid/disabled.ts'
import { showEventPath } from '../../src/mapping/path.ts'
import { faultsAtLoad, load, make } from './read-mapping.ts'

const liquid = (text: string): unknown => ({ '@liquid': text })

describe('a Liquid template', () => {
  const read: readonly (readonly [text: string, paths: readonly string[]])[] = [
    ['{{ a.b }} {{ a.c | append: d }}', ['$.a.b', '$.a.c', '$.d']],
    ['{{ a[0].b }} {{ c.first.d }} {{ e.size }} {{ f[g.h].i }}', ['$.a', '$.c', '$.e', '$.f', '$.g.h']],
    ["{{ a['b.c'] }} {{ ['d e'] }}", ["$.a['b.c']", "$['d e']"]],
    [
      '{% if a %}{% elsif b > c %}{% endif %}{% unless d %}{% endunless %}{% echo e %}',
      ['$.a', '$.b', '$.c', '$.d', '$.e'],
    ],
    ['{% assign x = a.b %}{{ x.c }}{% capture y %}{{ d }}{% endcapture %}{{ y }}', ['$.a.b', '$.x.c', '$.d', '$.y']],
    ['{% liquid assign x = a\n echo x | append: b %}', ['$.a', '$.x', '$.b']],
    ['{% cycle a, b %}', ['$.a', '$.b']],
  ]
  for (const [text, paths] of read) {
    it(`is known to read ${paths.join(', ')} in ${text}`, () => {
      expect(pathsOf(load(liquid(text)).expression).map(showEventPath)).to.have.members(paths)
    })
  }

  it('ends soon where an event has a number of a quarter of a million digits', () => {
    expect(make({ a: liquid('{{ t | slice: t }}') }, { t: '9'.repeat(240_000) })).to.deep.equal({ a: '' })
  })

  it('reads only names that an event may have', () => {
    const faults = faultsAtLoad(liquid('{{ propertis.total }} {{ type }}'), ['type', 'properties'])
    expect(faults).to.deep.equal([
      '@liquid: expected a path that starts with one of type, properties (did you mean properties?), found "$.propertis.total"',
    ])
  })

  it('has names of its own', () => {
    expect(faultsAtLoad(liquid('{% assign total = type %}{{ total }}'), ['type'])).to.deep.equal([])
  })

  it('reads any name of an item', () => {
    const mapping = { '@arrayPath': ['$.items', liquid('{{ sku }}')] }
    expect(faultsAtLoad(mapping, ['items'])).to.deep.equal([])
  })

  for (const tag of disabledTags) {
    it(`has no tag ${tag}`, () => {
      expect(faultsAtLoad(liquid(`{% ${tag} x %}`))).to.deep.equal([
        `@liquid: expected a Liquid template without errors (tag "${tag}" not found, line:1, col:1), found "{% ${tag} x %}"`,
      ])
    })
  }

  for (const filter of disabledFilters) {
    it(`has no filter ${filter}`, () => {
      expect(faultsAtLoad(liquid(`{{ x | ${filter} }}`))).to.deep.equal([
        `@liquid: expected a Liquid template without errors (undefined filter: ${filter}, line:1, col:1), found "{{ x | ${filter} }}"`,
      ])
    })
  }

  it('has 1000 characters and no more', () => {
    const text = 'a'.repeat(1000)
    expect(make(liquid(text), {})).to.equal(text)
    expect(faultsAtLoad(liquid(`${text}a`))).to.deep.equal([
      `@liquid: expected a text of at most 1000 characters, found "${'a'.repeat(57)}..."`,
    ])
  })

  it('changes nothing of the event', () => {
    const event = Object.freeze({ n: 5, list: Object.freeze([3, 1, 2]) })
    const text = '{% increment n %}{% decrement n %}{% assign x = list | push: 4 | shift | unshift: 9 %}{{ x | join }}'
    expect(make(liquid(text), event)).to.equal('009 1 2 4')
  })

  const tooMuch = ['the value: expected at most 1000000 items and characters, found more']
  const endless: readonly (readonly [what: string, text: string])[] = [
    ['a text is put to itself', `{% assign x = "xx" %}${'{% assign x = x | append: x %}'.repeat(30)}{{ x }}`],
    ['a list is put into itself', `{% assign x = a | push: 1 %}${'{%assign x=x|push: x%}'.repeat(40)}{{ x }}`],
    ['a list is put before itself', `{% assign x = a | push: 1 %}${'{%assign x=x|unshift: x%}'.repeat(35)}{{ x }}`],
    ['a text is captured twice', '{%capture a%}{{a}}{{a}}{%endcapture%}'.repeat(25) + '{{ a }}'],
    ['a text is captured too often for any text', '{%capture a%}{{a}}{{a}}{{a}}{%endcapture%}'.repeat(22) + '{{ a }}'],
    ['a value is written often', '{{ a | raw }}'.repeat(70)],
    ['a time is written wide', '{{ 0 | date: "%9999999d" }}'],
  ]
  for (const [what, text] of endless) {
    it(`ends where ${what}`, () => {
      expect(make(liquid(text), { a: ['a'.repeat(20_000)] })).to.deep.equal(tooMuch)
    }).timeout(2000)
  }

  it('is filled in with what is left of the work', () => {
    const doubled = liquid('{% assign x = b | append: b %}{% assign x = x | append: x %}small')
    const event = { a: 'a'.repeat(700_000), b: 'b'.repeat(100_000) }
    expect(make(doubled, event)).to.equal('small')
    expect(make([{ '@template': '{{a}}' }, doubled], event)).to.deep.equal([
      '[1]: expected at most 1000000 items and characters, found more',
    ])
  })

  it('is not filled in where a value is too deep', () => {
    const event = { deep: JSON.parse('['.repeat(40) + ']'.repeat(40)), bad: '%' }
    expect(make(liquid('{{ deep | json }}{{ bad | url_decode }}'), event)).to.deep.equal([
      'the value: expected at most 32 levels of nesting, found a list of 1 ($.deep)',
    ])
  })
})
