import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { succeed } from './execute.ts'
import type { Tarball } from './pack.ts'

/** Installs tarballs into an empty folder as a user of npm would. Ours come from the tarballs, theirs from the registry. */
export const install = async (tarballs: readonly Tarball[], folder: string): Promise<void> => {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  const files = tarballs.map(({ filename }) => filename)
  await succeed('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...files], folder)
}
