import { InvalidArgumentError } from 'commander'

const seconds = { s: 1, min: 60, h: 3_600 } as const

/** Reads `20/s`, `100/min` or `1000/h` as a number a second. */
export const readRate = (text: string): number => {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\/(s|min|h)$/.exec(text) ?? []
  const perSecond = Number(number) / seconds[unit === 's' || unit === 'min' ? unit : 'h']
  if (!(perSecond > 0)) throw new InvalidArgumentError('Expected a rate such as 20/s, 100/min or 1000/h.')
  return perSecond
}
