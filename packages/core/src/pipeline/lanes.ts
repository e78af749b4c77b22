import { Observable } from 'rxjs'

/** A piece of work in a lane: whose turn it is to know, and what its end means for those behind it. */
export interface LaneWork<T> {
  /** The lane: works of one key run one after the other, in the order they entered. */
  readonly key: string
  /** The same when the work is offered again. */
  readonly id: string
  readonly work: Observable<T>
  /** True where the work will be offered again, so that nothing behind it may overtake it. */
  readonly holds: (result: T) => boolean
  /** What becomes of a work that may not run now because one before it will be offered again. */
  readonly refused: T
}

interface Turn {
  readonly id: string
  readonly begin: () => void
  readonly refuse: () => void
}

interface Lane {
  running: Turn | undefined
  readonly waiting: Turn[]
  /** The work that must come again first. */
  heldBy: string | undefined
}

/** Runs works of one key one after the other and different keys side by side. */
export interface Lanes {
  readonly run: <T>(work: LaneWork<T>) => Observable<T>
  /** Lanes that are busy or held. An idle lane is forgotten. */
  readonly size: () => number
}

/**
 * Lanes keep the order of each key across returns: a work that holds makes those waiting behind it end as `refused`,
 * and so do later ones until it has been offered again.
 */
export const createLanes = (): Lanes => {
  const lanes = new Map<string, Lane>()

  const next = (key: string, lane: Lane): void => {
    lane.running = lane.waiting.shift()
    if (lane.running !== undefined) lane.running.begin()
    else if (lane.heldBy === undefined) lanes.delete(key)
  }

  const hold = (lane: Lane, id: string): void => {
    lane.heldBy = id
    for (const turn of lane.waiting.splice(0)) turn.refuse()
  }

  const enter = (key: string, turn: Turn): void => {
    const lane = lanes.get(key) ?? { running: undefined, waiting: [], heldBy: undefined }
    lanes.set(key, lane)
    if (lane.heldBy === turn.id) lane.heldBy = undefined
    if (lane.heldBy !== undefined) turn.refuse()
    else if (lane.running === undefined) {
      lane.running = turn
      turn.begin()
    } else lane.waiting.push(turn)
  }

  const leave = (key: string, turn: Turn, holds: boolean): void => {
    const lane = lanes.get(key)
    if (lane === undefined) return
    if (lane.running !== turn) {
      const place = lane.waiting.indexOf(turn)
      if (place >= 0) lane.waiting.splice(place, 1)
      return
    }
    if (holds) hold(lane, turn.id)
    next(key, lane)
  }

  const run = <T>({ key, id, work, holds, refused }: LaneWork<T>): Observable<T> =>
    new Observable<T>((subscriber) => {
      let held = false
      const turn: Turn = {
        id,
        begin: () => {
          subscriber.add(
            work.subscribe({
              next: (result) => {
                held ||= holds(result)
                subscriber.next(result)
              },
              error: (error: unknown) => subscriber.error(error),
              complete: () => subscriber.complete(),
            }),
          )
        },
        refuse: () => {
          subscriber.next(refused)
          subscriber.complete()
        },
      }
      subscriber.add(() => leave(key, turn, held))
      enter(key, turn)
    })

  return { run, size: () => lanes.size }
}
