import { showPath } from '../../contracts/faults-of.ts'
import type { Expression } from '../../contracts/expression.ts'
import { directivesOf, isRootless, readsOf, type Read, type Step } from './step.ts'

/** A value of a body that one part of the mapping makes: a scalar, or what is taken over from the event as it is. */
export interface Leaf {
  /** Its path in the body; empty where it is the body. What is missing from a list has the place of the list. */
  readonly place: string
  /** Undefined where it is missing, and so left out of the body. */
  readonly value: unknown
  /** What was read of the event for it, in order, each path once. None: the mapping says the value. */
  readonly reads: readonly Read[]
  /** The directives that made it or passed it on, in order. */
  readonly through: readonly string[]
}

type Keys = readonly (string | number)[]

/** What the directives around a step did. */
interface Around {
  readonly reads: readonly Read[]
  readonly through: readonly string[]
  /** What the list was made of in which a step finds its values. */
  readonly list: readonly Read[]
}

const nothing: Around = { reads: [], through: [], list: [] }

/** The leaves of a step, in the order of the mapping. */
export const leavesOf = (step: Step, keys: Keys = [], around: Around = nothing): readonly Leaf[] => {
  const { expression } = step
  if (expression._tag === 'Call') return leavesOfCall(step, expression.directive, keys, around)
  const parts = partsOf(step)
  if (parts.length === 0) return [leaf(step, keys, around)]
  if (expression._tag === 'Fields') {
    return parts.flatMap((part, i) => leavesOf(part, [...keys, expression.fields[i]?.[0] ?? ''], around))
  }
  let next = 0
  return parts.flatMap((part) => leavesOf(part, part.value === undefined ? keys : [...keys, next++], around))
}

/** The steps of the parts of an object or list. A constant one is made once for all events: nothing was seen of it. */
const partsOf = ({ expression, steps }: Step): readonly Step[] => {
  if (expression._tag === 'Fields' && steps.length === 0) return expression.fields.map(([, part]) => constantStep(part))
  if (expression._tag === 'Items' && steps.length === 0) return expression.items.map(constantStep)
  return expression._tag === 'Fields' || expression._tag === 'Items' ? steps : []
}

const constantStep = (expression: Expression): Step => ({
  expression,
  value: expression._tag === 'Constant' ? expression.value : expression._tag === 'Items' ? [] : {},
  read: undefined,
  steps: [],
})

const leavesOfCall = (step: Step, directive: string, keys: Keys, around: Around): readonly Leaf[] => {
  const through = [directive, ...around.through]
  const at = step.value === undefined ? -1 : step.steps.findLastIndex(({ value }) => Object.is(value, step.value))
  const passed = step.steps[at]
  if (passed !== undefined) {
    const before = step.steps.slice(0, at).flatMap(readsOf)
    return leavesOf(passed, keys, { ...around, reads: [...around.reads, ...before], through })
  }
  const items = itemsOf(step)
  if (items === undefined) return [leaf(step, keys, around)]
  const list = step.steps.filter((part) => !items.includes(part)).flatMap(readsOf)
  return items.flatMap((item, i) => leavesOf(item, [...keys, i], { ...around, through, list }))
}

/** The steps that made the items of a list, where a directive made each of them by itself. */
const itemsOf = ({ value, steps }: Step): readonly Step[] | undefined => {
  if (!Array.isArray(value) || value.length === 0) return undefined
  const makers = value.flatMap((item: unknown) => {
    const maker = typeof item === 'object' && item !== null ? steps.find((step) => step.value === item) : undefined
    return maker === undefined ? [] : [maker]
  })
  return makers.length === value.length ? makers : undefined
}

const leaf = (step: Step, keys: Keys, { reads, through, list }: Around): Leaf => {
  const all = [...reads, ...(isRootless(step) ? list : []), ...readsOf(step)]
  return {
    place: showPath(keys),
    value: step.value,
    reads: [...new Map(all.map((read) => [read.path, read])).values()],
    through: [...new Set([...directivesOf(step), ...through])],
  }
}
