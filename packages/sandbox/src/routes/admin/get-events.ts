import type { Project } from '../../project.ts'
import { json, type Answer } from '../../reply.ts'
import type { StoredEvent } from '../../stored-events.ts'

/**
 * `GET /_sandbox/events`: what was stored, oldest first; `skip` and `limit` take a part of it. With `format=ndjson` a line
 * each, made while it is sent: cheap for however many.
 */
export function getEvents(search: string, { events }: Project): Answer {
  const query = new URLSearchParams(search)
  const page = events.page(wholeNumber(query.get('skip')) ?? 0, wholeNumber(query.get('limit')) ?? Infinity)
  return query.get('format') === 'ndjson' ? { _tag: 'Stream', chunks: lines(page) } : json(200, page)
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined
}

function* lines(events: readonly StoredEvent[]): Generator<string> {
  for (let start = 0; start < events.length; start += linesAtOnce) {
    yield events
      .slice(start, start + linesAtOnce)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join('')
  }
}

/** Some 100 KiB: few writes, and other requests are answered in between. */
const linesAtOnce = 250
