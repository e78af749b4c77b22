import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFault } from '../../src/contracts/failure.ts'
import { faultsOf } from '../../src/contracts/faults-of.ts'
import type { JsonObject } from '../../src/contracts/event.ts'
import type { Shape } from '../../src/contracts/source.ts'
import { mappingField, type CompiledMapping } from '../../src/mapping/mapping-field.ts'
import type { Directive } from '../../src/contracts/directive.ts'

/** The faults of a mapping as they are shown; none where it loads. */
export const faultsAtLoad = (mapping: unknown, shape: Shape = 'open'): readonly string[] => {
  const read = mappingField(shape).decode(mapping)
  return isLeft(read) ? faultsOf(read.left).map(describeFault) : []
}

/** A mapping that must load. */
export const load = (mapping: unknown, directives?: readonly Directive[]): CompiledMapping => {
  const read = mappingField('open', directives).decode(mapping)
  if (isLeft(read)) throw new Error(faultsOf(read.left).map(describeFault).join('\n'))
  return read.right
}

/** What a mapping makes of an event; a list of faults as they are shown where it cannot. */
export const make = (mapping: unknown, event: JsonObject, directives?: readonly Directive[]): unknown => {
  const made = load(mapping, directives).apply(event)
  return isLeft(made) ? made.left.map(describeFault) : made.right
}
