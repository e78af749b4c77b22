import type { Letter } from '../contracts/letters.ts'
import type { BuryReason } from '../contracts/outcome.ts'
import type { Row, Value } from './messages.ts'
import type { Query } from './query.ts'

/** A letter with the number a person calls it by. No other letter of the file ever has the same. */
export interface KeptLetter extends Letter {
  readonly id: number
}

/** Which letters are meant; what is absent says nothing. Times are of the burial, in milliseconds since the epoch. */
export interface LetterFilter {
  readonly reason?: string | undefined
  readonly route?: string | undefined
  readonly source?: string | undefined
  readonly customer?: string | undefined
  /** From this moment on. */
  readonly since?: number | undefined
  /** Before this moment. */
  readonly until?: number | undefined
}

/** Looks at dead letters. */
export interface LettersReader {
  /** The next letters after a number, at most so many, in the order of their numbers. */
  readonly page: (filter: LetterFilter, after: number, most: number) => readonly KeptLetter[]
  readonly count: (filter: LetterFilter) => number
  readonly get: (id: number) => KeptLetter | undefined
  /** Letters of an event, by its message id. */
  readonly ofMessage: (messageId: string) => readonly KeptLetter[]
  /** Letters of events that could not be decoded, in which a text stands: nobody knows their message ids. */
  readonly undecodedWith: (text: string) => readonly KeptLetter[]
}

const columns = `id, source, delivery_id, message_id, route, kind, customer, reason, faults, attempts, bytes, envelope, body,
  received_at, buried_at`

/** Looks at the letters of a state file. */
export const createLettersReader = (query: Query): LettersReader => ({
  page: (filter, after, most) => {
    const { where, values } = conditionOf(filter)
    const sql = `SELECT ${columns} FROM letters WHERE id > ? ${where} ORDER BY id LIMIT ?`
    return query(sql, [after, ...values, most]).map(readLetter)
  },
  count: (filter) => {
    const { where, values } = conditionOf(filter)
    return Number(query(`SELECT count(*) FROM letters WHERE true ${where}`, values)[0]?.[0])
  },
  get: (id) => query(`SELECT ${columns} FROM letters WHERE id = ?`, [id]).map(readLetter)[0],
  ofMessage: (messageId) =>
    query(`SELECT ${columns} FROM letters WHERE message_id = ? ORDER BY id`, [messageId]).map(readLetter),
  undecodedWith: (text) => {
    const sql = `SELECT ${columns} FROM letters WHERE message_id IS NULL
      AND (instr(bytes, CAST(? AS BLOB)) > 0 OR instr(ifnull(envelope, ''), ?) > 0) ORDER BY id`
    return query(sql, [text, text]).map(readLetter)
  },
})

const conditionOf = (filter: LetterFilter): { readonly where: string; readonly values: readonly Value[] } => {
  const clauses: readonly (readonly [sql: string, value: Value | undefined])[] = [
    ['reason = ?', filter.reason],
    ['route = ?', filter.route],
    ['source = ?', filter.source],
    ['customer = ?', filter.customer],
    ['buried_at >= ?', filter.since],
    ['buried_at < ?', filter.until],
  ]
  const given = clauses.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]))
  return { where: given.map(({ sql }) => ` AND ${sql}`).join(''), values: given.map(({ value }) => value) }
}

const textOf = (value: Value | undefined): string | undefined => (typeof value === 'string' ? value : undefined)
const jsonOf = (value: Value | undefined) => (typeof value === 'string' ? JSON.parse(value) : undefined)

const readLetter = (row: Row): KeptLetter => {
  const [id, source, deliveryId, messageId, route, kind, customer, reason, faults, attempts, ...rest] = row
  const [bytes, envelope, body, receivedAt, buriedAt] = rest
  return {
    id: Number(id),
    source: String(source),
    deliveryId: String(deliveryId),
    messageId: textOf(messageId),
    route: textOf(route),
    kind: textOf(kind),
    customer: textOf(customer),
    end: {
      _tag: 'Buried',
      reason: String(reason) as BuryReason, // only the ledger writes it
      faults: jsonOf(faults) ?? [],
      attempts: jsonOf(attempts) ?? [],
    },
    bytes: bytes instanceof Uint8Array ? bytes : new Uint8Array(),
    envelope: textOf(envelope),
    body: jsonOf(body),
    receivedAt: Number(receivedAt),
    buriedAt: Number(buriedAt),
  }
}
