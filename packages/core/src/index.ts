export type { BodyKind, Destination, Found, Limits, Receipt, Shipment, Stamp } from './contracts/destination.ts'
export type { Delivery, Replay } from './contracts/delivery.ts'
export type { JsonObject, SourceEvent } from './contracts/event.ts'
export {
  describeFault,
  type DecodeFailure,
  type DoubtCause,
  type Fate,
  type Fault,
  type JournalFull,
  type RateReading,
  type SendFailure,
  type StartFailure,
  tombstone,
  type StateFailure,
  type Tombstone,
} from './contracts/failure.ts'
export { faultsOf, showFound, showPath } from './contracts/faults-of.ts'
export type { Journal, JournalEntry } from './contracts/journal.ts'
export type { Claim, Conclusion, Entry, Ledger, ShipmentKey } from './contracts/ledger.ts'
export type { Letter } from './contracts/letters.ts'
export type { DoubtPolicy, Priority } from './contracts/policy.ts'
export type { Quota } from './contracts/quota.ts'
export type {
  Attempt,
  Buried,
  BuryReason,
  Doubt,
  DoubtEnd,
  Forwarded,
  Outcome,
  Returned,
  ReturnReason,
  ShipmentEnd,
  ShipmentOutcome,
  Skipped,
  SkipReason,
} from './contracts/outcome.ts'
export {
  definePlugin,
  pluginApi,
  type AnyPlugin,
  type Log,
  type Made,
  type Plugin,
  type Resources,
  type SourceResources,
} from './contracts/plugin.ts'
export type { Compiler, Refuse } from './contracts/compiler.ts'
export type { Described, Readable, Schema } from './contracts/described.ts'
export type { Directive, Example, Grammar } from './contracts/directive.ts'
export type { Call, Expression } from './contracts/expression.ts'
export type { Filter } from './contracts/filter.ts'
export type { Path } from './contracts/path.ts'
export { reasonOf } from './contracts/reason-of.ts'
export type { Preset, PresetRoute, RouteExample, RouteExpectation } from './contracts/preset.ts'
export type { Evaluate, Scope } from './contracts/scope.ts'
export type { Endpoint, Shape, Source, Unread } from './contracts/source.ts'
export { accept, type Verdict } from './contracts/verdict.ts'
export { checked, closed, dispatch, type Closed, type Fields, type Values } from './settings/closed.ts'
export { describeComplaint, type Complaint } from './settings/complaint.ts'
export { defaulted, described, listOf, oneOrMore, optional, required, validated, type Field } from './settings/field.ts'
export type { SettingsText } from './settings/draft.ts'
export { loadSettings } from './settings/load.ts'
export { nearest } from './settings/nearest.ts'
export { Secret } from './contracts/secret.ts'
export { Flag, HttpUrl, Name, oneOf, Port, SecretText, Text, UrlPath, whole } from './settings/values.ts'

