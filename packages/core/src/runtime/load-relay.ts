import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { AnyPlugin } from '../contracts/plugin.ts'
import { reasonOf } from '../contracts/reason-of.ts'
import type { Complaint } from '../settings/complaint.ts'
import { draftSettings, type Draft } from '../settings/draft.ts'
import { createCatalogue, type Catalogue } from './catalogue.ts'
import { loadPlugins, type Loaded } from './load-plugins.ts'
import { relaySettings, type RelaySettings } from './relay-settings.ts'

/** How a settings file is read. */
export interface RelayFile {
  readonly file: string
  /** What is at hand beside core's own and those that the file names. */
  readonly plugins: readonly AnyPlugin[]
  /** Where `${VAR}` is looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Reads and checks a settings file, with the plugins it names. Every complaint is told at once. */
export const loadRelay = async (relay: RelayFile): Promise<Either<readonly Complaint[], RelaySettings>> => {
  const draft = await readDraft(relay)
  if (isLeft(draft)) return draft
  const equipped = await equip(draft.right, relay)
  return isLeft(equipped) ? equipped : draft.right.decode(relaySettings(equipped.right.catalogue))
}

/** Every plugin a settings file can use, and for those it brought itself, where they came from. */
export interface Equipped {
  readonly catalogue: Catalogue
  readonly loaded: readonly Loaded[]
}

/** The plugins that are at hand with a settings file; the rest of it is not looked at. */
export const loadCatalogue = async (relay: RelayFile): Promise<Either<readonly Complaint[], Equipped>> => {
  const draft = await readDraft(relay)
  return isLeft(draft) ? draft : equip(draft.right, relay)
}

const readDraft = async ({ file, environment }: RelayFile): Promise<Either<readonly Complaint[], Draft>> => {
  try {
    const bytes = await readFile(file)
    if (isUtf8(bytes)) return draftSettings({ file, text: bytes.toString(), environment })
    return left([{ file, path: '', expected: 'a text in UTF-8', found: 'another encoding' }])
  } catch (error) {
    return left([{ file, path: '', expected: 'a file that can be read', found: reasonOf(error) }])
  }
}

const Naming = t.type({ plugins: t.readonlyArray(t.string) })

const placeOf = (index: number): readonly string[] => ['plugins', String(index)]

/** Where a plugin is missing, nothing else is told: what it would have brought would be told as unknown. */
const equip = async (
  { value, unset, complain }: Draft,
  { file, plugins }: RelayFile,
): Promise<Either<readonly Complaint[], Equipped>> => {
  const unnamed = unset.filter(({ path }) => path.startsWith('plugins['))
  if (unnamed.length > 0) return left(unnamed)
  // A list of anything else is for the codec of the settings to refuse.
  const names = Naming.is(value) ? value.plugins : []
  const { loaded, wrong } = await loadPlugins(file, names)
  const complaints = wrong.map(({ index, expected, found }) => complain(placeOf(index), expected, found))
  const known = createCatalogue(plugins).all
  const clashes = loaded.flatMap(({ plugin, index }, i) => {
    const before = [...known, ...loaded.slice(0, i).map((one) => one.plugin)]
    if (!before.some(({ kind, name }) => kind === plugin.kind && name === plugin.name)) return []
    return [complain(placeOf(index), 'names that no other plugin has', `another ${plugin.kind} ${plugin.name}`)]
  })
  if (complaints.length + clashes.length > 0) return left([...complaints, ...clashes])
  return right({ catalogue: createCatalogue([...plugins, ...loaded.map(({ plugin }) => plugin)]), loaded })
}
