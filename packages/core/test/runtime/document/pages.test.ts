import { expect } from 'chai'
import { left, right } from 'fp-ts/lib/Either.js'
import { definePlugin } from '../../../src/contracts/plugin.ts'
import { createCatalogue } from '../../../src/runtime/catalogue.ts'
import { pageOf } from '../../../src/runtime/document/page-of.ts'
import { pagesOf } from '../../../src/runtime/document/pages.ts'
import { closed, dispatch } from '../../../src/settings/closed.ts'
import { defaulted, listOf, optional, required } from '../../../src/settings/field.ts'
import { Flag, oneOf, SecretText, Text, whole } from '../../../src/settings/values.ts'

const Topic = closed('a topic', {
  name: required(Text, { summary: 'Its name.', example: 'orders' }),
  lagMs: defaulted(whole(0, 60_000), 30_000, { summary: 'How far it may lag.', unit: 'milliseconds' }),
})

const queue = definePlugin({
  kind: 'source',
  name: 'queue',
  summary: 'Reads from a queue.',
  status: 'beta',
  config: dispatch<unknown>(
    'the settings of the source queue',
    'auth',
    {
      none: closed('no credentials', {
        auth: defaulted(oneOf('none'), 'none', { summary: 'Nobody is asked.' }),
        topics: required(listOf(Topic), { summary: 'What is read.' }),
      }),
      key: closed('a key', {
        auth: required(oneOf('key'), { summary: 'A key is asked for.' }),
        key: required(SecretText, { summary: 'The key.', secret: true }),
        topics: required(listOf(Topic), { summary: 'What is read.' }),
      }),
    },
    'none',
  ),
  examples: [{ title: 'one topic', config: { topics: [{ name: 'orders' }] } }],
  pure: () => ({ decode: () => right({ messageId: 'm', fields: {} }) }),
  create: () => async () => left({ _tag: 'StartFailure', part: 'queue', message: 'never started' }),
})

const shout = definePlugin({
  kind: 'directive',
  name: '@shout',
  summary: 'A text in capital letters. Anything else is missing.',
  argument: ({ expression }) =>
    closed('the parts of a @shout', {
      of: required(expression, { summary: 'The text.' }),
      twice: optional(Flag, { summary: 'Whether it is said twice.' }),
    }),
  compile:
    ({ of }, { child }) =>
    (scope) => {
      const text = child(of)(scope)
      return typeof text === 'string' ? text.toUpperCase() : undefined
    },
  examples: [
    { title: 'A text', mapping: { '@shout': { of: '$.a' } }, event: { a: 'x' }, gives: 'X' },
    { title: 'A number', mapping: { '@shout': { of: '$.a' } }, event: { a: 1 }, gives: undefined },
    {
      title: 'Nothing to shout',
      mapping: { '@shout': {} },
      event: {},
      fails: ['@shout.of: expected a JSON value, a path or a directive, found nothing'],
    },
  ],
})

const reviews = definePlugin({
  kind: 'preset',
  name: 'reviews',
  summary: 'Reviews.',
  routes: [
    {
      name: 'reviewed',
      when: 'event = "Reviewed"',
      makes: 'event',
      body: { event: 'reviewed', customer: { source_id: '$.userId' } },
      examples: [
        { title: 'A review', event: { userId: 'u1' }, expect: { body: { event: 'reviewed' } } },
        { event: {}, expect: { skips: 'no identity' } },
        { event: { userId: 1 }, expect: { fails: ['customer.source_id: expected a text, found 1'] } },
      ],
    },
  ],
})

const catalogue = createCatalogue([queue, shout, reviews])

describe('the page of a plugin', () => {
  it('tells every setting of a source', () => {
    expect(pageOf(catalogue, 'queue')).to.equal(`### queue

Reads from a queue. It is beta.

| setting | type | default |  |
|---|---|---|---|
| \`topics\` | list of objects | required | What is read. |
| \`topics[].name\` | text | required | Its name. Example: \`orders\` |
| \`topics[].lagMs\` | milliseconds, 0 to 60,000 | \`30000\` (30 s) | How far it may lag. |

With \`auth: none\`:

| setting | type | default |  |
|---|---|---|---|
| \`auth\` | \`none\` | \`none\` | Nobody is asked. |

With \`auth: key\`:

| setting | type | default |  |
|---|---|---|---|
| \`auth\` | \`key\` | required | A key is asked for. |
| \`key\` | secret text | required | The key. |

**One topic**

\`\`\`yaml
sources: [{ use: queue, topics: [{ name: orders }] }]
\`\`\`
`)
  })

  it('tells what a directive takes, and what comes of its examples', () => {
    expect(pageOf(catalogue, 'shout')).to.equal(`## @shout

A text in capital letters. Anything else is missing.

| part | type | default |  |
|---|---|---|---|
| \`of\` | mapping | required | The text. |
| \`twice\` | true or false | – | Whether it is said twice. |

**A text**

\`\`\`yaml
'@shout': { of: $.a }
\`\`\`

\`{ "a": "x" }\` makes \`"X"\`.

**A number**

\`\`\`yaml
'@shout': { of: $.a }
\`\`\`

\`{ "a": 1 }\` makes nothing: it is missing.

**Nothing to shout**

\`\`\`yaml
'@shout': {}
\`\`\`

It is refused when it is read:

\`\`\`text
@shout.of: expected a JSON value, a path or a directive, found nothing
\`\`\`
`)
  })

  it('tells the routes of a preset', () => {
    expect(pageOf(catalogue, 'reviews')).to.equal(`## reviews

Reviews.

\`\`\`yaml
routes:
  - use: reviews
\`\`\`

### reviewed

Events for which \`event = "Reviewed"\` holds; it makes the body \`event\`.

**A review**

\`\`\`yaml
userId: u1
\`\`\`

It makes

\`\`\`yaml
event: reviewed
\`\`\`

\`\`\`yaml
{}
\`\`\`

It is passed over: no identity.

\`\`\`yaml
userId: 1
\`\`\`

It fails:

\`\`\`text
customer.source_id: expected a text, found 1
\`\`\`

<details><summary>The mapping</summary>

\`\`\`yaml
event: reviewed
customer: { source_id: $.userId }
\`\`\`

</details>
`)
  })

  it('is none where there is no plugin', () => expect(pageOf(catalogue, 'quue')).to.equal(undefined))
})

describe('the pages of the reference', () => {
  const pages = pagesOf(catalogue)

  it('are settings, directives, filters and presets', () =>
    expect([...pages.keys()]).to.deep.equal(['settings.md', 'directives.md', 'filters.md', 'presets.md']))

  it('have whatever plugin is at hand', () => {
    const heads = [...pages].flatMap(([file, text]) =>
      [...text.matchAll(/^#+ (queue|@shout|reviews)$/gm)].map(([head]) => `${file}: ${head}`),
    )
    expect(heads).to.deep.equal(['settings.md: ### queue', 'directives.md: ## @shout', 'presets.md: ## reviews'])
  })

  it('are pages that can be asked for', () => expect(pageOf(catalogue, 'filters')).to.equal(pages.get('filters.md')))
})
