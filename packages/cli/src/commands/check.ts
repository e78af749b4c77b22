import { isLeft } from 'fp-ts/lib/Either.js'
import type { Command } from 'commander'
import { proveExamples, type Proof, type RelaySettings } from '@vouchrelay/core'
import { tellComplaints } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { paint } from '../paint.ts'
import { proofText, wrongOf } from '../proof-text.ts'
import { readSettings } from '../settings.ts'
import { table } from '../table.ts'
import { write, writeJson } from '../write.ts'
import type { Shell } from './command.ts'

interface Options {
  readonly json?: boolean
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

const fromOf = (from: ReadonlySet<string> | undefined): readonly string[] | undefined =>
  from === undefined ? undefined : [...from]

const record = (file: string, { sources, routes, destination }: RelaySettings, proofs: readonly Proof[]) => ({
  file,
  sound: wrongOf(proofs).length === 0,
  sources: sources.map(({ name, use }) => ({ name, use })),
  routes: routes.map(({ name, from, wants }) => ({ name, from: fromOf(from), when: wants })),
  destination: { name: destination.name, use: destination.use },
  examples: proofs,
})

const report = (
  file: string,
  { sources, routes, destination }: RelaySettings,
  proofs: readonly Proof[],
  { out }: Io,
): string => {
  const sum = `${counted(sources.length, 'source')}, ${counted(routes.length, 'route')}, destination ${destination.use}`
  const listed = sources.map(({ name, use }) => (name === use ? name : `${name} (${use})`)).join(', ')
  const rows = routes.map(({ name, from, wants }) => [
    name,
    fromOf(from)?.join(', ') ?? 'every source',
    wants ?? 'every event',
  ])
  const held = proofs.length === 0 ? '' : `, ${counted(proofs.length, 'example')} held`
  return `${paint(out, 'good', `${file} is sound`)}: ${sum}${held}\nsources: ${listed}\n\n${table(['route', 'from', 'when'], rows)}\n`
}

const check = async (file: string, { json = false }: Options, io: Io): Promise<Exit> => {
  const settings = await readSettings(file, io)
  if (isLeft(settings)) {
    if (json) await writeJson(io.out, { file, sound: false, complaints: settings.left })
    else await tellComplaints(settings.left, io)
    return exit.usage
  }
  const proofs = proveExamples(settings.right)
  const wrong = wrongOf(proofs)
  if (json) await writeJson(io.out, record(file, settings.right, proofs))
  else if (wrong.length === 0) await write(io.out, report(file, settings.right, proofs, io))
  else {
    const sum = wrong.length === 1 ? '1 example does not hold' : `${wrong.length} examples do not hold`
    await write(io.err, `${wrong.map((proof) => proofText(proof, io.err)).join('')}${paint(io.err, 'bad', sum)}\n`)
  }
  return wrong.length === 0 ? exit.ok : exit.usage
}

const end = helpEnd(
  [
    ['vouchrelay check relay.yaml', 'says that it is sound, or all that is wrong with it'],
    ['vouchrelay check relay.yaml --json', 'the same for a program'],
  ],
  'Every mistake is told at once, with file, line, path, what was expected and what was found.',
  'Then the examples of its routes are run; one that does not hold is shown with what came instead.',
  'Exit status: 0 sound, 2 not.',
)

/** `vouchrelay check relay.yaml`. */
export const declareCheck = (program: Command, shell: Shell): void => {
  program
    .command('check')
    .summary('read a settings file and say what is wrong with it')
    .description('Reads a settings file as `run` would, starts nothing, and says what is wrong with it.')
    .argument('<relay.yaml>', 'the settings file')
    .option('--json', 'print one JSON object')
    .addHelpText('after', end)
    .action((file: string, options: Options) => shell.end(check(file, options, shell.io)))
}
