import { setTimeout as sleep } from 'node:timers/promises'
import { isPassing, nameOf } from './errors.ts'

/** A new leader or coordinator is there within seconds; what lasts longer is for the caller to know of. */
const attempts = 20
const pauseMs = 250

/** Repeats a call for as long as a broker says that it will pass, some seconds at most; then rejects as the call did. */
export const repeatPassing = async <A>(act: () => Promise<A>): Promise<A> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act()
    } catch (error) {
      const name = nameOf(error)
      if (name === undefined || !isPassing(name) || name === 'UNKNOWN_TOPIC_OR_PARTITION' || attempt === attempts)
        throw error
      await sleep(pauseMs)
    }
  }
}
