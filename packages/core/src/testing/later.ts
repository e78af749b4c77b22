const tenYearsMs = 10 * 365 * 86_400_000

/** Runs synchronous work with the clock put forward by ten years: what is pure does not notice. */
export const later = <A>(work: () => A): A => {
  const today = globalThis.Date
  const then = today.now() + tenYearsMs
  globalThis.Date = new Proxy(today, {
    construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [then] : given, made),
    apply: () => new today(then).toString(),
    get: (target, key) => (key === 'now' ? () => then : Reflect.get(target, key)),
  })
  try {
    return work()
  } finally {
    globalThis.Date = today
  }
}
