import { readFile } from 'node:fs/promises'
import type { Expected } from '../bundle/expected.ts'
import type { Call } from './samples.ts'

/** The bundled events, and the sums that they must come to. */
export interface Bundle {
  readonly calls: readonly Call[]
  readonly expected: Expected
}

/** Reads the bundle. It is ours and `generate.ts` wrote it, so its shape is taken on trust. */
export const readBundle = async (): Promise<Bundle> => {
  const events = await readFile(new URL('../events.ndjson', import.meta.url), 'utf8')
  const expected = await readFile(new URL('../expected.json', import.meta.url), 'utf8')
  return {
    calls: events
      .trimEnd()
      .split('\n')
      .map((line): Call => JSON.parse(line)),
    expected: JSON.parse(expected),
  }
}
