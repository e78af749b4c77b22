import { join } from 'node:path'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'

/** A dead letter as it lies in the state file. */
export interface LetterRow {
  readonly messageId: string | undefined
  readonly route: string | undefined
  readonly reason: string
  readonly faults: unknown
  /** The time of each, which differs from run to run, is `some time`. */
  readonly attempts: unknown
  readonly body: unknown
  /** The bytes of the event. */
  readonly text: string
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const jsonOf = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : undefined)

const withoutTimes = (attempts: unknown): unknown =>
  Array.isArray(attempts) ? attempts.map((attempt: object) => ({ ...attempt, at: 'some time' })) : attempts

const rowsOf = (state: string, query: string): readonly Record<string, SQLOutputValue>[] => {
  const database = new DatabaseSync(join(state, 'vouchrelay.sqlite'), { readOnly: true })
  try {
    return database.prepare(query).all()
  } finally {
    database.close()
  }
}

/** The dead letters of a state directory, oldest first. The relay may run. */
export const readLetters = (state: string): readonly LetterRow[] =>
  rowsOf(state, 'SELECT * FROM letters ORDER BY id').map((row) => ({
    messageId: textOf(row['message_id']),
    route: textOf(row['route']),
    reason: String(row['reason']),
    faults: jsonOf(row['faults']),
    attempts: withoutTimes(jsonOf(row['attempts'])),
    body: jsonOf(row['body']),
    text: row['bytes'] instanceof Uint8Array ? Buffer.from(row['bytes']).toString('utf8') : '',
  }))

/** How many events are left in the journal of a state directory. */
export const countLeft = (state: string): number => Number(rowsOf(state, 'SELECT count(*) AS n FROM journal')[0]?.['n'])
