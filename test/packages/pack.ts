import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathsOf, root } from '../house/read-tree.ts'
import { succeed } from './execute.ts'
import { pnpm } from './pnpm.ts'

/** A package as it would be published. */
export interface Tarball {
  readonly name: string
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

/** What an earlier tree built and no source makes any more would be published too. */
const removeStale = (): void => {
  for (const path of pathsOf('packages/*/dist/**/*.{js,ts,map}', ['node_modules'])) {
    const source = path.replace('/dist/', '/src/').replace(/\.(?:js|js\.map|d\.ts)$/, '.ts')
    if (!existsSync(join(root, source))) rmSync(join(root, path))
  }
}

/** Builds every package and packs it into a folder. */
export const packAll = async (into: string): Promise<readonly Tarball[]> => {
  removeStale()
  await succeed('tsc', ['-b'], root)
  const pack = ['--filter', './packages/*', '-r', 'pack', '--json', '--pack-destination', into]
  const report = await succeed('npx', ['--yes', pnpm, ...pack], root)
  return JSON.parse(report) as readonly Tarball[] // as `pnpm pack --json` documents it
}
