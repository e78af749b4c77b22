import { attribute, wrong, type Attribute } from './attribute.ts'

/** A text, which may be empty. */
export const Text: Attribute<string> = attribute('a text', { type: 'string' }, (u) =>
  typeof u === 'string' ? u : wrong,
)

/** The shop's own id of a customer: not empty, since an empty one names nobody. */
export const SourceId: Attribute<string> = attribute(
  'a text that is not empty',
  { type: 'string', minLength: 1 },
  (u) => (typeof u === 'string' && u !== '' ? u : wrong),
)

/** The longest event name, in characters (docs.voucherify.io, page "Track Custom Event"). */
const longestName = 300

/** An event's name: 1 to 300 characters; an emoji is one. */
export const EventName: Attribute<string> = attribute(
  `a text of 1 to ${longestName} characters`,
  { type: 'string', minLength: 1, maxLength: longestName },
  (u) => (typeof u === 'string' && u !== '' && hasAtMost(longestName, u) ? u : wrong),
)

/** JSON Schema counts code points: of two code units each, at most. */
const hasAtMost = (characters: number, text: string): boolean =>
  text.length <= characters || (text.length <= 2 * characters && [...text].length <= characters)

const date = /^(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?$/

/**
 * A day: `YYYY-MM-DD`, or an ISO 8601 date-time, which Voucherify's own JavaScript SDK sends and its Segment tool
 * documents (github.com/voucherifyio/segmentio-initial-sync). Passed on as it is.
 */
export const Day: Attribute<string> = attribute(
  'a date YYYY-MM-DD',
  { type: 'string', anyOf: [{ format: 'date' }, { format: 'date-time' }] },
  (u) => (typeof u === 'string' && isDay(u) ? u : wrong),
)

const isDay = (text: string): boolean => {
  const [, year, month, day] = date.exec(text) ?? []
  if (year === undefined) return false
  // `Date.parse` takes 30 February for 2 March; what it makes of the day tells.
  const time = Date.parse(`${year}-${month}-${day}`)
  const real = !Number.isNaN(time) && new Date(time).getUTCDate() === Number(day)
  return real && (text.length === 10 || !Number.isNaN(Date.parse(text)))
}
