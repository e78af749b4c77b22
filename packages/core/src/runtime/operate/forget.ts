import { isLeft } from 'fp-ts/lib/Either.js'
import type { ShipmentKey } from '../../contracts/ledger.ts'
import type { Forgetting, LetterTrace } from '../../state/forgetting.ts'
import type { FileJournal } from '../../state/journal.ts'
import { sizeOfEntry } from '../../state/journal-row.ts'
import type { Concerns } from './concerns.ts'
import type { ForgetReport } from './desk-report.ts'

/** What forgetting needs beside the state. */
export interface Forgets {
  readonly forgetting: Forgetting
  /** The journal that a log of the file is, by the log's name. */
  readonly journal: (log: string) => FileJournal
  readonly concerns: Concerns
  /** Shipments to a customer that are under way: their rows are somebody's work. */
  readonly underWay: (customer: string) => readonly ShipmentKey[]
  /** So many events of a source left the journal. Told in the moment in which they no longer count as waiting. */
  readonly removedEvents: (source: string, events: number) => void
  readonly removedLetters: (letters: number) => void
}

/**
 * Forgets a person: first the list, which is durable before anything is deleted, so that whatever breaks off here is only to be
 * asked for again; then what waits, the letters and the ledger, page by page.
 */
export const forget = async (
  customer: string,
  forgets: Forgets,
): Promise<ForgetReport & { readonly failure?: string }> => {
  const { forgetting, concerns, journal, underWay, removedEvents, removedLetters } = forgets
  const removed = { events: 0, letters: 0, shipments: 0 }
  const unclearLetters: number[] = []
  let [sharedEvents, unreadableEvents] = [0, 0]
  const report = (failure?: string) => ({
    removed,
    sharedEvents,
    underWay: underWay(customer).length,
    unreadableEvents,
    unclearLetters,
    ...(failure === undefined ? {} : { failure }),
  })

  const listed = await forgetting.suppress(customer)
  if (isLeft(listed)) return report(listed.left.message)

  for await (const page of forgetting.events()) {
    if (isLeft(page)) return report(page.left.message)
    for (const [log, events] of Map.groupBy(page.right, (event) => event.log)) {
      const source = sourceOf(log)
      const mine = events.filter(({ entry }) => {
        const concerned = concerns.ofEvent(source, entry)
        if (concerned === undefined) unreadableEvents += 1
        if (concerned?.has(customer) !== true) return false
        if (concerned.size > 1) sharedEvents += 1
        return concerned.size === 1
      })
      if (mine.length === 0) continue
      const rows = mine.map(({ id, entry }) => ({ id, bytes: sizeOfEntry(entry) }))
      const done = await journal(log).remove(rows, (gone) => {
        removed.events += gone
        removedEvents(source, gone)
      })
      if (isLeft(done)) return report(done.left.message)
    }
  }

  const judge = letterJudge(customer, concerns)
  for await (const page of forgetting.letters()) {
    if (isLeft(page)) return report(page.left.message)
    const judged = page.right.map((letter) => ({ id: letter.id, is: judge(letter) }))
    unclearLetters.push(...judged.flatMap(({ id, is }) => (is === 'unclear' ? [id] : [])))
    const mine = judged.flatMap(({ id, is }) => (is === 'theirs' ? [id] : []))
    if (mine.length === 0) continue
    const done = await forgetting.removeLetters(mine)
    if (isLeft(done)) return report(done.left.message)
    removed.letters += done.right
    removedLetters(done.right)
  }

  for await (const page of forgetting.shipments(customer)) {
    if (isLeft(page)) return report(page.left.message)
    const busy = new Set(underWay(customer).map(nameOf))
    const mine = page.right.filter((row) => !busy.has(nameOf(row))).map(({ id }) => id)
    if (mine.length === 0) continue
    const done = await forgetting.removeShipments(mine)
    if (isLeft(done)) return report(done.left.message)
    removed.shipments += done.right
  }
  return report()
}

/** The source whose events lie in a log; no name of a source has a slash. */
const sourceOf = (log: string): string => log.split('/', 1)[0] ?? log

const nameOf = ({ source, messageId, route }: ShipmentKey): string => JSON.stringify([source, messageId, route])

/** Whether a letter is the person's, somebody else's, or holds the id without anybody knowing why. */
const letterJudge = (customer: string, { ofEvent, ofBody }: Concerns) => {
  const written = Buffer.from(JSON.stringify(customer))
  return (letter: LetterTrace): 'theirs' | 'of others' | 'unclear' => {
    if (letter.customer !== undefined) return letter.customer === customer ? 'theirs' : 'of others'
    const { route, body, entry, source } = letter
    const ofMapped = route === undefined || body === undefined ? undefined : ofBody(route, JSON.parse(body))
    if (ofMapped !== undefined) return ofMapped === customer ? 'theirs' : 'of others'
    if (entry === undefined) return 'of others'
    const concerned = ofEvent(source, route === undefined ? entry : { ...entry, replay: { run: '', route } })
    if (concerned?.has(customer) === true && concerned.size === 1) return 'theirs'
    return Buffer.from(entry.bytes).includes(written) ? 'unclear' : 'of others'
  }
}
