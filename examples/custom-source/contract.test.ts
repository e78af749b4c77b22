import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeSource } from '@vouchrelay/core/testing'
import { plugins } from './plugin.ts'

const lineOf = ({ messageId, ...fields }: { readonly messageId: string }): string =>
  `${JSON.stringify({ id: messageId, ...fields })}\n`

for (const plugin of plugins) {
  describeSource({
    plugin,
    settings: (folder) => ({ path: join(folder, 'inbox.ndjson'), pollMs: 5 }),
    put: (samples, { folder }) => appendFile(join(folder, 'inbox.ndjson'), samples.map(lineOf).join('')),
  })
}
