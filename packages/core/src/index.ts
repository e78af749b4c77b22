export type { BodyKind, Destination, Limits, Receipt, Shipment } from './contracts/destination.ts'
export type { Delivery } from './contracts/delivery.ts'
export type { JsonObject, SourceEvent } from './contracts/event.ts'
export {
  describeFault,
  type DecodeFailure,
  type Fate,
  type Fault,
  type JournalFull,
  type SendFailure,
  type StartFailure,
  type StateFailure,
} from './contracts/failure.ts'
export { faultsOf, showFound, showPath } from './contracts/faults-of.ts'
export type { Journal, JournalEntry } from './contracts/journal.ts'
export type { Claim, Ledger, ShipmentKey } from './contracts/ledger.ts'
export type { DeadLetters, Letter } from './contracts/letters.ts'
export type {
  Attempt,
  Buried,
  BuryReason,
  Forwarded,
  Outcome,
  Returned,
  ReturnReason,
  ShipmentEnd,
  ShipmentOutcome,
  Skipped,
  SkipReason,
} from './contracts/outcome.ts'
export { definePlugin, type Log, type Plugin, type Resources, type SourceResources } from './contracts/plugin.ts'
export type { Endpoint, Shape, Source } from './contracts/source.ts'
export { accept, type Verdict } from './contracts/verdict.ts'
export { closed, dispatch, type Closed, type Fields, type Values } from './settings/closed.ts'
export { describeComplaint, type Complaint } from './settings/complaint.ts'
export { defaulted, described, listOf, optional, required, type Described, type Field } from './settings/field.ts'
export { loadSettings, type SettingsText } from './settings/load.ts'
export { nearest } from './settings/nearest.ts'
export { Secret } from './settings/secret.ts'
export { HttpUrl, Name, oneOf, Port, SecretText, Text, UrlPath, whole } from './settings/values.ts'
