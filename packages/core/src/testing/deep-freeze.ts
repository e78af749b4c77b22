/** Freezes a value and all it is made of, so that writing to it throws. Bytes cannot be frozen. */
export const deepFreeze = <A>(value: A): A => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value
  Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}
