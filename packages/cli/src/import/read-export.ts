import { left, right, type Either } from 'fp-ts/lib/Either.js'
import { showFound, showPath, type JsonObject } from '@vouchrelay/core'
import { isDeeper } from './is-deeper.ts'
import { isJsonObject } from './json-object.ts'
import type { Subscription } from './subscription.ts'

/** What Segment says of a destination's subscriptions. */
export interface Export {
  readonly subscriptions: readonly Subscription[]
  /** Whether Segment has more of them, on other pages of its answer. */
  readonly hasMore: boolean
}

/**
 * Reads what Segment says of a destination's subscriptions:
 *
 * - the answer of its Public API, `{ data: { subscriptions: […] } }`, or the list alone: `name`, `actionSlug`,
 *   `actionId`, `enabled`, `trigger`, `settings`, `modelId` (https://docs.segmentapis.com, "List Subscriptions from
 *   Destination"; `model/destinationSubscription.ts` of https://github.com/segmentio/public-api-sdk-typescript);
 * - a preset of a destination, or a list of them: `name`, `subscribe`, `partnerAction`, `mapping`
 *   (https://github.com/segmentio/action-destinations `packages/core/src/destination-kit/index.ts`, `Subscription`).
 *
 * @returns what was expected of it, where it is something else
 */
export const readExport = (exported: unknown): Either<string, Export> => {
  if (isDeeper(exported, mostLevels)) return left(`Expected at most ${mostLevels} levels of nesting, found more.`)
  const items = itemsIn(exported, [])
  if (items.length === 0) return left(`Expected subscriptions, found ${showFound(exported)}.`)
  const subscriptions: Subscription[] = []
  for (const { item, path } of items) {
    const mappingKey = isJsonObject(item) ? mappingKeys.find((key) => isJsonObject(item[key])) : undefined
    if (!isJsonObject(item) || mappingKey === undefined) {
      const place = path === '' ? '' : ` at ${path}`
      return left(`Expected a subscription with its ${mappingKeys.join(' or ')}, found ${showFound(item)}${place}.`)
    }
    subscriptions.push(subscriptionOf(item, mappingKey, path))
  }
  return right({ subscriptions, hasMore: hasMore(exported) })
}

/** More than any mapping has that can be used here; each is a call of a function. */
const mostLevels = 100

/** The names of what is the mapping. */
const mappingKeys = ['settings', 'mapping'] as const

interface Item {
  readonly item: unknown
  readonly path: string
}

/** What stands around the subscriptions. */
const wrappers = ['data', 'subscriptions', 'subscription'] as const

const itemsIn = (u: unknown, keys: readonly string[]): readonly Item[] => {
  if (Array.isArray(u)) return u.map((item, i) => ({ item, path: showPath([...keys, i]) }))
  if (!isJsonObject(u)) return []
  const wrapper = wrappers.find((key) => key in u)
  return wrapper === undefined ? [{ item: u, path: showPath(keys) }] : itemsIn(u[wrapper], [...keys, wrapper])
}

/** `pagination.next` leads to the next page: https://github.com/segmentio/public-api-sdk-typescript `PaginationOutput`. */
const hasMore = (u: unknown): boolean => {
  if (!isJsonObject(u)) return false
  const { pagination } = u
  const isPage = isJsonObject(pagination) && typeof pagination['next'] === 'string'
  return isPage || wrappers.some((key) => hasMore(u[key]))
}

const subscriptionOf = (item: JsonObject, mappingKey: string, path: string): Subscription => {
  const text = (...names: readonly string[]): string | undefined =>
    names.map((name) => item[name]).find((value): value is string => typeof value === 'string' && value !== '')
  const mapping = item[mappingKey]
  const action = text('actionSlug', 'partnerAction', 'actionId') ?? ''
  return {
    path,
    name: text('name') ?? action,
    action,
    enabled: item['enabled'] !== false,
    trigger: text('trigger', 'subscribe'),
    mappingKey,
    mapping: isJsonObject(mapping) ? mapping : {},
    model: text('modelId'),
  }
}
