import type { IncomingMessage } from 'node:http'
import { readFaults } from '../faults/read-faults.ts'
import { clear, forgetReceived, type Project } from '../project.ts'
import { readAnyJson } from '../read-json.ts'
import { json, type Answer } from '../reply.ts'

/** `GET /_sandbox`: counts, what is scripted, and the settings without their secrets. */
export function getStatus({ requests, events, customers, script, latencyMs, settings }: Project): Answer {
  const { secretKey: _secretKey, clientSecretKey: _clientSecretKey, ...shown } = settings
  const counts = { requests, events: events.count(), customers: customers.all().length }
  return json(200, { ...counts, latencyMs, faults: script.left(), settings: shown })
}

/** `DELETE /_sandbox`: back to how the sandbox began. */
export function deleteAll(project: Project): Answer {
  clear(project)
  return getStatus(project)
}

/** `GET /_sandbox/events`: what was stored, oldest first. */
export function getEvents({ events }: Project): Answer {
  return json(200, events.all())
}

/** `DELETE /_sandbox/events`: forgets what was received, customers included; the script and the latency stay. */
export function deleteEvents(project: Project): Answer {
  forgetReceived(project)
  return getStatus(project)
}

/** `POST /_sandbox/script`: one fault or an array of them, instead of what is left of the script before. */
export async function postScript(request: IncomingMessage, project: Project): Promise<Answer> {
  const read = await readAnyJson(request, project.settings.maxBodyBytes)
  if (read._tag === 'Reply') return read
  const faults = readFaults(read.value)
  if (faults._tag === 'Complaint') return json(400, { error: faults.complaint })
  project.script.write(faults.faults)
  return json(200, { faults: project.script.left() })
}

/** `POST /_sandbox/latency`: `{"ms": 250}` holds every answer of the API back for so long; 0 ends it. */
export async function postLatency(request: IncomingMessage, project: Project): Promise<Answer> {
  const read = await readAnyJson(request, project.settings.maxBodyBytes)
  if (read._tag === 'Reply') return read
  const ms = millisecondsOf(read.value)
  if (ms === undefined) return json(400, { error: 'Expected {"ms": <integer, 0 or more>}' })
  project.latencyMs = ms
  return json(200, { ms })
}

function millisecondsOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('ms' in value)) return undefined
  return typeof value.ms === 'number' && Number.isInteger(value.ms) && value.ms >= 0 ? value.ms : undefined
}
