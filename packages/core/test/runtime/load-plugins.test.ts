import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { loadCatalogue, loadRelay } from '../../src/runtime/load-relay.ts'
import { describeComplaint } from '../../src/settings/complaint.ts'

const upper = (name: string, api = 1): string => `{
  api: ${api}, kind: 'directive', name: '${name}', summary: 'Capital letters.',
  argument: ({ expression }) => expression,
  compile: (part, { child }) => { const make = child(part); return (scope) => String(make(scope)).toUpperCase() },
  examples: [{ title: 'A text', mapping: { '${name}': 'a' }, event: {}, gives: 'A' }],
}`

const modules: Readonly<Record<string, string>> = {
  'upper.mjs': `export const plugins = [${upper('@upper')}]`,
  'default.mjs': `export default ${upper('@shout')}`,
  'old.mjs': `export const plugins = [${upper('@old', 99)}]`,
  'odd.mjs': `export const plugins = [{ api: Object.create(null), name: Object.create(null) }]`,
  'bare.mjs': `export const plugins = [{ kind: 'directive', name: '@bare' }]`,
  'badly-named.mjs': `export const plugins = [${upper('upper')}]`,
  'partial.mjs': `export const plugins = [{ api: 1, kind: 'source', name: 'half', summary: 'Half.', examples: [] }]`,
  'throws.mjs': `throw new Error('no luck today\\nand more')`,
  'nothing.mjs': `export const other = 1`,
  'headless.mjs': `export const plugins = [{ api: 1, kind: 'directives', name: '@up' }]`,
  'needy.mjs': `import './gone.mjs'`,
  'taken.mjs': `export const plugins = [${upper('@path')}]`,
  'not-javascript.mjs': `export const = `,
  'node_modules/@acme/vouchrelay-loud/package.json': `{ "name": "@acme/vouchrelay-loud", "type": "module", "exports": { "import": "./index.js" } }`,
  'node_modules/@acme/vouchrelay-loud/index.js': `export const plugins = [${upper('@loud')}]`,
}

const settings = (plugins: string, event = 'e'): string => `plugins: ${plugins}
sources: [{ use: upstream }]
routes: [{ name: r, body: { event: ${event}, customer: { source_id: $.userId } } }]
destination: { use: voucherify, applicationId: a, secretKey: s }
`

describe('plugins that a settings file names', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plugins-'))
    for (const [name, text] of Object.entries(modules)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), text)
    }
  })
  after(() => rm(folder, { recursive: true }))

  const relayFile = async (text: string) => {
    const file = join(folder, 'relay.yaml')
    await writeFile(file, text)
    return { file, plugins: [], environment: {} }
  }

  const complaints = async (text: string): Promise<readonly string[]> => {
    const loaded = await loadRelay(await relayFile(text))
    return isLeft(loaded) ? loaded.left.map((one) => describeComplaint(one).replaceAll(folder, '<folder>')) : []
  }

  const names = async (plugins: string): Promise<readonly (readonly string[])[]> => {
    const loaded = await loadCatalogue(await relayFile(settings(plugins)))
    return isLeft(loaded) ? [] : loaded.right.loaded.map(({ plugin, from }) => [plugin.name, from])
  }

  it('come from files beside it and from packages', async () =>
    expect(await names('[./upper.mjs, ./default.mjs, "@acme/vouchrelay-loud"]')).to.deep.equal([
      ['@upper', './upper.mjs'],
      ['@shout', './default.mjs'],
      ['@loud', '@acme/vouchrelay-loud'],
    ]))

  it('are there for the rest of it', async () => {
    const text = settings('[./upper.mjs]', "{ '@upper': $.event }").replace('use: upstream', 'use: nowhere')
    expect(await complaints(text)).to.deep.equal([
      '<folder>/relay.yaml:2:18 sources[0].use: expected the name of a source: none is known, found "nowhere"',
    ])
  })

  const wrong: readonly (readonly [plugins: string, complaint: string])[] = [
    [
      '[./old.mjs]',
      '1:11 plugins[0]: expected plugins for version 1 of the plugin API, found @old, which is for version 99 (./old.mjs)',
    ],
    ['[./bare.mjs]', '1:11 plugins[0]: expected plugins made with definePlugin, found something else (./bare.mjs)'],
    [
      '[./badly-named.mjs]',
      '1:11 plugins[0]: expected a name of @ and letters, such as @upper, found the directive upper (./badly-named.mjs)',
    ],
    [
      '[./partial.mjs]',
      '1:11 plugins[0]: expected plugins that are complete, found the source half without config, pure, create (./partial.mjs)',
    ],
    ['[./throws.mjs]', '1:11 plugins[0]: expected a module that can be imported, found ./throws.mjs: no luck today'],
    [
      '[./nothing.mjs]',
      '1:11 plugins[0]: expected a module that exports `plugins`, a list, found none in ./nothing.mjs',
    ],
    [
      '[./gone.mjs]',
      "1:11 plugins[0]: expected a module that can be imported, found ./gone.mjs: Cannot find module '<folder>/gone.mjs'",
    ],
    [
      '[./needy.mjs]',
      "1:11 plugins[0]: expected a module that can be imported, found ./needy.mjs: Cannot find module '<folder>/gone.mjs' imported from <folder>/needy.mjs",
    ],
    [
      '[./headless.mjs]',
      '1:11 plugins[0]: expected plugins with a name, a summary and a kind (source, destination, directive, preset), found one without kind, summary (./headless.mjs)',
    ],
    ['[./taken.mjs]', '1:11 plugins[0]: expected names that no other plugin has, found another directive @path'],
    [
      '[./upper.mjs, ./upper.mjs]',
      '1:24 plugins[1]: expected names that no other plugin has, found another directive @upper',
    ],
    [
      '["@acme/vouchrelay-sqs"]',
      '1:11 plugins[0]: expected an installed package, or a file as ./file.js, found no @acme/vouchrelay-sqs from <folder> upwards',
    ],
    ['[7]', '1:11 plugins[0]: expected a text, found 7'],
    [
      '["${NOWHERE}/upper.mjs"]',
      '1:11 plugins[0]: expected the environment variable NOWHERE to be set (or a default: ${NOWHERE:text}), found nothing',
    ],
    [
      '[./odd.mjs]',
      '1:11 plugins[0]: expected plugins for version 1 of the plugin API, found one without a name, which is for version an object (./odd.mjs)',
    ],
  ]
  for (const [plugins, complaint] of wrong) {
    it(`are complained of: ${plugins}`, async () =>
      expect((await complaints(settings(plugins)))[0]).to.equal(`<folder>/relay.yaml:${complaint}`))
  }

  it('are complained of each by itself', async () =>
    expect(await complaints(settings('[./upper.mjs, ./upper.mjs, ./default.mjs]'))).to.deep.equal([
      '<folder>/relay.yaml:1:24 plugins[1]: expected names that no other plugin has, found another directive @upper',
    ]))

  it('are complained of where the file is missing or no JavaScript', async () => {
    const found = await complaints(settings('[./missing.mjs, ./not-javascript.mjs]'))
    expect(found.map((text) => text.replace(/: [^:]*$/s, ''))).to.deep.equal([
      '<folder>/relay.yaml:1:11 plugins[0]: expected a module that can be imported, found ./missing.mjs',
      '<folder>/relay.yaml:1:26 plugins[1]: expected a module that can be imported, found ./not-javascript.mjs',
    ])
  })
})
