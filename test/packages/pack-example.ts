import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../house/read-tree.ts'
import { succeed } from './execute.ts'
import type { Tarball } from './pack.ts'
import { pnpm } from './pnpm.ts'

/** Builds an example that is a package, and packs it into a folder. */
export const packExample = async (example: string, into: string): Promise<Tarball> => {
  const folder = join(root, 'examples', example)
  rmSync(join(folder, 'dist'), { recursive: true, force: true })
  await succeed('tsc', ['-b', folder], root)
  const report = await succeed('npx', ['--yes', pnpm, 'pack', '--json', '--pack-destination', into], folder)
  return JSON.parse(report) as Tarball // as `pnpm pack --json` documents it
}
