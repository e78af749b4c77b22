import { writeFile } from 'node:fs/promises'
import { createEvents } from './bundle/events.ts'
import { expectedOf } from './bundle/expected.ts'

/** The two files of the bundle, as texts: the events, one a line, and the sums they must come to. The same every time. */
export const createBundle = (): { readonly events: string; readonly expected: string } => {
  const labelled = createEvents()
  return {
    events: labelled.map(({ call }) => `${JSON.stringify(call)}\n`).join(''),
    expected: `${JSON.stringify(expectedOf(labelled), null, 2)}\n`,
  }
}

if (import.meta.main) {
  const { events, expected } = createBundle()
  await writeFile(new URL('./events.ndjson', import.meta.url), events)
  await writeFile(new URL('./expected.json', import.meta.url), expected)
}
