/** Writes all over a value: whatever of it somebody else keeps is spoilt. What is frozen stays as it is. */
export const scribble = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return
  Object.values(value).forEach(scribble)
  if (!Object.isFrozen(value)) Reflect.set(value, Array.isArray(value) ? value.length : 'scribbled', true)
}
