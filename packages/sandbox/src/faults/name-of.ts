import type { Fault } from './fault.ts'

/** What a fault is counted as: its own name, or its kind: `status 503`, `reset after-storing`, `distort error-body`. */
export function nameOf(fault: Fault): string {
  if (fault.name !== undefined) return fault.name
  if ('status' in fault) return `status ${fault.status}${moment(fault)}`
  if ('reset' in fault) return `reset ${fault.reset}`
  if ('timeout' in fault) return `timeout ${fault.timeout}`
  if ('hang' in fault) return `hang${moment(fault)}`
  if ('cut' in fault) return `cut ${fault.cut}`
  if ('distort' in fault) return `distort ${fault.distort}`
  return 'throttle' in fault ? 'throttle' : 'trickle'
}

function moment({ after }: { readonly after?: string }): string {
  return after === 'after-storing' ? ' after-storing' : ''
}
