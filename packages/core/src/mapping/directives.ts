import { arrayPathDirective } from './directives/array-path.ts'
import { booleanDirective } from './directives/boolean.ts'
import { caseDirective } from './directives/case.ts'
import { coalesceDirective } from './directives/coalesce.ts'
import { dateDirective } from './directives/date.ts'
import { datetimeDirective } from './directives/datetime.ts'
import { excludeWhenNullDirective } from './directives/exclude-when-null.ts'
import { flattenDirective } from './directives/flatten.ts'
import { hashDirective } from './directives/hash.ts'
import { ifDirective } from './directives/if.ts'
import { jsonDirective } from './directives/json.ts'
import { liquidDirective } from './directives/liquid.ts'
import { literalDirective } from './directives/literal.ts'
import { lookupDirective } from './directives/lookup.ts'
import { mergeDirective } from './directives/merge.ts'
import { metadataDirective } from './directives/metadata.ts'
import { minorUnitsDirective } from './directives/minor-units.ts'
import { numberDirective } from './directives/number.ts'
import { omitDirective } from './directives/omit.ts'
import { pathDirective } from './directives/path.ts'
import { pickDirective } from './directives/pick.ts'
import { replaceDirective } from './directives/replace.ts'
import { slugDirective } from './directives/slug.ts'
import { stringDirective } from './directives/string.ts'
import { templateDirective } from './directives/template.ts'
import { transformDirective } from './directives/transform.ts'
import type { Directive } from '../contracts/directive.ts'
import type { Made } from '../contracts/plugin.ts'

/** The directives that every mapping has, in the order in which documentation shows them. */
export const directives: readonly Made<Directive>[] = [
  pathDirective,
  templateDirective,
  literalDirective,
  ifDirective,
  caseDirective,
  replaceDirective,
  arrayPathDirective,
  mergeDirective,
  jsonDirective,
  flattenDirective,
  transformDirective,
  excludeWhenNullDirective,
  liquidDirective,
  coalesceDirective,
  numberDirective,
  stringDirective,
  booleanDirective,
  dateDirective,
  datetimeDirective,
  minorUnitsDirective,
  lookupDirective,
  pickDirective,
  omitDirective,
  hashDirective,
  slugDirective,
  metadataDirective,
]
