import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const versionOf = (node: string): readonly number[] =>
  execFileSync(node, ['--version'], { encoding: 'utf8' }).slice(1).split('.').map(Number)

const tooOld = ([major = 0, minor = 0]: readonly number[]): boolean => major < 24 || (major === 24 && minor < 6)

/** How to run a script on a Node that is too old for it: one of this machine, or else ours under a false name. */
export const oldNode = (): { readonly program: string; readonly args: readonly string[]; readonly version: string } => {
  const known = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/bin', '/usr/bin'].map((dir) =>
    join(dir, 'node'),
  )
  const found = known.find((node) => existsSync(node) && tooOld(versionOf(node)))
  if (found !== undefined) return { program: found, args: [], version: versionOf(found).join('.') }
  const disguise = "Object.defineProperty(process.versions, 'node', { value: '20.19.0' })"
  return { program: process.execPath, args: ['--import', `data:text/javascript,${disguise}`], version: '20.19.0' }
}
