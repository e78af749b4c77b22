import type { Delivery, Source } from '@vouchrelay/core'
import type { Loop } from './loop.ts'

/** Deliveries as they are asked for: one at a time. */
export interface HandOut extends Pick<Source, 'deliveries'> {
  /** Whether somebody waits for a delivery. */
  readonly isAsked: () => boolean
  /** Gives whoever waits what is at hand now. */
  readonly give: () => void
  /** Ends it: nothing is handed out any more. */
  readonly end: () => void
  /** A bug ends it too, and whoever asks next is told. */
  readonly fail: (error: unknown) => void
}

const over = { done: true, value: undefined } as const

/** @param atHand takes what is to be handed out next, where there is something */
export const createHandOut = (atHand: () => Delivery | undefined, loop: Loop): HandOut => {
  let state: { readonly _tag: 'Open' | 'Ended' } | { readonly _tag: 'Failed'; readonly error: unknown } = {
    _tag: 'Open',
  }
  let asked: PromiseWithResolvers<IteratorResult<Delivery, undefined>> | undefined
  let isIterated = false

  const answer = (): IteratorResult<Delivery, undefined> | undefined => {
    if (state._tag === 'Failed') throw state.error
    if (state._tag === 'Ended') return over
    const value = atHand()
    return value && { done: false, value }
  }

  const give = (): void => {
    if (asked === undefined) return
    const { resolve, reject } = asked
    try {
      const result = answer()
      if (result === undefined) return
      asked = undefined
      resolve(result)
    } catch (error) {
      asked = undefined
      reject(error)
    }
  }

  const end = (): void => {
    if (state._tag === 'Open') state = { _tag: 'Ended' }
    give()
  }

  const next = (): Promise<IteratorResult<Delivery, undefined>> => {
    asked ??= Promise.withResolvers()
    const { promise } = asked
    loop(give)
    return promise
  }

  return {
    isAsked: () => asked !== undefined,
    give,
    end,
    fail: (error) => {
      state = { _tag: 'Failed', error }
      give()
    },
    deliveries: (stop) => {
      if (isIterated) throw new Error('the deliveries of a consumer are iterated once')
      isIterated = true
      if (stop.aborted) end()
      stop.addEventListener('abort', end, { once: true })
      const done = async (): Promise<IteratorResult<Delivery, undefined>> => {
        stop.removeEventListener('abort', end)
        end()
        return over
      }
      return { [Symbol.asyncIterator]: () => ({ next, return: done }) }
    },
  }
}
