import { createReadStream } from 'node:fs'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Command } from 'commander'
import { createDryRun, type DryRun, type Plan } from '@vouchrelay/core'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { chooseSource } from '../plan/choose-source.ts'
import { planRecord } from '../plan/plan-record.ts'
import { planText } from '../plan/plan-text.ts'
import { prospectOf } from '../plan/prospect.ts'
import { readLines, type Line } from '../plan/read-lines.ts'
import { createTally, type Tally } from '../plan/tally.ts'
import { readSettingsOrTell } from '../settings.ts'
import { write, writeJson } from '../write.ts'
import type { Shell } from './command.ts'

interface Options {
  readonly source?: string
  readonly strict?: boolean
  readonly json?: boolean
}

/** Larger than any event that a source takes: Segment's own limit is 32 KB. */
const maxLineBytes = 4 * 1024 * 1024

const tooLong: Plan<unknown> = {
  _tag: 'Undecodable',
  faults: [{ path: '', expected: `a line of at most ${maxLineBytes} bytes`, found: 'a longer one' }],
}

const planLines = async (lines: AsyncIterable<Line>, dryRun: DryRun, json: boolean, io: Io): Promise<Tally> => {
  const tally = createTally()
  for await (const { number, bytes } of lines) {
    const plan = bytes === undefined ? tooLong : dryRun(bytes, io.now())
    tally.add(prospectOf(plan))
    if (json) await writeJson(io.out, planRecord(number, plan))
    else await write(io.out, planText(number, plan, io.out))
  }
  return tally
}

const plan = async (file: string, events: string, options: Options, io: Io): Promise<Exit> => {
  const { source, strict = false, json = false } = options
  const settings = await readSettingsOrTell(file, io)
  if (settings === undefined) return exit.usage
  const names = settings.sources.map(({ name }) => name)
  const chosen = chooseSource(names, source)
  const dryRun = isLeft(chosen) ? undefined : createDryRun(settings, chosen.right)
  if (isLeft(chosen) || dryRun === undefined) {
    await tell(isLeft(chosen) ? chosen.left : `There is no source ${chosen.right}.`, io)
    return exit.usage
  }
  try {
    const input = events === '-' ? io.input : createReadStream(events)
    const tally = await planLines(readLines(input, maxLineBytes), dryRun, json, io)
    if (!json) await write(io.out, `${tally.text()}\n`)
    return strict && tally.buried() > 0 ? exit.failed : exit.ok
  } catch (error) {
    if (!isSystemError(error)) throw error
    await tell(`Cannot read ${events}: ${error.message}.`, io)
    return exit.usage
  }
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error

const end = helpEnd(
  [
    ['vouchrelay plan relay.yaml events.ndjson', 'shows each event with the bodies it becomes'],
    ['kcat -C -t shop -e | vouchrelay plan relay.yaml -', 'reads events from standard input'],
    ['vouchrelay plan relay.yaml events.ndjson --strict', 'fails where an event would be buried: for a CI job'],
    [`vouchrelay plan relay.yaml events.ndjson --json | jq 'select(.end == "buried")'`, 'for programs'],
  ],
  'Nothing is sent and nothing is started. The plan is made by the code that a running relay uses; what it cannot tell\n' +
    'is what needs the past or the destination: duplicates, and bodies that Voucherify refuses for what it knows.',
  'Exit status: 0; 1 with --strict where an event would be buried; 2 the settings or the events cannot be read.',
)

/** `vouchrelay plan relay.yaml events.ndjson`. */
export const declarePlan = (program: Command, shell: Shell): void => {
  program
    .command('plan')
    .summary('show what would become of events, without sending any')
    .description('Shows what would become of events, without sending any: a dry run.')
    .argument('<relay.yaml>', 'the settings file')
    .argument('<events.ndjson>', 'a file with one event on each line; - for standard input')
    .option('--source <name>', 'the source they are to come from (default: the only one)')
    .option('--strict', 'exit with 1 where an event would be buried')
    .option('--json', 'print a line of JSON for each event')
    .addHelpText('after', end)
    .action((file: string, events: string, options: Options) => shell.end(plan(file, events, options, shell.io)))
}
