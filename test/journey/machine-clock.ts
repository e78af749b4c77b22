/**
 * Loaded into a process before its own code, in each of its threads: the clock on the wall is off by as many milliseconds as a
 * file says, and jumps when the file changes. Clocks that only go forward are left alone, as a system's are.
 */
import { readFileSync } from 'node:fs'

const file = process.env['CLOCK_FILE']

if (file !== undefined) {
  const RealDate = Date
  const offsetMs = (): number => Number(readFileSync(file, 'utf8'))
  globalThis.Date = class extends RealDate {
    constructor(...given: readonly unknown[]) {
      if (given.length === 0) super(RealDate.now() + offsetMs())
      else super(...(given as [number])) // whatever a date takes
    }
    static override now(): number {
      return RealDate.now() + offsetMs()
    }
  } as DateConstructor // it is one, but cannot be called without `new`
}
