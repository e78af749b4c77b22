import { expect } from 'chai'
import type { Keeper } from './keepers.ts'
import type { Room } from './rooms.ts'
import { againstDirection, homeless, outOfKeeping, ownIndex, reachingIn, undeclared, type Files } from './strays.ts'

const tree = (files: Readonly<Record<string, string>>): Files => new Map(Object.entries(files))

describe('what strays are told', () => {
  const mapping: Room = {
    name: 'mapping',
    files: 'packages/core/src/mapping/**',
    is: 'event to body',
    imports: ['contracts', 'settings'],
  }

  it('a room that imports against the direction', () => {
    const files = tree({ 'packages/core/src/mapping/a.ts': "import { plan } from '../pipeline/plan.ts'" })
    expect(againstDirection(files, mapping)).to.deep.equal([
      'packages/core/src/mapping/a.ts imports ../pipeline/plan.ts: mapping may import only contracts, settings',
    ])
  })

  it('a room that imports a type against the direction', () => {
    const files = tree({ 'packages/core/src/mapping/a/b.ts': "import type { Relay } from '../../runtime/relay.ts'" })
    expect(againstDirection(files, mapping)).to.deep.equal([
      'packages/core/src/mapping/a/b.ts imports ../../runtime/relay.ts: mapping may import only contracts, settings',
    ])
  })

  it('a room that imports what no room has', () => {
    const files = tree({ 'packages/core/src/mapping/a.ts': "export { b } from '../odds/b.ts'" })
    expect(againstDirection(files, mapping)).to.have.length(1)
  })

  it('a room that imports a package above it', () => {
    const files = tree({ 'packages/core/src/mapping/a.ts': "const cli = await import('@vouchrelay/cli')" })
    expect(againstDirection(files, mapping)).to.deep.equal([
      'packages/core/src/mapping/a.ts imports @vouchrelay/cli: mapping may import only contracts, settings',
    ])
  })

  it('an adapter that imports another by its name', () => {
    const adapters: Room = { name: 'adapters', files: 'packages/adapter-*/src/**', is: 'sources', imports: ['core'] }
    const files = tree({ 'packages/adapter-a/src/a.ts': "import { b } from '@vouchrelay/adapter-b'" })
    expect(againstDirection(files, adapters)).to.deep.equal([
      'packages/adapter-a/src/a.ts imports @vouchrelay/adapter-b: adapters may import only core',
    ])
  })

  it('nothing of a room that keeps the direction', () => {
    const files = tree({
      'packages/core/src/mapping/a.ts':
        "import { b } from './b.ts'\nimport { c } from '../settings/c.ts'\nimport 'yaml'",
      'packages/core/src/pipeline/d.ts': "import { e } from '../runtime/e.ts'",
    })
    expect(againstDirection(files, mapping)).to.deep.equal([])
  })

  it('a library outside its place, and nothing of the place', () => {
    const got: Keeper = { of: 'got', only: ['packages/core/src/delivery/http.ts'], because: 'one place' }
    const files = tree({
      'packages/core/src/delivery/http.ts': "import { got } from 'got'",
      'packages/core/src/delivery/token.ts': "import type { Got } from 'got/dist/source/types.js'",
    })
    expect(outOfKeeping(files, got)).to.deep.equal([
      'packages/core/src/delivery/token.ts imports got/dist/source/types.js: ' +
        'got only in packages/core/src/delivery/http.ts (one place)',
    ])
  })

  it('a room outside its keeper, and nothing of the room itself', () => {
    const only = ['packages/core/src/runtime/catalogue.ts']
    const files = tree({
      'packages/core/src/voucherify/plugin.ts': "import { bodies } from './bodies.ts'",
      'packages/core/src/runtime/catalogue.ts': "import { voucherify } from '../voucherify/plugin.ts'",
      'packages/core/src/runtime/relay.ts': "import { voucherify } from '../voucherify/plugin.ts'",
    })
    expect(outOfKeeping(files, { of: 'voucherify', only, because: 'one place' })).to.deep.equal([
      'packages/core/src/runtime/relay.ts imports ../voucherify/plugin.ts: ' +
        'voucherify only in packages/core/src/runtime/catalogue.ts (one place)',
    ])
  })

  it('imports of an own index, by path and by name', () => {
    const files = tree({
      'packages/core/src/runtime/a.ts': "import { b } from '../index.ts'",
      'packages/core/src/runtime/c.ts': "import { d } from '@vouchrelay/core'",
    })
    expect(ownIndex(files)).to.deep.equal([
      "packages/core/src/runtime/a.ts imports ../index.ts: nobody imports their own package's index",
      "packages/core/src/runtime/c.ts imports @vouchrelay/core: nobody imports their own package's index",
    ])
  })

  it('imports past the entry points of a package, by path and by name, from tests too', () => {
    const rule = 'another package is imported by its name, through an entry point'
    const files = tree({
      'packages/cli/test/a.test.ts': "import { b } from '../../core/src/state/b.ts'",
      'packages/cli/src/c.ts': "import { d } from '@vouchrelay/core/src/index.ts'",
      'examples/tour/e.ts': "import { accept } from '@vouchrelay/core'\nimport * as t from '@vouchrelay/core/testing'",
    })
    expect(reachingIn(files)).to.deep.equal([
      `packages/cli/test/a.test.ts imports ../../core/src/state/b.ts: ${rule}`,
      `packages/cli/src/c.ts imports @vouchrelay/core/src/index.ts: ${rule}`,
    ])
  })

  it('imports of what the package does not list', () => {
    const files = tree({
      'packages/core/src/a.ts':
        "import * as E from 'fp-ts/lib/Either.js'\nimport 'node:fs'\nimport { expect } from 'chai'",
    })
    expect(undeclared(files, new Map([['packages/core', new Set(['fp-ts'])]]))).to.deep.equal([
      "packages/core/src/a.ts imports chai: it is not among the dependencies in the package's own package.json",
    ])
  })

  it('files without a room', () => {
    const files = tree({ 'packages/core/src/utils/a.ts': '', 'packages/core/src/state/b.ts': '' })
    expect(homeless(files)).to.deep.equal(['packages/core/src/utils/a.ts: no room of the house has it'])
  })
})
