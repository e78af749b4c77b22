import { nearest } from '@vouchrelay/core'

/** `There is no route oder; there is order, coupon (did you mean order?).` */
export const thereIsNo = (what: 'route' | 'source', name: string, names: readonly string[]): string => {
  const near = nearest(name, names)
  return `There is no ${what} ${name}; there is ${names.join(', ')}${near ? ` (did you mean ${near}?)` : ''}.`
}
