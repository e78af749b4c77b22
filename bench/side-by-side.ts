import { availableParallelism, cpus } from 'node:os'

/** What a round took. */
export interface Taken {
  readonly cpuUs: number
  readonly wallMs: number
}

/** Work that is measured where it is done. */
interface Elsewhere {
  readonly name: string
  readonly round: () => Promise<Taken>
}

/** One variant of the same work: does it for `events` events. Whatever it needs is prepared in `before`, unmeasured. */
interface Here {
  readonly name: string
  readonly before?: () => Promise<void>
  readonly run: () => Promise<void> | void
  readonly after?: () => Promise<void>
}

export type Variant = Here | Elsewhere

/** What one variant took, medians over the rounds. */
export interface Figure {
  readonly name: string
  /** Microseconds of CPU (user and system, all threads of the process) per event. */
  readonly cpuUs: number
  readonly perSecond: number
  /** CPU beside the first variant's, median of the ratios of each round. */
  readonly ratio: number
}

const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

/** Works one round and tells what it took; `cpuUs` for one event. */
export const measure = async (variant: Variant, events: number): Promise<Taken> => {
  if ('round' in variant) return variant.round()
  const { before, run, after } = variant
  await before?.()
  globalThis.gc?.()
  const cpu = process.cpuUsage()
  const began = performance.now()
  await run()
  const wallMs = performance.now() - began
  const { user, system } = process.cpuUsage(cpu)
  await after?.()
  return { cpuUs: (user + system) / events, wallMs }
}

/** Runs the variants in turn, round after round, in rotating order, so that a noisy machine is noisy for all of them. */
export const sideBySide = async (
  variants: readonly Variant[],
  { events, rounds, warmups }: { readonly events: number; readonly rounds: number; readonly warmups: number },
): Promise<readonly Figure[]> => {
  const taken = variants.map(() => ({ cpuUs: [] as number[], wallMs: [] as number[] })) // empty lists of numbers
  for (let round = -warmups; round < rounds; round++) {
    for (let turn = 0; turn < variants.length; turn++) {
      const index = (turn + Math.max(0, round)) % variants.length
      const variant = variants[index]
      if (variant === undefined) continue
      const { cpuUs, wallMs } = await measure(variant, events)
      if (round < 0) continue
      taken[index]?.cpuUs.push(cpuUs)
      taken[index]?.wallMs.push(wallMs)
    }
  }
  return variants.map(({ name }, index) => {
    const mine = taken[index]
    const first = taken[0]
    return {
      name,
      cpuUs: median(mine?.cpuUs ?? []),
      perSecond: events / (median(mine?.wallMs ?? []) / 1000),
      ratio: median((mine?.cpuUs ?? []).map((cpuUs, round) => cpuUs / (first?.cpuUs[round] ?? NaN))),
    }
  })
}

const rounded = (n: number, digits: number): number => Number(n.toFixed(digits))

/** Prints a table for people. */
export const showTable = (figures: readonly Figure[]): void => {
  const width = Math.max(...figures.map(({ name }) => name.length))
  for (const { name, cpuUs, perSecond, ratio } of figures) {
    const columns = [`${cpuUs.toFixed(1)} µs CPU`, `${perSecond.toFixed(0)}/s`, `${ratio.toFixed(2)} ×`]
    console.log(`${name.padEnd(width)}  ${columns.map((column) => column.padStart(14)).join('')}`)
  }
}

/** Prints one last line of JSON, for programs. */
export const showRatios = (bench: string, ratios: Readonly<Record<string, number>>): void => {
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, Node ${process.versions.node}`
  const all = Object.fromEntries(Object.entries(ratios).map(([name, ratio]) => [name, rounded(ratio, 3)]))
  console.log(JSON.stringify({ bench, date: new Date().toISOString().slice(0, 10), machine, ...all }))
}

/** Prints both. */
export const report = (bench: string, figures: readonly Figure[], ratios: Readonly<Record<string, number>>): void => {
  showTable(figures)
  showRatios(bench, ratios)
}
