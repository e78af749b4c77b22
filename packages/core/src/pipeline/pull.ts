import { Observable } from 'rxjs'

/** How much may be unsettled at once. One item always fits, however large. */
export interface Room<T> {
  /** Items that are worked on. */
  readonly most: number
  /** How many of the items only wait for one before them: they do not count, up to `mostIdle`. Default: none. */
  readonly idle?: (() => number) | undefined
  readonly mostIdle?: number | undefined
  readonly mostBytes: number
  readonly bytesOf: (item: T) => number
}

const nothing = (): void => undefined
const none = (): number => 0

/**
 * Reads an iterable only as fast as its items are worked off: the next item is asked for when there is room for it.
 * (`mergeMap(work, n)` would read everything at once and keep what it cannot run.)
 *
 * Ends when the iterable has ended and all work is done. `stop` reaches the iterable, which ends then; work goes on.
 * Unsubscribing ends the reading; nobody waits for the work then.
 *
 * @param work a promise and no observable: subscribing to one for each item would cost more than the rest of this together
 */
export const pull = <T, R>(
  read: (stop: AbortSignal) => AsyncIterable<T>,
  stop: AbortSignal,
  { most, idle = none, mostIdle = 0, mostBytes, bytesOf }: Room<T>,
  work: (item: T) => Promise<R>,
): Observable<R> =>
  new Observable<R>((subscriber) => {
    const cancelled = new AbortController()
    let active = 0
    let bytes = 0
    let roomMade = nothing

    const hasRoom = (): boolean => bytes < mostBytes && active - Math.min(idle(), mostIdle) < most

    const start = (item: T): void => {
      const size = bytesOf(item)
      active += 1
      bytes += size
      const end = (result: R): void => {
        subscriber.next(result)
        active -= 1
        bytes -= size
        roomMade()
      }
      work(item).then(end, (error: unknown) => subscriber.error(error))
    }

    const until = (isTrue: () => boolean): Promise<void> | undefined =>
      isTrue()
        ? undefined
        : new Promise((resolve) => {
            roomMade = () => {
              if (isTrue()) resolve()
            }
          })

    const run = async (): Promise<void> => {
      const items = read(AbortSignal.any([stop, cancelled.signal]))[Symbol.asyncIterator]()
      try {
        for (;;) {
          await until(() => subscriber.closed || active === 0 || hasRoom())
          if (subscriber.closed) return
          const next = await items.next()
          if (next.done === true) break
          if (!subscriber.closed) start(next.value)
        }
      } finally {
        await items.return?.()
      }
      await until(() => subscriber.closed || active === 0)
      subscriber.complete()
    }

    subscriber.add(() => {
      cancelled.abort()
      roomMade()
    })
    run().catch((error: unknown) => subscriber.error(error))
  })
