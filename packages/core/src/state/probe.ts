import { submitted, type Batches } from './batches.ts'

/** How soon it is noticed that the disk was mended when nothing else is written. */
const everyMs = 2_000

/**
 * Writes a little now and then while the state is ailing. A relay that is not ready gets no events, and without events
 * nothing would be written that could show it well again.
 */
export const startProbe = (batches: Batches, closing: AbortSignal): void => {
  const probe = () => {
    if (batches.ailment() !== undefined) void submitted(batches, 'at once', [{ does: 'probe', values: [] }])
  }
  const timer = setInterval(probe, everyMs).unref()
  closing.addEventListener('abort', () => clearInterval(timer))
}
