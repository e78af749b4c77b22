import type { Fate } from '../../contracts/failure.ts'
import type { Made, Plugin } from '../../contracts/plugin.ts'

/** How the cases come to a destination, and to what is at its far end: a server that a test runs, as a rule. */
export interface DestinationHarness<FarEnd extends AsyncDisposable> {
  readonly plugin: Made<Plugin<'destination', unknown>>
  /** By each kind of body: a mapped value that names a customer, and that the far end takes again and again. */
  readonly bodies: Readonly<Record<string, unknown>>
  /** Starts a far end; it is disposed of at the end of each case. */
  readonly open: () => Promise<FarEnd>
  /** The settings, as a settings file writes them, that lead there. */
  readonly settings: (farEnd: FarEnd) => Readonly<Record<string, unknown>>
  /** How many attempts have reached it; look-ups and probes may count, too. */
  readonly attempts: (farEnd: FarEnd) => number
  /** Brings the next attempt, and only that, to a fate. A fate that it cannot be brought to is left out. */
  readonly troubles: Readonly<Partial<Record<Fate, (farEnd: FarEnd) => void>>>
  /** Keeps the next attempt waiting for its answer. Left out where nothing can be aborted. */
  readonly hang?: (farEnd: FarEnd) => void
  /** The kinds of body that it can look up. Default: none. */
  readonly verifiable?: readonly string[]
  /** Whether it has a probe. Default: false. */
  readonly probes?: boolean
  /** Makes the next look-up or probe fail. Left out where there is neither. */
  readonly failRead?: (farEnd: FarEnd) => void
  /** What the far end has of what was sent, to be compared. Left out where it cannot tell. */
  readonly kept?: (farEnd: FarEnd) => unknown
  /** Texts of the settings that nobody may read in a message. */
  readonly secrets?: readonly string[]
  /** How long the destination may take over one thing, in milliseconds. Default: 5 s. */
  readonly patienceMs?: number
}
