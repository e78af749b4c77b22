import { createReadStream } from 'node:fs'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Command } from 'commander'
import {
  createDryRun,
  createExplainedRun,
  reasonOf,
  type ExplainedPlan,
  type ExplainedRun,
  type RelaySettings,
} from '@vouchrelay/core'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { chooseSource } from '../plan/choose-source.ts'
import { explainRecord } from '../plan/explain-record.ts'
import { explainText } from '../plan/explain-text.ts'
import { planRecord } from '../plan/plan-record.ts'
import { planText } from '../plan/plan-text.ts'
import { prospectOf } from '../plan/prospect.ts'
import { readLines, type Line } from '../plan/read-lines.ts'
import { createTally, type Tally } from '../plan/tally.ts'
import { readSettingsOrTell } from '../settings.ts'
import { isSystemError } from '../system-error.ts'
import { write, writeJson } from '../write.ts'
import type { Shell } from './command.ts'

interface Options {
  readonly source?: string
  readonly strict?: boolean
  readonly json?: boolean
  readonly explain?: boolean
}

/** Larger than any event that a source takes: Segment's own limit is 32 KB. */
const maxLineBytes = 4 * 1024 * 1024

const tooLong: ExplainedPlan = {
  plan: {
    _tag: 'Undecodable',
    faults: [{ path: '', expected: `a line of at most ${maxLineBytes} bytes`, found: 'a longer one' }],
  },
  routes: [],
}

const say = (line: number, explained: ExplainedPlan, { json = false, explain = false }: Options, { out }: Io) => {
  if (json) return writeJson(out, explain ? explainRecord(line, explained) : planRecord(line, explained.plan))
  return write(out, explain ? explainText(line, explained, out) : planText(line, explained.plan, out))
}

const planLines = async (lines: AsyncIterable<Line>, run: ExplainedRun, options: Options, io: Io): Promise<Tally> => {
  const tally = createTally()
  for await (const { number, bytes } of lines) {
    const explained = bytes === undefined ? tooLong : run(bytes, io.now())
    tally.add(prospectOf(explained.plan))
    await say(number, explained, options, io)
  }
  return tally
}

/** Reasons take several times the time of a plan: they are found where they are asked for. */
const runOf = (settings: RelaySettings, source: string, explain: boolean): ExplainedRun | undefined => {
  if (explain) return createExplainedRun(settings, source)
  const dryRun = createDryRun(settings, source)
  return dryRun === undefined ? undefined : (...event) => ({ plan: dryRun(...event), routes: [] })
}

const plan = async (file: string, events: string, options: Options, io: Io): Promise<Exit> => {
  const { source, strict = false, json = false, explain = false } = options
  const settings = await readSettingsOrTell(file, io)
  if (settings === undefined) return exit.usage
  const names = settings.sources.map(({ name }) => name)
  const chosen = chooseSource(names, source)
  const run = isLeft(chosen) ? undefined : runOf(settings, chosen.right, explain)
  if (isLeft(chosen) || run === undefined) {
    await tell(isLeft(chosen) ? chosen.left : `There is no source ${chosen.right}.`, io)
    return exit.usage
  }
  try {
    const input = events === '-' ? io.input : createReadStream(events)
    const tally = await planLines(readLines(input, maxLineBytes), run, options, io)
    if (!json) await write(io.out, `${tally.text()}\n`)
    return strict && tally.buried() > 0 ? exit.failed : exit.ok
  } catch (error) {
    if (!isSystemError(error)) throw error
    await tell(`${events}: expected a file with one event on each line, found ${reasonOf(error)}.`, io)
    return exit.usage
  }
}

const end = helpEnd(
  [
    ['vouchrelay plan relay.yaml events.ndjson', 'shows each event with the bodies it becomes'],
    [
      'head -1 events.ndjson | vouchrelay plan relay.yaml - --explain',
      'says where each value of its bodies comes from',
    ],
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
    .option('--explain', 'say where each value comes from, and why the other routes do not want the event')
    .option('--json', 'print a line of JSON for each event')
    .addHelpText('after', end)
    .action((file: string, events: string, options: Options) => shell.end(plan(file, events, options, shell.io)))
}
