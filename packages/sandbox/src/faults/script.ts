import type { Fault } from './fault.ts'
import { nameOf } from './name-of.ts'
import { seededRandom } from './seeded-random.ts'

/** What the body of a call says that a fault may ask for: whose it is, and the name of its event. */
export interface About {
  readonly sourceId?: string | null | undefined
  readonly event?: string
}

/** The faults still to come. */
export interface Script {
  /** Replaces what is left of the script before; what has struck stays counted. */
  readonly write: (faults: readonly Fault[]) => void
  /** The first fault that this call (`POST /v1/events`) meets; it counts one time less from then on. */
  readonly take: (call: string, about: About) => Fault | undefined
  /** What is left, each with the times it has left, if they are counted. */
  readonly left: () => readonly Fault[]
  /** How often faults have struck, by their names. */
  readonly struck: () => Readonly<Record<string, number>>
  /** No faults, nothing counted. */
  readonly clear: () => void
}

/** An empty script. `random` decides on faults without a seed. */
export function createScript(random: () => number): Script {
  let lines: readonly Line[] = []
  const struck = new Map<string, number>()
  const strike = (line: Line) => {
    line.times -= 1
    if (line.times === 0) lines = lines.filter((other) => other !== line)
    struck.set(line.name, (struck.get(line.name) ?? 0) + 1)
    return line.fault
  }
  return {
    write: (faults) => {
      lines = faults.map((fault) => draft(fault, random))
    },
    take: (call, about) => {
      const line = lines.length === 0 ? undefined : lines.find((line) => meets(line, call, about))
      return line && strike(line)
    },
    left: () => lines.map(({ fault, times }) => (times === Infinity ? fault : { ...fault, times })),
    struck: () => Object.fromEntries(struck),
    clear: () => {
      lines = []
      struck.clear()
    },
  }
}

interface Line {
  readonly fault: Fault
  readonly name: string
  readonly isCall: (call: string) => boolean
  readonly random: () => number
  times: number
  /** How many calls it was for, struck or not. */
  seen: number
}

function draft(fault: Fault, random: () => number): Line {
  return {
    fault,
    name: nameOf(fault),
    isCall: callsOf(fault.match?.call),
    random: fault.seed === undefined ? random : seededRandom(fault.seed),
    times: fault.times ?? (fault.probability === undefined ? 1 : Infinity),
    seen: 0,
  }
}

function meets(line: Line, call: string, { sourceId, event }: About): boolean {
  const { match, probability } = line.fault
  if (!line.isCall(call)) return false
  if (match?.event !== undefined && match.event !== event) return false
  if (match?.sourceId !== undefined && match.sourceId !== sourceId) return false
  line.seen += 1
  if (line.seen < (match?.nth ?? 1)) return false
  return probability === undefined || line.random() < probability
}

function callsOf(wanted: string | undefined): (call: string) => boolean {
  if (wanted === undefined) return (call) => !isOnlyMetByName.test(call)
  if (!wanted.includes('*')) return (call) => call === wanted
  const pattern = new RegExp(`^${wanted.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')}$`)
  return (call) => pattern.test(call)
}

const isOnlyMetByName = /^(?:GET |POST \/v1\/oauth\/)/
