import { tooManyRequests } from '../errors.ts'
import { json, type Answer } from '../reply.ts'
import type { StatusFault, StrikingFault, ThrottleFault } from './fault.ts'

/** What a fault needs of its surroundings: milliseconds since 1970, and a pause of so many. */
export interface Clock {
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
}

/** Lets a fault happen: its answer, or nothing when the call is to go on. */
export async function strike(fault: StrikingFault, { now, wait }: Clock): Promise<Answer | undefined> {
  if ('status' in fault) return statusReply(fault, now)
  if ('throttle' in fault) return throttled(fault, now)
  if ('reset' in fault) return { _tag: 'Reset' }
  if ('timeout' in fault) return { _tag: 'Silence' }
  if ('hang' in fault) {
    await wait(fault.hang)
    return undefined
  }
  return fault satisfies never
}

function statusReply(fault: StatusFault, now: () => number): Answer {
  const { status, headers = {}, body } = fault
  const lowered = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const own = { ...retryAfter(fault, now), ...lowered }
  if (body === undefined) return { _tag: 'Reply', isForeign: true, status, headers: own, text: '' }
  const reply = typeof body === 'string' ? { ...json(status, ''), headers: html, text: body } : json(status, body)
  return { ...reply, isForeign: true, headers: { ...reply.headers, ...own } }
}

const html = { 'content-type': 'text/html; charset=utf-8' } as const

function retryAfter({ retryAfterMs, retryAfterAs }: StatusFault, now: () => number): Readonly<Record<string, string>> {
  if (retryAfterMs === undefined) return {}
  if (retryAfterAs !== 'date') return { 'retry-after': seconds(retryAfterMs) }
  return { 'retry-after': new Date(Math.ceil((now() + retryAfterMs) / 1000) * 1000).toUTCString() }
}

function throttled({ throttle, type }: ThrottleFault, now: () => number): Answer {
  const reply = tooManyRequests({
    'retry-after': seconds(throttle),
    'x-rate-limit-remaining': '0',
    'x-rate-limit-retry': seconds(now() + throttle),
    ...(type === undefined ? {} : { 'x-rate-limit-type': type }),
  })
  return { ...reply, isForeign: true }
}

function seconds(ms: number): string {
  return String(Math.ceil(ms / 1000))
}
