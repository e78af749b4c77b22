import { json, type Answer, type Reply } from '../reply.ts'
import type { DistortFault, Fault, SpoilingFault } from './fault.ts'

/** Whether a fault needs the answer of what was stored, to make something else of it. */
export function isSpoiling(fault: Fault): fault is SpoilingFault {
  return 'cut' in fault || 'trickle' in fault || 'distort' in fault
}

/** What a fault makes of an answer. */
export function spoil(fault: SpoilingFault, reply: Reply): Answer {
  if ('cut' in fault) return { _tag: 'Cut', within: fault.cut, reply }
  if ('trickle' in fault) return { _tag: 'Trickle', ms: fault.trickle, reply }
  return distorted(fault, reply)
}

function distorted({ distort }: DistortFault, reply: Reply): Reply {
  switch (distort) {
    case 'content-type':
      return { ...reply, headers: { ...reply.headers, 'content-type': 'text/html; charset=utf-8' } }
    case 'truncated-json':
      return { ...reply, text: reply.text.slice(0, Math.floor(reply.text.length / 2)) }
    case 'error-body':
      return json(200, { code: 500, key: 'internal_error', message: 'Internal server error' })
    default:
      return distort satisfies never
  }
}
