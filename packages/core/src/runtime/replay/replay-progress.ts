import * as t from 'io-ts'
import { Position } from '../../replay/position.ts'

/**
 * - `running`
 * - `pausing`: no further line is read, and those at work are waited for.
 * - `paused`: the same request goes on with it. So it is where the file cannot be read any further.
 * - `finished`
 */
const ReplayState = t.union([t.literal('running'), t.literal('pausing'), t.literal('paused'), t.literal('finished')])
export type ReplayState = t.TypeOf<typeof ReplayState>

/** How far a replay is. */
export const ReplayProgress = t.readonly(
  t.intersection([
    t.type({
      /** Its id. */
      run: t.string,
      /** An absolute path. */
      file: t.string,
      source: t.string,
      state: ReplayState,
      /** Every line before it has ended. */
      position: Position,
      /** The line behind which it went on, where it was broken off before; 0 where it began anew. */
      from: t.number,
      /** Lines that are worked on. */
      inFlight: t.number,
      /** Bytes of the file that are done; of a packed one, that were read. */
      read: t.number,
      /** Bytes of the file. */
      size: t.number,
    }),
    t.partial({
      /** What to say of the file, where it was replayed before and has changed since. */
      note: t.union([t.string, t.undefined]),
      /** Why the file cannot be read any further. */
      trouble: t.union([t.string, t.undefined]),
      /** Why nothing is sent just now. */
      holdUp: t.union([t.string, t.undefined]),
    }),
  ]),
)
export type ReplayProgress = t.TypeOf<typeof ReplayProgress>
