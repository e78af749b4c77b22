import type { Writable } from 'node:stream'
import type { Part, Plan } from '@vouchrelay/core'
import { paint } from '../paint.ts'
import { plain } from '../plain.ts'
import { faultLines } from './fault-lines.ts'
import { partHead } from './part-head.ts'

const partLines = (part: Part<unknown>, out: Writable): readonly string[] => {
  const head = partHead(part, out)
  if (part._tag === 'Ready') return [head, ...bodyLines(part.shipment.body)]
  return part._tag === 'Faulty' ? [head, ...faultLines(part.faults)] : [head]
}

const bodyLines = (body: unknown): readonly string[] =>
  JSON.stringify(body, null, 2)
    .split('\n')
    .map((line) => `    ${plain(line)}`)

/** What is said of an event as a whole: its line and message id, and why no route makes anything of it. */
export const planHead = (line: number, plan: Plan<unknown>, out: Writable): readonly string[] => {
  if (plan._tag === 'Undecodable') {
    return [
      paint(out, 'strong', `line ${line}`),
      `  ${paint(out, 'bad', 'buried, undecodable')}`,
      ...faultLines(plan.faults),
    ]
  }
  const id = plan._tag === 'Planned' ? `  ${plain(plan.event.messageId)}` : ''
  const head = paint(out, 'strong', `line ${line}${id}`)
  if (plan._tag === 'Planned' && plan.parts.length > 0) return [head]
  const reason = plan._tag === 'Unwanted' ? plan.reason : 'no route'
  return [head, `  ${paint(out, 'quiet', `skipped, ${reason}`)}`]
}

/** An event's plan for people: what is said of it as a whole, then what each route makes of it. */
export const planText = (line: number, plan: Plan<unknown>, out: Writable): string => {
  const parts = plan._tag === 'Planned' ? plan.parts : []
  return [...planHead(line, plan, out), ...parts.flatMap((part) => partLines(part, out)), ''].join('\n')
}
