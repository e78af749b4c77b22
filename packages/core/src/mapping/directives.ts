import { coalesceDirective } from './directives/coalesce.ts'
import { ifDirective } from './directives/if.ts'
import { literalDirective } from './directives/literal.ts'
import { numberDirective } from './directives/number.ts'
import { pathDirective } from './directives/path.ts'
import { templateDirective } from './directives/template.ts'
import type { Directive } from '../contracts/directive.ts'
import type { Made } from '../contracts/plugin.ts'

/** The directives that every mapping has, in the order in which documentation shows them. */
export const directives: readonly Made<Directive>[] = [
  pathDirective,
  templateDirective,
  literalDirective,
  ifDirective,
  coalesceDirective,
  numberDirective,
]
