import { EventEmitter, once } from 'node:events'
import { watch } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** An editor writes a file in several steps: what changes within this time is one change. */
const quietMs = 100

/** Emits once for each burst of changes in any of the folders, until `stop` aborts. */
export async function* watchFolders(folders: readonly string[], stop: AbortSignal): AsyncGenerator<void> {
  const changes = new EventEmitter()
  let count = 0
  const watchers = [...new Set(folders)].map((folder) =>
    watch(folder, () => {
      count += 1
      changes.emit('change')
    }),
  )
  try {
    for (let seen = 0; ;) {
      if (count === seen) await once(changes, 'change', { signal: stop })
      await delay(quietMs, undefined, { signal: stop })
      seen = count
      yield
    }
  } catch (error) {
    if (!stop.aborted) throw error
  } finally {
    for (const watcher of watchers) watcher.close()
  }
}
