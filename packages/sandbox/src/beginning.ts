import type { Fault } from './faults/fault.ts'
import { readFaults } from './faults/read-faults.ts'
import type { SandboxQuota } from './quota/quota-setting.ts'
import { readQuota } from './quota/read-quota.ts'
import type { EventSchema } from './schemas/event-schema.ts'
import { readEventSchemas } from './schemas/read-event-schemas.ts'
import type { SandboxSettings } from './settings.ts'

/** What a sandbox begins with, and what it goes back to when it is cleared. */
export interface Beginning {
  readonly faults: readonly Fault[]
  readonly quota: SandboxQuota | null
  readonly eventSchemas: readonly EventSchema[]
}

/** Reads it from the settings. Throws a TypeError for settings that make no sense. */
export function readBeginning(settings: SandboxSettings): Beginning {
  const faults = readFaults(settings.faults)
  if (faults._tag === 'Complaint') throw new TypeError(faults.complaint)
  const quota = readQuota(settings.quota)
  if (quota._tag === 'Complaint') throw new TypeError(quota.complaint)
  const schemas = readEventSchemas(settings.eventSchemas)
  if (schemas._tag === 'Complaint') throw new TypeError(schemas.complaint)
  return { faults: faults.faults, quota: quota.quota, eventSchemas: schemas.schemas }
}
