import { dirname, resolve } from 'node:path'
import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import type { StartFailure } from '../../../contracts/failure.ts'
import type { Quota } from '../../../contracts/quota.ts'
import type { Surroundings } from '../../relay.ts'
import type { RelaySettings } from '../../relay-settings.ts'
import { createScope } from '../../scope.ts'

/** What a destination says of its quota. It is started for that, and ended: neither makes a call. */
export const quotaOf = async (
  { destination }: Pick<RelaySettings, 'destination'>,
  { file, log, now }: Surroundings,
): Promise<Either<StartFailure, Quota | undefined>> => {
  const scope = createScope()
  const stopping = new AbortController()
  try {
    const resources = { folder: dirname(resolve(file)), log, now, stopping: stopping.signal, onClose: scope.onClose }
    const started = await destination.start({ ...resources, name: destination.name })()
    return isLeft(started) ? started : right(started.right.limits.quota)
  } finally {
    stopping.abort()
    await scope.close()
  }
}
