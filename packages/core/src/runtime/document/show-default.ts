import { code } from './markdown.ts'
import { showJson } from './show-json.ts'

type Scale = readonly (readonly [size: number, name: string])[]

const scales: Readonly<Record<string, Scale>> = {
  bytes: [
    [1024 ** 3, 'GiB'],
    [1024 ** 2, 'MiB'],
    [1024, 'KiB'],
  ],
  milliseconds: [
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ],
}

/** A default as it would be written, and in a larger unit where it is a round number of that: `` `65536` (64 KiB) ``. */
export const showDefault = (value: unknown, unit: unknown): string => {
  const written = code(typeof value === 'string' && value !== '' ? value : showJson(value))
  const [size, name] = (scales[String(unit)] ?? []).find(([size]) => isRound(value, size)) ?? []
  return size === undefined ? written : `${written} (${Number(value) / size} ${name})`
}

const isRound = (value: unknown, size: number): boolean =>
  typeof value === 'number' && value >= size && value % size === 0
