type Labels = Readonly<Record<string, string>>

/**
 * The sum of the series of a metric whose labels say what is asked for; the name is without its prefix `vouchrelay_`.
 * Throws for a metric that there is not.
 */
export type Reading = (name: string, labels?: Labels) => number

/** Reads `/metrics` once. */
export const scrape = async (admin: string): Promise<Reading> => {
  const lines = (await (await fetch(`${admin}/metrics`)).text()).split('\n')
  const names = new Set(lines.flatMap((line) => /^# TYPE (\w+)/.exec(line)?.[1] ?? []))
  const series = lines.filter((line) => !line.startsWith('#')).map(read)
  return (name, labels = {}) => {
    const full = `vouchrelay_${name}`
    if (!names.has(full)) throw new Error(`there is no metric ${full}`)
    const wanted = Object.entries(labels)
    return series
      .filter((one) => one.name === full && wanted.every(([label, value]) => one.labels.get(label) === value))
      .reduce((sum, { value }) => sum + value, 0)
  }
}

const read = (line: string) => {
  const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)/.exec(line) ?? []
  const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', text = '']) => [label, text] as const)
  return { name, labels: new Map(pairs), value: Number(value) }
}

/** The events of a relay by their states. */
export const statesOf = (reading: Reading) => ({
  received: reading('events_received_total'),
  waiting: reading('events_waiting'),
  inFlight: reading('events_in_flight'),
  delivered: reading('events_delivered_total'),
  skipped: reading('events_skipped_total'),
  buried: reading('events_buried_total'),
})

/** Events in none of the states, as the relay says and as its numbers say; and shipments, as it says. */
export const lostIn = (reading: Reading): number => {
  const { received, waiting, inFlight, delivered, skipped, buried } = statesOf(reading)
  const rest = received - (waiting + inFlight + delivered + skipped + buried)
  return Math.max(...[reading('events_unaccounted'), rest, reading('shipments_unaccounted')].map(Math.abs))
}

/** Whether nothing is on its way. */
export const isDrained = (reading: Reading): boolean => reading('events_waiting') + reading('events_in_flight') === 0
