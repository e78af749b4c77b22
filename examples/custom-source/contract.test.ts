import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describeSource } from '@vouchrelay/core/testing'
import { plugins } from './plugin.ts'

for (const plugin of plugins) {
  describeSource({
    plugin,
    settings: (folder) => ({ path: join(folder, 'shop.sqlite'), pollMs: 5 }),
    put: async (samples, { folder }) => {
      using shop = new DatabaseSync(join(folder, 'shop.sqlite'), { timeout: 5_000 })
      const insert = shop.prepare('INSERT INTO outbox (event) VALUES (?)')
      shop.exec('BEGIN')
      for (const { messageId, ...fields } of samples) insert.run(JSON.stringify({ id: messageId, ...fields }))
      shop.exec('COMMIT')
    },
  })
}
