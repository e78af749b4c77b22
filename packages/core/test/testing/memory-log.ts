import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { right } from 'fp-ts/lib/TaskEither.js'
import { definePlugin, type SourceResources } from '../../src/contracts/plugin.ts'
import type { Source } from '../../src/contracts/source.ts'
import { closed } from '../../src/settings/closed.ts'
import { required } from '../../src/settings/field.ts'
import { Text } from '../../src/settings/values.ts'
import { memorySource, type MemorySource } from '../../src/testing/memory-source.ts'
import type { SourceHarness } from '../../src/testing/source/source-harness.ts'

/** Makes another source of one, as a plugin that is broken would have it. */
export type Change = (source: MemorySource, resources: SourceResources) => Source

/** A source in memory, as it is or changed. Its log outlives it, as a broker's does: a note in the folder names it. */
export const memoryLog = (change: Change = (source) => source): SourceHarness => {
  const logs = new Map<string, MemorySource>()
  const noteIn = (folder: string): string => {
    const note = join(folder, 'note')
    if (!existsSync(note)) writeFileSync(note, folder)
    return readFileSync(note, 'utf8')
  }
  const logOf = (note: string): MemorySource => {
    const source = logs.get(note) ?? memorySource('shop')
    logs.set(note, source)
    return source
  }
  const { decode } = change(memorySource('shop'), nothing)
  return {
    plugin: definePlugin({
      kind: 'source',
      name: 'memory',
      summary: 'Events in memory.',
      status: 'beta',
      config: closed('the settings of the source memory', { log: required(Text, { summary: 'Which memory.' }) }),
      examples: [{ title: 'A memory', config: { log: 'one' } }],
      pure: () => ({ decode }),
      create: ({ log }, resources) => right(change(logOf(log), resources)),
    }),
    settings: (folder) => ({ log: noteIn(folder) }),
    put: async (samples, { folder }) =>
      logOf(noteIn(folder)).add(...samples.map(({ messageId, ...fields }) => ({ messageId, fields }))),
  }
}

const nothing: SourceResources = {
  name: 'nobody',
  folder: '/',
  log: { warn: () => undefined, error: () => undefined },
  now: () => 0,
  stopping: new AbortController().signal,
  onClose: () => undefined,
  get journal(): never {
    throw new Error('a source in memory has no journal')
  },
}
