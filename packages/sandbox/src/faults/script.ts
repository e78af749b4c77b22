import type { EventBody } from '../event-body.ts'
import type { Fault } from './fault.ts'

/** The faults still to come. */
export interface Script {
  /** Replaces what is left of the script before. */
  readonly write: (faults: readonly Fault[]) => void
  /** The first fault that this event meets; it counts one time less from then on. */
  readonly take: (body: EventBody) => Fault | undefined
  /** What is left, each with the times it has left. */
  readonly left: () => readonly Fault[]
}

/** An empty script. */
export function createScript(): Script {
  let lines: readonly Line[] = []
  return {
    write: (faults) => {
      lines = faults.map((fault) => ({ fault, times: fault.times ?? 1 }))
    },
    take: (body) => {
      const line = lines.length === 0 ? undefined : lines.find(({ fault }) => meets(fault, body))
      if (line === undefined) return undefined
      line.times -= 1
      if (line.times === 0) lines = lines.filter((other) => other !== line)
      return line.fault
    },
    left: () => lines.map(({ fault, times }) => ({ ...fault, times })),
  }
}

interface Line {
  readonly fault: Fault
  times: number
}

function meets({ match }: Fault, { event, customer }: EventBody): boolean {
  if (match?.event !== undefined && match.event !== event) return false
  return match?.sourceId === undefined || match.sourceId === customer.source_id
}
