import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../house/read-tree.ts'
import { execute } from '../packages/execute.ts'
import type { Block } from './read-docs.ts'

/**
 * Compiles TypeScript blocks as if each lay in the repository where its first line says. Its relative imports find the
 * files that are there. Returns the compiler's complaints, empty where there are none.
 */
export const checkTypes = async (blocks: readonly Block[]): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'vouchrelay-docs-'))
  try {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const files = blocks.map(({ file = '', text }) => ({ path: join(folder, file), text }))
    for (const { path, text } of files) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    const compilerOptions = { rootDirs: [folder, root], typeRoots: [join(root, 'node_modules/@types')], rootDir: '/' }
    const settings = { extends: join(root, 'tsconfig.test.json'), compilerOptions, include: [], exclude: [] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...settings, files: files.map(({ path }) => path) }))
    return (await execute('tsc', ['-p', folder, '--pretty', 'false'], folder)).stdout
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
