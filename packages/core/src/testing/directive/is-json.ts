/** Whether JSON carries a value as it is: nothing in it is undefined, no number, or an object of a class. */
export const isJson = (value: unknown): boolean => {
  if (value === undefined) return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return ['string', 'boolean', 'object'].includes(typeof value)
  const isPlain = Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value))
  return isPlain && Object.values(value).every((part) => part !== undefined && isJson(part))
}
