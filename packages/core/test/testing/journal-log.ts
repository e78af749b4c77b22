import { right } from 'fp-ts/lib/TaskEither.js'
import type { Journal } from '../../src/contracts/journal.ts'
import { definePlugin, type SourceResources } from '../../src/contracts/plugin.ts'
import type { Source } from '../../src/contracts/source.ts'
import { closed } from '../../src/settings/closed.ts'
import { memorySource } from '../../src/testing/memory-source.ts'
import type { SourceHarness } from '../../src/testing/source/source-harness.ts'

/** A source that is pushed to, over the journal that it is lent; as it is or changed. */
export const journalLog = (
  change: (deliveries: Source['deliveries'], resources: SourceResources) => Source['deliveries'] = (same) => same,
): SourceHarness => {
  const journals = new WeakMap<Source, Journal>()
  const { decode } = memorySource('')
  return {
    plugin: definePlugin({
      kind: 'source',
      name: 'pushed',
      summary: 'Events that somebody pushes.',
      status: 'beta',
      config: closed('the settings of the source pushed', {}),
      examples: [{ title: 'No settings', config: {} }],
      pure: () => ({ decode }),
      create: (_, resources) => {
        const source = { decode, deliveries: change(resources.journal.deliveries, resources) }
        journals.set(source, resources.journal)
        return right(source)
      },
    }),
    settings: () => ({}),
    put: async (samples, { source }) => {
      const entries = samples.map(({ messageId, ...fields }) => ({
        bytes: Buffer.from(JSON.stringify({ messageId, fields })),
        receivedAt: 0,
      }))
      await journals.get(source)?.append(entries)()
    },
  }
}
