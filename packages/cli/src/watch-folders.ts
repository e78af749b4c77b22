import { EventEmitter, once } from 'node:events'
import { watch, type FSWatcher } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** An editor writes a file in several steps: what changes within this time is one change. */
const quietMs = 100

/**
 * Emits at once, when all are watched, and then once for each burst of changes to files of these names in any of the folders, until `stop`
 * aborts. Throws where one cannot be watched.
 */
export async function* watchFolders(
  folders: readonly string[],
  names: RegExp,
  stop: AbortSignal,
): AsyncGenerator<void> {
  const changes = new EventEmitter()
  const failed = new AbortController()
  const ended = AbortSignal.any([stop, failed.signal])
  const watchers: FSWatcher[] = []
  let count = 0
  const change = (_event: string, name: string | null): void => {
    if (name !== null && !names.test(name)) return
    count += 1
    changes.emit('change')
  }
  try {
    for (const folder of new Set(folders)) {
      watchers.push(watch(folder, change).on('error', (error) => failed.abort(error)))
    }
    yield
    for (let seen = 0; ;) {
      if (count === seen) await once(changes, 'change', { signal: ended })
      await delay(quietMs, undefined, { signal: ended })
      seen = count
      yield
    }
  } catch (error) {
    if (failed.signal.aborted) throw failed.signal.reason
    if (!stop.aborted) throw error
  } finally {
    for (const watcher of watchers) watcher.close()
  }
}
