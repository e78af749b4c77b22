/** A binary heap: the least comes out first. */
export interface Heap<T> {
  readonly push: (item: T) => void
  readonly pop: () => T | undefined
}

/** @param isLess whether one comes out before another */
export const createHeap = <T>(isLess: (a: T, b: T) => boolean): Heap<T> => {
  const items: T[] = []

  /** Moves an item up from an empty place until its parent is less. */
  const rise = (item: T, from: number): void => {
    let place = from
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = items[above]
      if (parent === undefined || !isLess(item, parent)) break
      items[place] = parent
      place = above
    }
    items[place] = item
  }

  /** Fills the empty top with the lesser child, and so on down; then the item rises from where that ends. */
  const fillTop = (item: T): void => {
    let place = 0
    for (let child = 1; child < items.length; child = 2 * place + 1) {
      const [one, other] = [items[child], items[child + 1]]
      if (one === undefined) break
      const isOther = other !== undefined && isLess(other, one)
      items[place] = isOther ? other : one
      place = isOther ? child + 1 : child
    }
    rise(item, place)
  }

  return {
    push: (item) => rise(item, items.length),
    pop: () => {
      const top = items[0]
      const last = items.pop()
      if (last !== undefined && items.length > 0) fillTop(last)
      return top
    },
  }
}
