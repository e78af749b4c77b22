import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** A settings file that somebody is shown, as a value; its variables are not filled in. */
export interface Shown {
  readonly where: string
  readonly value: unknown
}

const root = join(import.meta.dirname, '../../../../..')
const block = /^```yaml\n(# relay\.yaml\n[^]*?)^```$/gm

const read = (glob: string): readonly (readonly [path: string, text: string])[] =>
  globSync(glob, { cwd: root, exclude: (path) => path.includes('node_modules') })
    .toSorted()
    .map((path) => [path, readFileSync(join(root, path), 'utf8')])

const bringsPlugins = ({ value }: Shown): boolean => typeof value === 'object' && value !== null && 'plugins' in value

/** Every whole settings file in the documents, the examples, the starter and the sound fixtures that needs no package. */
export const shownSettings: readonly Shown[] = [
  ...read('{README,CONTRIBUTING,docs/**/*}.md').flatMap(([path, text]) =>
    [...text.matchAll(block)].map(([, yaml = ''], i) => ({
      where: `${path}, block ${i + 1}`,
      value: parse(yaml),
    })),
  ),
  ...read('{examples/*/relay,packages/cli/starter/*,packages/core/test/settings/sound/*}.yaml').map(([path, text]) => ({
    where: path,
    value: parse(text),
  })),
].filter((shown) => !bringsPlugins(shown))
