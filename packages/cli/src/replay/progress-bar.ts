import type { Writable } from 'node:stream'
import { SingleBar } from 'cli-progress'
import type { ReplayProgress } from '@vouchrelay/core'
import { durationText } from './duration-text.ts'

/** Shows how far a replay is. */
export interface ProgressBar {
  readonly show: (progress: ReplayProgress, now: number) => void
  readonly end: () => void
}

/** How often a line is written where there is no terminal to draw on, in milliseconds. */
const lineEveryMs = 10_000

/** So many readings the estimate of the end is made from: with four a second, those of the last minute. */
const readings = 240

const format = '{bar} {percentage}%  line {line}  {perSecond} lines/s  ends in {eta_formatted}{note}'

/** On a terminal a bar; elsewhere a line now and then. */
export const createProgressBar = (stream: Writable): ProgressBar => {
  const bar = new SingleBar({
    format,
    // The library asks for less than its types say.
    stream: stream as NodeJS.WriteStream,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    etaBuffer: readings,
    fps: 4,
    forceRedraw: true,
    noTTYOutput: true,
    notTTYSchedule: lineEveryMs,
    formatTime: (seconds) => durationText(Number(seconds)),
  })
  const rate = createRate()
  let isStarted = false
  return {
    show: ({ position, read, size, state, inFlight, holdUp }, now) => {
      const notes = [
        ...(state === 'pausing' ? [`pausing, ${inFlight} at work`] : []),
        ...(holdUp === undefined ? [] : [holdUp]),
      ]
      const payload = {
        line: position.line,
        perSecond: rate(position.line, now),
        note: notes.map((note) => `  ${note}`).join(''),
      }
      if (isStarted) bar.update(read, payload)
      else bar.start(size, read, payload)
      isStarted = true
    },
    end: () => {
      if (isStarted) bar.stop()
    },
  }
}

/** Lines a second, of the readings of the last ten seconds. */
const createRate = (): ((line: number, now: number) => number) => {
  const seen: (readonly [line: number, at: number])[] = []
  return (line, now) => {
    seen.push([line, now])
    while ((seen[0]?.[1] ?? now) < now - 10_000) seen.shift()
    const [first = 0, at = now] = seen[0] ?? []
    return now > at ? Math.round(((line - first) * 1_000) / (now - at)) : 0
  }
}
