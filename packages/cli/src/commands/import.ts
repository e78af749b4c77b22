import { readFile } from 'node:fs/promises'
import { isLeft, tryCatch } from 'fp-ts/lib/Either.js'
import { Argument, type Command } from 'commander'
import { reasonOf } from '@vouchrelay/core'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import { createImporting } from '../import/create-importing.ts'
import { importSubscriptions } from '../import/import-subscriptions.ts'
import { notesText, sumText } from '../import/notes-text.ts'
import { readExport } from '../import/read-export.ts'
import { writeRoutes } from '../import/write-routes.ts'
import { writeSettings } from '../import/write-settings.ts'
import type { Io } from '../io.ts'
import { paint } from '../paint.ts'
import { write } from '../write.ts'
import type { Shell } from './command.ts'

interface Options {
  readonly out?: string
}

const importSegment = async (file: string, { out }: Options, io: Io): Promise<Exit> => {
  let text: string
  try {
    // Leaves out the mark that programs of Windows put before a text in UTF-8.
    text = new TextDecoder().decode(await readFile(file))
  } catch (error) {
    await tell(`${file}: expected an export of Segment's, found ${reasonOf(error)}.`, io)
    return exit.usage
  }
  const parsed = tryCatch((): unknown => JSON.parse(text), reasonOf)
  const exported = isLeft(parsed) ? parsed : readExport(parsed.right)
  if (isLeft(exported)) {
    await tell(`${file} is no export of Segment's. ${exported.left}`, io)
    return exit.usage
  }
  const { subscriptions, hasMore } = exported.right
  if (hasMore) await tell(`${file} is one page of several: what is on the others is not imported.`, io)
  const imported = importSubscriptions(subscriptions, createImporting())
  const isEmpty = imported.every(({ _tag }) => _tag === 'LeftOut')
  await write(io.err, `${notesText(file, imported)}${paint(io.err, isEmpty ? 'bad' : 'strong', sumText(imported))}\n`)
  return isEmpty ? exit.failed : hand(writeRoutes(imported), out, io)
}

/** Prints the routes, or writes them into a new file of settings. */
const hand = async (routes: string, out: string | undefined, io: Io): Promise<Exit> => {
  if (out === undefined) {
    await write(io.out, routes)
    return exit.ok
  }
  try {
    await writeSettings(out, routes)
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    await tell(exists ? `${out} is there already.` : `Cannot write ${out}: ${reasonOf(error)}.`, io)
    return exit.failed
  }
  await write(io.out, `${paint(io.out, 'good', 'wrote')} ${out}\n${nextSteps(out)}`)
  return exit.ok
}

const nextSteps = (file: string): string =>
  [
    'Its routes are those of Segment; its source and its destination are examples. Next:',
    `  npx vouchrelay check ${file}`,
    `  npx vouchrelay plan ${file} events.ndjson --explain`,
    '',
  ].join('\n')

const end = helpEnd(
  [
    ['vouchrelay import segment subscriptions.json', "prints the routes of a destination's subscriptions"],
    ['vouchrelay import segment subscriptions.json --out relay.yaml', 'writes them into a new settings file'],
    [
      'curl -gH "Authorization: Bearer $TOKEN" "https://api.segmentapis.com/destinations/$ID/subscriptions?pagination[count]=200"',
      "what Segment's Public API lists: subscriptions.json",
    ],
  ],
  'What was changed or could not be kept goes to standard error with its path, and into comments above each route.',
  'Exit status: 0 imported; 1 nothing could be imported or written; 2 the file cannot be read.',
)

/** `vouchrelay import segment subscriptions.json`. */
export const declareImport = (program: Command, shell: Shell): void => {
  program
    .command('import')
    .summary('make routes of what another product is set to send')
    .description("Makes routes of the subscriptions and mappings of a destination of Segment's.")
    .addArgument(new Argument('<from>', 'where the file is from').choices(['segment']))
    .argument('<file.json>', "subscriptions as Segment's Public API lists them, or presets of a destination")
    .option('--out <relay.yaml>', 'write a new settings file')
    .addHelpText('after', end)
    .action((_from: string, file: string, options: Options) => shell.end(importSegment(file, options, shell.io)))
}