export { directives } from './mapping/directives.ts'
export { mappingField, type CompiledMapping } from './mapping/mapping-field.ts'
export { parts } from './mapping/parts.ts'
export { compileKeys } from './mapping/path.ts'
export type { Condition } from './mapping/predicate/condition.ts'
export { readPredicate, type Predicate } from './mapping/predicate.ts'
export { pathText } from './mapping/read-path.ts'
export {
  createPlan,
  type Faulty,
  type Part,
  type PassedOver,
  type Plan,
  type Plannable,
  type Planning,
  type Ready,
} from './pipeline/plan.ts'
export { forward } from './pipeline/forward.ts'
export {
  defaultForwardLimits,
  type ForwardLimits,
  type ForwardParts,
  type Joining,
  type Watcher,
} from './pipeline/forward-parts.ts'
export type { BreakerSettings } from './delivery/breaker.ts'
export type { CycleCount } from './delivery/quota-cycle.ts'
export type { QuotaReading, SpentFor } from './delivery/quota-reading.ts'
export type { WaitingCount } from './pipeline/turns.ts'
export { createGate, type Gate, type GateSettings, type GateState, type Ticket } from './pipeline/gate.ts'
export { createLanes, type Lanes, type LaneWork } from './pipeline/lanes.ts'
export { pull, type Room } from './pipeline/pull.ts'
export { doubtPolicyOf, type Route } from './pipeline/route.ts'
export {
  defaultRetryPolicies,
  defaultRetryPolicy,
  delayMs,
  type RetryPolicies,
  type RetryPolicy,
} from './delivery/retry-policy.ts'
export { createCatalogue, type Catalogue } from './runtime/catalogue.ts'
export { sumOf, unaccounted, type Counts, type Ends, type RouteCounts, type SourceCounts } from './runtime/counts.ts'
export { firstSentence } from './runtime/document/first-sentence.ts'
export { pageOf } from './runtime/document/page-of.ts'
export { pagesOf } from './runtime/document/pages.ts'
export { settingsSchema } from './runtime/document/settings-schema.ts'
export { createDryRun, type DryRun } from './runtime/dry-run.ts'
export {
  createExplainedRun,
  type ExplainedPlan,
  type ExplainedRun,
  type RouteExplained,
} from './runtime/explained-run.ts'
export type { Leaf } from './mapping/explain/leaves.ts'
export type { Read } from './mapping/explain/step.ts'
export type { Finding } from './mapping/predicate/explain-condition.ts'
export { loadPlugins, type Loaded, type PluginsLoaded } from './runtime/load-plugins.ts'
export { loadCatalogue, loadRelay, type Equipped, type RelayFile } from './runtime/load-relay.ts'
export {
  planSays,
  planWritten,
  proveExamples,
  provePreset,
  type EventExpectation,
  type Proof,
} from './runtime/proof.ts'
export { proveTests, TestFile } from './runtime/test-file.ts'
export type { RouteSettings } from './runtime/route-settings.ts'
export { createLog } from './runtime/log.ts'
export { askDesk } from './runtime/operate/ask-desk.ts'
export { askRelay, type Asked, type Question } from './runtime/operate/ask-relay.ts'
export type { Decision } from './runtime/operate/decide.ts'
export type { DeskReport, ForgetReport, LettersReport, Refusal } from './runtime/operate/desk-report.ts'
export { DeskRequest } from './runtime/operate/desk-request.ts'
export { findStamp } from './runtime/operate/find-stamp.ts'
export type { Funnel } from './runtime/operate/funnel.ts'
export { readLife, type Life, type WaitingPlace } from './runtime/operate/life.ts'
export { createReplan, type Replan } from './runtime/operate/replan.ts'
export { statusPath } from './runtime/operate/status-service.ts'
export type { Backlog, Status } from './runtime/operate/status.ts'
export { standingsIn, type ReplayStanding } from './runtime/replay/replay-standing.ts'
export type { Readiness } from './runtime/readiness.ts'
export type { Cost, Forecast, Misfit, RouteForecast } from './runtime/replay/forecast/forecast.ts'
export { forecastReplay } from './runtime/replay/forecast/forecast-replay.ts'
export { replayAlone, type LoneReplay } from './runtime/replay/replay-alone.ts'
export { ReplayProgress } from './runtime/replay/replay-progress.ts'
export type { ReplayRefusal } from './runtime/replay/replay-refusal.ts'
export { ReplayRequest } from './runtime/replay/replay-request.ts'
export { spoolDirOf } from './runtime/replay/spool-dir.ts'
export { startRelay, type Relay, type Surroundings } from './runtime/relay.ts'
export { relaySettings, type RelaySettings } from './runtime/relay-settings.ts'
export { onSignals, type SignalActions } from './runtime/signals.ts'
export { stateDirOf } from './runtime/state-dir.ts'
export type { ShipmentState } from './state/shipment-row.ts'
export { memoryLedger, type MemoryLedger } from './state/memory.ts'
export {
  gotTransport,
  type HttpReply,
  type HttpRequest,
  type LossCause,
  type OwnedTransport,
  type ReplyHeaders,
  type Transport,
  type TransportFailure,
  type TransportSettings,
} from './delivery/http.ts'
export { CustomerBody } from './voucherify/bodies/customer.ts'
export { CustomerUpsertBody } from './voucherify/bodies/customer-upsert.ts'
export { EventBody } from './voucherify/bodies/event.ts'
export { ApiClient } from './voucherify/client/api-client.ts'
export { ApiError } from './voucherify/client/api-error.ts'
export {
  createConfiguration,
  type ClientOAuthOptions,
  type ClientOptions,
  type Configuration,
  type ServerOAuthOptions,
  type ServerOptions,
} from './voucherify/client/configuration.ts'
export {
  EventsApi,
  type EventsApiTrackCustomEventRequest,
  type EventsCreateRequestBody,
} from './voucherify/client/events-api.ts'
export { destinationOf } from './voucherify/destination.ts'
export type { VoucherifyBody } from './voucherify/kinds.ts'
export { voucherify } from './voucherify/plugin.ts'
export { EventReply } from './voucherify/reply.ts'
export { VoucherifySettings } from './voucherify/settings.ts'
export type { KeptLetter, LetterFilter } from './state/letters-reader.ts'
export { openReader, type Reader } from './state/reader.ts'
export type { KnownShipment } from './state/shipments-reader.ts'
export type { Totals } from './state/totals-reader.ts'
export { openState, type State, type StateSettings } from './state/open-state.ts'
