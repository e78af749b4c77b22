/** Works that are counted together: how many of them wait behind another. */
export interface Queue {
  waiting: number
}

/** A piece of work in a lane: whose turn it is to know, and what its end means for those behind it. */
export interface LaneWork<T> {
  /** The lane: works of one key run one after the other, in the order they entered. */
  readonly key: string
  /** The same when the work is offered again. */
  readonly id: string
  /** Where it stands among all works, the same when it is offered again: earlier works have lower numbers. */
  readonly order: number
  /** Called once, when its turn has come. */
  readonly work: () => Promise<T>
  /** True where the work will be offered again, so that nothing behind it may overtake it. */
  readonly holds: (result: T) => boolean
  /** What becomes of a work that may not run now because one before it will be offered again. Called once at most. */
  readonly refused: () => T
  /** Aborted when nobody wants the result any more: the work leaves its lane at once, whether it has begun or not. */
  readonly gone?: AbortSignal | undefined
  readonly queue?: Queue | undefined
}

interface Turn {
  readonly id: string
  readonly order: number
  readonly gone: AbortSignal | undefined
  readonly queue: Queue | undefined
  readonly begin: () => void
  readonly refuse: () => void
}

interface Lane {
  running: Turn | undefined
  readonly waiting: Turn[]
  /** The works that will be offered again: nothing later may run before them. */
  held: Map<string, Held> | undefined
}

/** A work that will be offered again, unless it is gone. */
interface Held {
  readonly order: number
  readonly forgetNoMore: () => void
}

/** Runs works of one key one after the other and different keys side by side. */
export interface Lanes {
  /** Gives what the work gave, or what a refused one comes to; never ends where it left its lane before its turn. */
  readonly run: <T>(work: LaneWork<T>) => Promise<T>
  /** Lanes that are busy or held. An idle lane is forgotten. */
  readonly size: () => number
}

/**
 * Lanes keep the order of each key across returns: a work that holds makes those waiting behind it end as `refused`,
 * and so do later ones until all earlier ones have been offered again. The earliest of all is refused nowhere, so that
 * works that concern several keys cannot wait for each other.
 */
export const createLanes = (): Lanes => {
  const lanes = new Map<string, Lane>()

  const next = (key: string, lane: Lane): void => {
    lane.running = lane.waiting.shift()
    count(lane.running, -1)
    if (lane.running !== undefined) lane.running.begin()
    else if (lane.held === undefined) lanes.delete(key)
  }

  /** It is offered to nobody here any more: nothing waits for it. */
  const forget = (key: string, id: string): void => {
    const lane = lanes.get(key)
    if (lane?.held?.delete(id) !== true || lane.held.size > 0) return
    lane.held = undefined
    if (lane.running === undefined) lanes.delete(key)
  }

  const keep = (key: string, held: Map<string, Held>, { id, order, gone }: Turn): void => {
    if (gone?.aborted === true) return
    const drop = (): void => forget(key, id)
    gone?.addEventListener('abort', drop)
    held.set(id, { order, forgetNoMore: () => gone?.removeEventListener('abort', drop) })
  }

  const hold = (key: string, lane: Lane, holder: Turn): void => {
    const behind = lane.waiting.splice(0)
    const held: Map<string, Held> = lane.held ?? new Map()
    for (const turn of [holder, ...behind]) keep(key, held, turn)
    lane.held = held.size > 0 ? held : undefined
    for (const turn of behind) {
      count(turn, -1)
      turn.refuse()
    }
  }

  /** Whether one before it will be offered again. */
  const isHeldBack = (key: string, lane: Lane, turn: Turn): boolean => {
    if (lane.held === undefined) return false
    lane.held.get(turn.id)?.forgetNoMore()
    lane.held.delete(turn.id)
    if ([...lane.held.values()].some(({ order }) => order < turn.order)) {
      keep(key, lane.held, turn)
      return true
    }
    if (lane.held.size === 0) lane.held = undefined
    return false
  }

  const laneOf = (key: string): Lane => {
    const known = lanes.get(key)
    if (known !== undefined) return known
    const lane: Lane = { running: undefined, waiting: [], held: undefined }
    lanes.set(key, lane)
    return lane
  }

  const enter = (key: string, turn: Turn): void => {
    const lane = laneOf(key)
    if (isHeldBack(key, lane, turn)) return turn.refuse()
    if (lane.running === undefined) {
      lane.running = turn
      turn.begin()
    } else {
      lane.waiting.push(turn)
      count(turn, 1)
    }
  }

  const leave = (key: string, turn: Turn, holds: boolean): void => {
    const lane = lanes.get(key)
    if (lane === undefined) return
    if (lane.running !== turn) {
      const place = lane.waiting.indexOf(turn)
      if (place < 0) return
      lane.waiting.splice(place, 1)
      count(turn, -1)
      return
    }
    if (holds) hold(key, lane, turn)
    next(key, lane)
  }

  const run = <T>({ key, id, order, work, holds, refused, gone, queue }: LaneWork<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const end = (isHolding: boolean): void => {
        gone?.removeEventListener('abort', abandon)
        leave(key, turn, isHolding)
      }
      const abandon = (): void => end(false)
      const finish = (result: T): void => {
        end(holds(result))
        resolve(result)
      }
      const fail = (error: unknown): void => {
        end(false)
        reject(error)
      }
      const turn: Turn = {
        id,
        order,
        gone,
        queue,
        begin: () => void work().then(finish, fail),
        refuse: () => {
          gone?.removeEventListener('abort', abandon)
          resolve(refused())
        },
      }
      gone?.addEventListener('abort', abandon)
      enter(key, turn)
    })

  return { run, size: () => lanes.size }
}

const count = (turn: Turn | undefined, by: 1 | -1): void => {
  if (turn?.queue !== undefined) turn.queue.waiting += by
}
