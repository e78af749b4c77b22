import { json, type Answer } from '../reply.ts'
import type { Fault, StatusFault } from './fault.ts'

/** Lets a fault happen: its answer, or nothing when the call is to go on. `wait` takes milliseconds. */
export async function strike(fault: Fault, wait: (ms: number) => Promise<void>): Promise<Answer | undefined> {
  if ('status' in fault) return statusReply(fault)
  if ('reset' in fault) return { _tag: 'Reset' }
  if ('hang' in fault) {
    await wait(fault.hang)
    return undefined
  }
  return fault satisfies never
}

function statusReply({ status, headers = {}, body }: StatusFault): Answer {
  const lowered = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  if (body === undefined) return { _tag: 'Reply', status, headers: lowered, text: '' }
  const reply = typeof body === 'string' ? { ...json(status, ''), headers: html, text: body } : json(status, body)
  return { ...reply, headers: { ...reply.headers, ...lowered } }
}

const html = { 'content-type': 'text/html; charset=utf-8' } as const
