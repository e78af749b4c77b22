import type { JsonObject } from '@vouchrelay/core'
import { findAction } from './actions/find-action.ts'
import { takeFields } from './actions/fields.ts'
import { translateFilter } from './filter/translate-filter.ts'
import type { Imported, WrittenRoute } from './imported.ts'
import { isJsonObject } from './json-object.ts'
import { putMember } from './mapping/put-member.ts'
import { translateValue } from './mapping/value.ts'
import { createPlace, type Language, type Note, type Place } from './place.ts'
import { routeName } from './route-name.ts'
import type { Subscription } from './subscription.ts'

/** How subscriptions become routes. */
export interface Importing {
  readonly language: Language
  /** What is wrong with a route, as a settings file would tell; nothing where it can be used. */
  readonly faultsOf: (route: WrittenRoute) => readonly string[]
}

/** Makes a route of a subscription; `taken` are the names of other routes. */
export const importSubscription = (
  subscription: Subscription,
  taken: readonly string[],
  { language, faultsOf }: Importing,
): Imported => {
  const notes: Note[] = []
  const leftOut = (...reasons: readonly string[]): Imported => ({ _tag: 'LeftOut', subscription, notes, reasons })
  const { enabled, trigger, model, mapping, mappingKey, name, action: slug } = subscription
  if (!enabled) return leftOut('it is disabled in Segment')
  if (model !== undefined) return leftOut('it takes rows of a warehouse (Reverse ETL), not events')
  if (trigger === undefined) return leftOut('it has no filter')
  if (rootDirective in mapping)
    return leftOut(`it has a ${rootDirective}, which makes the event anew before its mapping`)

  const place = createPlace([mappingKey], language, notes)
  const mapped = mappedFields(mapping, place)
  const action = findAction(slug, mapped, place)
  if (action === undefined) return leftOut(`the action ${slug} is not Voucherify's, and it makes no event and customer`)
  const taking = takeFields(mapped, action.fields, place)
  const body = action.bodyOf(isJsonObject(taking) ? taking : {}, place)

  const filter = translateFilter(trigger)
  for (const text of filter.notes) notes.push({ path: 'trigger', text })
  const makes = action.makes === undefined ? {} : { makes: action.makes }
  const route = { name: routeName(name, taken), when: filter.when, ...makes, body }
  const faults = faultsOf(route)
  return faults.length > 0 ? leftOut(...faults) : { _tag: 'Kept', subscription, notes, route }
}

/** https://github.com/segmentio/action-destinations `packages/core/src/mapping-kit/index.ts` */
const rootDirective = '__segment_internal_directive'

/** Fields that are settings of Segment's delivery, not parts of a body. */
const isSetting = (key: string): boolean => /^(?:__segment_internal_.*|enable_batching|batch_.*)$/.test(key)

/** The fields of a mapping that make values, translated; a name with dots is a way into objects. */
const mappedFields = (mapping: JsonObject, place: Place): JsonObject => {
  let fields: JsonObject = {}
  for (const [key, value] of Object.entries(mapping)) {
    if (isSetting(key)) place.at(key).tell("a setting of Segment's delivery: left out")
    else if (key === 'type') place.at(key).tell("Voucherify's API has no such field: left out")
    else {
      const translated = translateValue(value, place.at(key))
      if (key.includes('.')) place.at(key).tell('a name with dots: a member of an object here')
      const more = translated === undefined ? fields : putMember(fields, key.split('.'), translated)
      if (more === undefined) place.at(key).tell('something else makes it, too: left out')
      else fields = more
    }
  }
  return fields
}
