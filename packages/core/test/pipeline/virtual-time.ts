import { VirtualTimeScheduler } from 'rxjs'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** So many turns of the loop are left for what can go on without time, before some passes. */
const quietTurns = 3

/** Time that passes only where nothing else can happen. */
export interface VirtualTime {
  readonly scheduler: VirtualTimeScheduler
  readonly now: () => number
  /** Resolves when so much time has passed. */
  readonly wait: (ms: number) => Promise<void>
  /** Lets time pass until a condition holds. Rejects where nothing is left to wait for. */
  readonly until: (isOver: () => boolean) => Promise<void>
}

/**
 * @param isBusy whether something is under way that takes real time; then none passes here
 * @param hopelessTurns so many turns without any timer mean that nothing will ever go on
 */
export const virtualTime = (isBusy: () => boolean = () => false, hopelessTurns = 300): VirtualTime => {
  const scheduler = new VirtualTimeScheduler()
  const pass = (): boolean => {
    const [next] = scheduler.actions
    if (next === undefined) return false
    scheduler.maxFrames = next.delay
    scheduler.flush()
    return true
  }
  return {
    scheduler,
    now: () => scheduler.now(),
    wait: (ms) => new Promise((resolve) => scheduler.schedule(() => resolve(), ms)),
    until: async (isOver) => {
      for (let quiet = 0; !isOver(); quiet += 1) {
        await turn()
        if (isBusy()) quiet = 0
        else if (quiet >= quietTurns && pass()) quiet = 0
        else if (quiet >= hopelessTurns) throw new Error('nothing is left to wait for')
      }
    },
  }
}
