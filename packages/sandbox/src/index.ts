export { startSandbox } from './start-sandbox.ts'
export type { Sandbox, SandboxCustomer, SandboxOptions } from './start-sandbox.ts'
export { defaultSandboxSettings, sandboxSettingLines } from './settings.ts'
export type { SandboxSettingLine, SandboxSettings } from './settings.ts'
export type {
  AnyFault,
  CutFault,
  DistortFault,
  Fault,
  FaultMoment,
  HangFault,
  Match,
  ResetFault,
  SpoilingFault,
  StatusFault,
  StrikingFault,
  ThrottleFault,
  TimeoutFault,
  TrickleFault,
} from './faults/fault.ts'
export { readFaults } from './faults/read-faults.ts'
export type { ReadFaults } from './faults/read-faults.ts'
export { quotaPlans } from './quota/quota-setting.ts'
export type { QuotaPlan, QuotaSetting, SandboxQuota } from './quota/quota-setting.ts'
export type { QuotaReport } from './quota/quota.ts'
export type { PeriodCalls } from './quota/call-counts.ts'
export { readEventSchemas } from './schemas/read-event-schemas.ts'
export type { ReadEventSchemas } from './schemas/read-event-schemas.ts'
export type { EventProperty, EventSchema, UndefinedEvents } from './schemas/event-schema.ts'
export type { Side, StoredEvent } from './stored-events.ts'
export type { Address, CustomerFields, EventBody } from './event-body.ts'
export type { Surroundings } from './project.ts'
