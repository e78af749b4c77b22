import type { Fault } from './fault.ts'

/** What the body of a call says that a fault may ask for: whose it is, and the name of its event. */
export interface About {
  readonly sourceId?: string | null | undefined
  readonly event?: string
}

/** The faults still to come. */
export interface Script {
  /** Replaces what is left of the script before. */
  readonly write: (faults: readonly Fault[]) => void
  /** The first fault that this call (`POST /v1/events`) meets; it counts one time less from then on. */
  readonly take: (call: string, about: About) => Fault | undefined
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
    take: (call, about) => {
      const line = lines.length === 0 ? undefined : lines.find(({ fault }) => meets(fault, call, about))
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

function meets({ match }: Fault, call: string, { sourceId, event }: About): boolean {
  if (match?.call === undefined ? call.startsWith('GET ') : match.call !== call) return false
  if (match?.event !== undefined && match.event !== event) return false
  return match?.sourceId === undefined || match.sourceId === sourceId
}
