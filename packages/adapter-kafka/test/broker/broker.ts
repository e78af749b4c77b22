import { docker } from './docker.ts'
import { answers } from './execute.ts'
import { maven } from './maven.ts'
import type { Kitchen } from './recipe.ts'
import { startBroker, type Broker } from './start-broker.ts'

/**
 * Where tests get a real broker: `KAFKA_BROKERS` (a list with commas, which asks nobody who they are), else one of our own in
 * Docker, else one that Maven fetches and Java runs.
 */
type Supply = { readonly start: () => Promise<Broker>; readonly isOurs: boolean } | { readonly why: string }

const supply = (): Supply => {
  const given = process.env['KAFKA_BROKERS']
  if (given !== undefined && given !== '') return { start: async () => ({ brokers: given.split(',') }), isOurs: false }
  const kitchens: readonly Kitchen[] = [docker, maven]
  const reasons = kitchens.map((kitchen) => kitchen.missing())
  const kitchen = kitchens.find((_, i) => reasons[i] === undefined)
  if (kitchen === undefined) return { why: ['KAFKA_BROKERS is not set', ...reasons].join(', ') }
  return { start: () => startBroker(kitchen), isOurs: true }
}

const found = supply()

/** Why no test can have a broker here; empty where one can. It belongs into the titles of tests that are skipped. */
export const why = 'why' in found ? ` (skipped: ${found.why})` : ''

const whyNotSecured = (): string => {
  if ('why' in found) return why
  if (!found.isOurs) return ' (skipped: the logins of KAFKA_BROKERS are not known)'
  return answers('openssl', 'version') ? '' : ' (skipped: there is no openssl to make certificates)'
}

/** Why no test can have a broker that asks who comes; empty where one can. */
export const whyUnsecured = whyNotSecured()

let broker: Promise<Broker> | undefined

/**
 * The broker of this process: started when it is asked for first, which takes seconds, and stopped when the process ends.
 * To be called in a `before`: it skips the suite where there is no broker.
 */
export const withBroker = async (context: Mocha.Context): Promise<Broker> => {
  if ('why' in found) return context.skip()
  context.timeout(180_000)
  broker ??= found.start()
  return broker
}
