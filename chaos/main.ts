/** `node chaos/main.ts [--run R1,R4] [--seed N] [--short]`: makes the runs, and of the long ones the certificate and its table. */
import { parseArgs } from 'node:util'
import { certify } from './certificate.ts'
import { performRun } from './perform.ts'
import { runs } from './runs.ts'
import { tableOf } from './table.ts'

const { values } = parseArgs({
  options: { run: { type: 'string' }, seed: { type: 'string' }, short: { type: 'boolean', default: false } },
})
// What was started is ended when this process ends in order.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(values.seed)
const names = runs.map(({ name }) => name)
const wanted = values.run?.split(',') ?? names
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0 || !Number.isInteger(seed)) {
  console.error(`There are the runs ${names.join(', ')}; a seed is a whole number.`)
  process.exit(2)
}

const failed: string[] = []
for (const { name, title, ...run } of runs) {
  if (!wanted.includes(name)) continue
  console.error(`${name} ${title}, seed ${seed}`)
  const performed = await performRun({ name, title, ...run }, seed, values.short)
  console.error(`${name} took ${Math.round(performed.tookMs / 1000)} s`)
  for (const failure of performed.failures) console.error(`${name} FAILS ${failure}`)
  if (performed.failures.length > 0) failed.push(name)
  if (values.short) console.log(JSON.stringify({ [name]: performed }))
  else console.log(tableOf(certify(name, { title, ...performed }, names)))
}
if (failed.length > 0) console.error(`failed: ${failed.join(', ')} (again with --seed ${seed})`)
process.exitCode = failed.length > 0 ? 1 : 0
