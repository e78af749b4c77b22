/** The first of several places of an event that has a value. */
export const firstOf = (...paths: readonly [string, ...string[]]): unknown =>
  paths.length === 1 ? paths[0] : { '@coalesce': paths }
