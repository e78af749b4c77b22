import type { IncomingMessage } from 'node:http'
import { pathOf } from '../path-of.ts'
import type { Project } from '../project.ts'
import type { Answer } from '../reply.ts'
import { momentOf } from './fault.ts'
import type { About } from './script.ts'
import { strike } from './strike.ts'

/** Does what a call asks for, which will succeed, with the scripted fault that it meets, if any, before or after. */
export async function underFault(
  request: IncomingMessage,
  { script, wait }: Project,
  about: About,
  act: () => Answer,
): Promise<Answer> {
  const fault = script.take(`${request.method} ${pathOf(request).path}`, about)
  if (fault === undefined) return act()
  if (momentOf(fault) === 'before-storing') return (await strike(fault, wait)) ?? act()
  const answer = act()
  return (await strike(fault, wait)) ?? answer
}
