import { Observable } from 'rxjs'
import type { Joining } from './forward-parts.ts'

/** Where sources join the relay that listens at it. */
export interface Entrance {
  /** What `forward` takes. One listener at a time; those that came while nobody listened are told to the next. Never completes. */
  readonly joining: Observable<Joining>
  readonly join: (source: Joining) => void
}

export const createEntrance = (): Entrance => {
  const waiting: Joining[] = []
  let tell = (source: Joining): void => void waiting.push(source)
  return {
    joining: new Observable((subscriber) => {
      const wait = tell
      tell = (source) => subscriber.next(source)
      for (const source of waiting.splice(0)) subscriber.next(source)
      return () => {
        tell = wait
      }
    }),
    join: (source) => tell(source),
  }
}
