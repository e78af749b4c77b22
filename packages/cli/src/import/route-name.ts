/** The longest name that a route may have. */
const mostCharacters = 64

/** A name for a route, made of what people call it: letters, digits and dashes, and none of those that are taken. */
export const routeName = (title: string, taken: readonly string[]): string => {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
  const slug = plain
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase()
  const base = slug === '' ? 'route' : slug
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? '' : `-${n}`
    const name = base.slice(0, mostCharacters - suffix.length).replace(/-+$/, '') + suffix
    if (!taken.includes(name)) return name
  }
}
