import type { Writable } from 'node:stream'
import { describeFault, type Fault, type Part, type Plan } from '@vouchrelay/core'
import { paint } from '../paint.ts'

const indent = (text: string): string => text.replaceAll(/^/gm, '    ')

const faultLines = (faults: readonly Fault[]): readonly string[] => faults.map((fault) => indent(describeFault(fault)))

const partLines = (part: Part<unknown>, out: Writable): readonly string[] => {
  switch (part._tag) {
    case 'Ready':
      return [`  ${paint(out, 'good', `${part.route} →`)}`, indent(JSON.stringify(part.shipment.body, null, 2))]
    case 'PassedOver':
      return [`  ${part.route}: ${paint(out, 'quiet', `skipped, ${part.reason}`)}`]
    case 'Faulty':
      return [`  ${part.route}: ${paint(out, 'bad', `buried, ${part.reason}`)}`, ...faultLines(part.faults)]
    default:
      return part satisfies never
  }
}

/** An event's plan for people: its line and message id, then what each route makes of it, or why none does. */
export const planText = (line: number, plan: Plan<unknown>, out: Writable): string => {
  const head = plan._tag === 'Planned' ? `line ${line}  ${plan.event.messageId}` : `line ${line}`
  const lines =
    plan._tag === 'Undecodable'
      ? [`  ${paint(out, 'bad', 'buried, undecodable')}`, ...faultLines(plan.faults)]
      : plan.parts.length === 0
        ? [`  ${paint(out, 'quiet', 'skipped, no route')}`]
        : plan.parts.flatMap((part) => partLines(part, out))
  return [paint(out, 'strong', head), ...lines, ''].join('\n')
}
