import type { Project } from '../../project.ts'
import { json, type Answer } from '../../reply.ts'

/** `GET /_sandbox`: counts, what is set at the moment, and the settings it began with, without their secrets. */
export function getStatus(project: Project): Answer {
  const { requests, answers, events, customers, script, tokens, quota, latencyMs, activityDelayMs, settings } = project
  const { secretKey: _secretKey, clientSecretKey: _clientSecretKey, ...shown } = settings
  return json(200, {
    requests,
    answers: Object.fromEntries(answers),
    events: events.count(),
    customers: customers.count(),
    tokens: tokens.counts(),
    calls: quota === null ? null : callsOf(quota.report()),
    latencyMs,
    activityDelayMs,
    faults: script.left(),
    struck: script.struck(),
    settings: shown,
  })
}

function callsOf({ accepted, refused, remaining }: { accepted: number; refused: number; remaining: number }) {
  return { accepted, refused, remaining }
}
