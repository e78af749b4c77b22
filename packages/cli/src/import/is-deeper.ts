/** Whether the objects and lists of a JSON value lie in one another at more than so many levels. */
export const isDeeper = (value: unknown, levels: number): boolean => {
  let level: readonly unknown[] = [value]
  for (let i = 0; i <= levels && level.length > 0; i++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return level.length > 0
}
