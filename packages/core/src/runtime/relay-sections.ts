import { closed, type Fields } from '../settings/closed.ts'
import { defaulted, optional } from '../settings/field.ts'
import { Port, Text, whole } from '../settings/values.ts'

/** What survives a crash. */
export const StateSettings = closed('the settings of the state file', {
  dir: defaulted(Text, './state', { summary: 'Where the state file lies, relative to the settings file.' }),
  journalMaxEvents: defaulted(whole(1, 1_000_000_000), 10_000_000, {
    summary: 'Events that may wait; senders are told to come back later when there are more.',
    unit: 'events',
  }),
  journalMaxMegabytes: defaulted(whole(1, 1_000_000), 4_096, {
    summary: 'Megabytes of events that may wait.',
    unit: 'MiB',
  }),
  rememberDeliveredHours: defaulted(whole(1, 8_784), 168, {
    summary: 'How long a delivered event is remembered, so that a copy of it is skipped. Senders retry for up to 12 h.',
    unit: 'hours',
  }),
  keepLettersDays: optional(whole(1, 36_500), {
    summary: 'How long a dead letter is kept before it is deleted, decided or not. Default: until somebody decides.',
    unit: 'days',
  }),
})

const retryFields = {
  firstDelayMs: defaulted(whole(1, 3_600_000), 500, {
    summary: 'The longest first wait; it doubles with each try, and each wait is a random part of it.',
    unit: 'milliseconds',
  }),
  maxDelayMs: defaulted(whole(1, 3_600_000), 60_000, { summary: 'No wait is longer.', unit: 'milliseconds' }),
  budgetMinutes: defaulted(whole(1, 525_600), 1_440, {
    summary:
      'How long one shipment is tried before it goes to the dead letters. Time in which the destination was closed to ' +
      'all does not count.',
    unit: 'minutes',
  }),
} satisfies Fields

/** How a temporary failure is met. */
export const RetrySettings = closed('the settings of retries', {
  ...retryFields,
  inDoubt: optional(closed('the settings of retries in doubt', retryFields), {
    summary: 'The same for shipments that may have been processed and whose routes send them again. Default: as above.',
  }),
})

/** How much is worked on at once. */
export const LimitSettings = closed('the limits of the pipeline', {
  unsettledEvents: defaulted(whole(1, 1_000_000), 256, {
    summary: 'Events of one source worked on at once; more wait in the journal.',
    unit: 'events',
  }),
  waitingEvents: defaulted(whole(0, 1_000_000), 4_096, {
    summary:
      'Beside those, events of one source that wait behind an earlier one of the same customer, so that a customer in ' +
      'trouble does not hold back others.',
    unit: 'events',
  }),
  unsettledMegabytes: defaulted(whole(1, 100_000), 32, {
    summary: 'Megabytes of events of one source worked on at once.',
    unit: 'MiB',
  }),
})

/** The port for the platform. */
export const AdminSettings = closed('the settings of the admin port', {
  host: defaulted(Text, '127.0.0.1', { summary: 'The address it listens on. Keep it off the public network.' }),
  port: defaulted(Port, 9464, {
    summary: 'Serves /livez, /readyz, /metrics and /status, and takes what commands decide. 0 takes any free port.',
  }),
})

/** How the relay ends. */
export const ShutdownSettings = closed('the settings of the shutdown', {
  deadlineMs: defaulted(whole(0, 3_600_000), 20_000, {
    summary: 'How long requests under way are waited for after SIGTERM. Less than what the platform grants.',
    unit: 'milliseconds',
  }),
})
