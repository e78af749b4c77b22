import type { IncomingMessage } from 'node:http'
import { pathOf } from '../path-of.ts'
import type { Project } from '../project.ts'
import type { Answer, Reply } from '../reply.ts'
import { momentOf } from './fault.ts'
import type { About } from './script.ts'
import { isSpoiling, spoil } from './spoil.ts'
import { strike } from './strike.ts'

/** Does what a call asks for, which will succeed, with the scripted fault that it meets, if any, before or after. */
export async function underFault(
  request: IncomingMessage,
  project: Project,
  about: About,
  act: () => Reply,
): Promise<Answer> {
  const fault = project.script.take(`${request.method} ${pathOf(request).path}`, about)
  if (fault === undefined) return act()
  if (isSpoiling(fault)) return spoil(fault, act())
  if (momentOf(fault) === 'before-storing') return (await strike(fault, project)) ?? act()
  const answer = act()
  return (await strike(fault, project)) ?? answer
}
