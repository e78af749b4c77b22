import type { Priority } from '../contracts/policy.ts'
import { createHeap, type Heap } from './turns-heap.ts'
import { createLine, type Line } from './turns-line.ts'

/** From the first served to the last. */
export const priorities: readonly Priority[] = ['high', 'normal', 'low']

/** How many wait of a route. */
export interface WaitingCount {
  readonly priority: Priority
  readonly route: string
  readonly count: number
}

/** Who is next among those who wait. */
export interface Turns<W> {
  /** Takes a place behind others of its route; returns how to leave it, which does nothing once it was taken. */
  readonly enter: (route: string, priority: Priority, waiter: W) => () => void
  /** The next of a priority; none of the routes to avoid. */
  readonly take: (priority: Priority, avoiding?: ReadonlySet<string>) => W | undefined
  readonly waiting: (priority: Priority) => number
  readonly counts: () => readonly WaitingCount[]
}

interface Queue<W> {
  readonly route: string
  readonly line: Line<W>
  /** What one turn costs: the less, the more turns. */
  readonly stride: number
  /** Where it stands: the least is next. */
  pass: number
  isInHeap: boolean
}

interface Level<W> {
  readonly queues: Map<string, Queue<W>>
  readonly heap: Heap<Queue<W>>
  waiting: number
  /** Where the last one served stood: whoever comes back begins here, so that having been away is no advantage. */
  pass: number
}

const createLevel = <W>(): Level<W> => ({
  queues: new Map(),
  heap: createHeap((a, b) => a.pass < b.pass),
  waiting: 0,
  pass: 0,
})

/**
 * `high` before `normal` before `low`, which may starve. Routes of one priority share by weight (stride scheduling;
 * Waldspurger and Weihl, MIT/LCS/TM-528): one of weight 2 has two turns while one of weight 1 has one, and none starves.
 * Within a route first come, first served. A turn takes O(log n) of the routes that wait.
 *
 * @param weights by route, above 0. Default: 1
 */
export const createTurns = <W>(weights: Readonly<Record<string, number>> = {}): Turns<W> => {
  const levels: Readonly<Record<Priority, Level<W>>> = {
    high: createLevel(),
    normal: createLevel(),
    low: createLevel(),
  }

  const push = (level: Level<W>, queue: Queue<W>): void => {
    queue.isInHeap = true
    level.heap.push(queue)
  }

  const queueOf = (level: Level<W>, route: string): Queue<W> => {
    const known = level.queues.get(route)
    if (known !== undefined) return known
    const stride = 1 / (weights[route] ?? 1)
    const queue: Queue<W> = { route, line: createLine(), stride, pass: 0, isInHeap: false }
    level.queues.set(route, queue)
    return queue
  }

  const serve = (level: Level<W>, queue: Queue<W>): W | undefined => {
    const waiter = queue.line.take()
    level.waiting -= 1
    level.pass = queue.pass
    queue.pass += queue.stride
    if (queue.line.length() > 0) push(level, queue)
    return waiter
  }

  return {
    enter: (route, priority, waiter) => {
      const level = levels[priority]
      const queue = queueOf(level, route)
      const leave = queue.line.enter(waiter)
      level.waiting += 1
      if (!queue.isInHeap) {
        queue.pass = Math.max(queue.pass, level.pass)
        push(level, queue)
      }
      return () => {
        if (leave()) level.waiting -= 1
      }
    },
    take: (priority, avoiding) => {
      const level = levels[priority]
      const passedOver: Queue<W>[] = []
      let waiter: W | undefined
      for (let queue = level.heap.pop(); queue !== undefined; queue = level.heap.pop()) {
        queue.isInHeap = false
        // Everybody in it has left.
        if (queue.line.length() === 0) continue
        if (avoiding?.has(queue.route) === true) passedOver.push(queue)
        else {
          waiter = serve(level, queue)
          break
        }
      }
      for (const queue of passedOver) push(level, queue)
      return waiter
    },
    waiting: (priority) => levels[priority].waiting,
    counts: () =>
      priorities.flatMap((priority) =>
        [...levels[priority].queues.values()].flatMap(({ route, line }) =>
          line.length() === 0 ? [] : [{ priority, route, count: line.length() }],
        ),
      ),
  }
}
