/** Who waits for a place, or has one. */
export interface Guest<Place> {
  /** Called once, at once or when a place is free. */
  begin(place: Place): void
}

/** A number of places, opened as they are needed, each for one guest at a time. */
export interface Places<Place, Who extends Guest<Place>> {
  readonly enter: (guest: Who) => void
  /** Its guest is gone, and the one who has waited longest begins. */
  readonly leave: (place: Place) => void
  /** Waits no more, if it did. */
  readonly forget: (guest: Who) => void
  /** Whoever waits will never begin. */
  readonly close: () => void
  /** The places opened so far. */
  readonly opened: () => readonly Place[]
  /** Those who wait or have a place. */
  readonly guests: () => readonly Who[]
}

/** At most so many places. The one that was left last is taken first, so that few are kept in use. */
export const createPlaces = <Place, Who extends Guest<Place>>(most: number, open: () => Place): Places<Place, Who> => {
  // By place: a set of guests, changed twice by each of them, would leave garbage that holds on to all that came after it.
  const taken = new Map<Place, Who | undefined>()
  const free: Place[] = []
  const waiting = new Set<Who>()

  const give = (place: Place, guest: Who): void => {
    taken.set(place, guest)
    guest.begin(place)
  }
  return {
    enter: (guest) => {
      const place = free.pop() ?? (taken.size < most ? open() : undefined)
      if (place === undefined) waiting.add(guest)
      else give(place, guest)
    },
    leave: (place) => {
      const [next] = waiting
      if (next === undefined) {
        taken.set(place, undefined)
        free.push(place)
        return
      }
      waiting.delete(next)
      give(place, next)
    },
    forget: (guest) => void waiting.delete(guest),
    close: () => waiting.clear(),
    opened: () => [...taken.keys()],
    guests: () => [...waiting, ...[...taken.values()].filter((guest) => guest !== undefined)],
  }
}
