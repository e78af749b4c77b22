import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { readManifests, type Manifest } from './house/read-tree.ts'
import { execute } from './packages/execute.ts'
import { install } from './packages/install.ts'
import { oldNode } from './packages/old-node.ts'
import { packAll, type Tarball } from './packages/pack.ts'

const packages = [...readManifests()].filter(([folder]) => folder.startsWith('packages/'))

/** What can be imported of a package: its name, and its name with each entry point that is a module. */
const entryPoints = ({ name, exports = {} }: Manifest): readonly string[] =>
  Object.entries(exports)
    .filter(([entry, to]) => to !== null && !entry.endsWith('.json'))
    .map(([entry]) => name + entry.slice(1))

describe('the packages as they would be published', function () {
  // Builds, packs and installs from the registry: a minute where the network is slow.
  this.timeout(300_000)

  const folder = mkdtempSync(join(tmpdir(), 'vouchrelay-'))
  let tarballs: readonly Tarball[] = []

  before(async () => {
    tarballs = await packAll(folder)
    await install(tarballs, folder)
  })
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))

  const run = (...args: readonly string[]) => execute(process.execPath, args, folder)
  const evaluate = (code: string) => run('--input-type=module', '--eval', code)
  const packed = (name: string, file: string) => readFileSync(join(folder, 'node_modules', name, file), 'utf8')

  for (const [, manifest] of packages) {
    const { name } = manifest
    const files = () => tarballs.find((tarball) => tarball.name === name)?.files.map(({ path }) => path) ?? []

    describe(name, () => {
      it('holds its licence, and neither sources nor tests nor notes of the compiler', () => {
        const strange = files().filter((path) =>
          /^(?:src|test)\/|(?<!\.d)\.ts$|\.d\.ts\.map$|\.tsbuildinfo$/.test(path),
        )
        expect(strange).to.deep.equal([])
        expect(files()).to.include.members(['LICENSE', 'package.json'])
      })

      it('has no version or address that only the workspace understands', () =>
        expect(packed(name, 'package.json')).not.to.match(/workspace:|catalog:|file:|link:|\/src\//))

      it('exports files that it holds', () => {
        const { exports = {} } = JSON.parse(packed(name, 'package.json')) as Manifest // npm has just read it
        const targets = JSON.stringify(exports).match(/\.\/[^"*]+\.(?:js|d\.ts)(?=")/g) ?? []
        expect(targets).to.have.length.greaterThan(1)
        expect(targets.filter((target) => !files().includes(target.slice(2)))).to.deep.equal([])
      })

      for (const closed of ['internal/x', 'src/index.ts', 'dist/index.js']) {
        it(`refuses ${name}/${closed}`, async () => {
          const { stderr } = await evaluate(`await import('${name}/${closed}')`)
          expect(stderr).to.match(/ERR_PACKAGE_PATH_NOT_EXPORTED/)
        })
      }

      for (const entry of entryPoints(manifest)) {
        it(`imports as ${entry}`, async () => {
          const { status, stderr } = await evaluate(`await import('${entry}')`)
          expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' })
        })
      }

      it('keeps the sources that its source maps speak of', () => {
        const bare = files()
          .filter((path) => path.endsWith('.map'))
          .filter((path) => !packed(name, path).includes('"sourcesContent":["'))
        expect(bare).to.deep.equal([])
      })

      it('comes from its tarball', () => expect(existsSync(join(folder, 'node_modules', name, 'src'))).to.equal(false))
    })
  }

  it('have types that resolve for a strict user of nodenext', async () => {
    const entries = packages.flatMap(([, manifest]) => entryPoints(manifest))
    const imports = entries.map(
      (entry, i) => `import * as entry${i} from '${entry}'\nexport const names${i} = Object.keys(entry${i})`,
    )
    writeFileSync(join(folder, 'consumer.ts'), `${imports.join('\n')}\n`)
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', 'node']
    const types = ['--typeRoots', join(import.meta.dirname, '../node_modules/@types')]
    const { stdout } = await execute('tsc', [...options, ...types, '--skipLibCheck', 'false', 'consumer.ts'], folder)
    expect(stdout).to.equal('')
  })

  it('bring an event from Segment to Voucherify', async () => {
    copyFileSync(join(import.meta.dirname, 'packages/first-event.ts'), join(folder, 'first-event.ts'))
    const { stdout, stderr } = await run('first-event.ts')
    expect({ stdout, stderr }).to.deep.equal({ stdout: '200 1\n', stderr: '' })
  })

  it('bring the command, which shows its help', async () => {
    const { status, stdout } = await execute('npx', ['vouchrelay', '--help'], folder)
    expect(status).to.equal(0)
    expect(stdout).to.match(/^Usage: vouchrelay/m)
  })

  it('say on an older Node which one is needed', async () => {
    const { program, args, version } = oldNode()
    const { status, stderr } = await execute(program, [...args, 'node_modules/.bin/vouchrelay', '--help'], folder)
    expect({ status, stderr }).to.deep.equal({
      status: 2,
      stderr: `vouchrelay needs Node 24.6 or newer; this is Node ${version}.\n`,
    })
  })
})
