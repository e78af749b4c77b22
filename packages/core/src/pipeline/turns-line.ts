/** Those who wait, first come first served; any may leave. */
export interface Line<W> {
  /** Takes the last place; returns how to leave it, which does nothing once it was taken. */
  readonly enter: (waiter: W) => () => boolean
  readonly take: () => W | undefined
  readonly length: () => number
}

interface Place<W> {
  readonly waiter: W
  before: Place<W> | undefined
  behind: Place<W> | undefined
  isIn: boolean
}

/** A linked list: everything takes the same time however many wait, which a `Set` or array does not promise. */
export const createLine = <W>(): Line<W> => {
  let first: Place<W> | undefined
  let last: Place<W> | undefined
  let length = 0

  const remove = (place: Place<W>): boolean => {
    if (!place.isIn) return false
    place.isIn = false
    length -= 1
    if (place.before === undefined) first = place.behind
    else place.before.behind = place.behind
    if (place.behind === undefined) last = place.before
    else place.behind.before = place.before
    return true
  }

  return {
    enter: (waiter) => {
      const place: Place<W> = { waiter, before: last, behind: undefined, isIn: true }
      if (last === undefined) first = place
      else last.behind = place
      last = place
      length += 1
      return () => remove(place)
    },
    take: () => {
      const place = first
      if (place !== undefined) remove(place)
      return place?.waiter
    },
    length: () => length,
  }
}
