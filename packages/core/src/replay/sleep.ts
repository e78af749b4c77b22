/** Where somebody waits for news. One sleeper at a time. */
export interface Sleep {
  /** Resolves when there is news, or after so many milliseconds. */
  readonly rest: (ms: number) => Promise<void>
  /** There is news. */
  readonly wake: () => void
}

export const createSleep = (): Sleep => {
  let wake = nobodySleeps
  return {
    rest: (ms) =>
      new Promise((resolve) => {
        const timer = ms < Infinity ? setTimeout(resolve, ms) : undefined
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
    wake: () => wake(),
  }
}

const nobodySleeps = (): void => {}
