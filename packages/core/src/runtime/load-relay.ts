import { readFile } from 'node:fs/promises'
import { left, type Either } from 'fp-ts/lib/Either.js'
import type { Complaint } from '../settings/complaint.ts'
import { loadSettings } from '../settings/load.ts'
import type { AnyPlugin } from '../contracts/plugin.ts'
import { createCatalogue } from './catalogue.ts'
import { relaySettings, type RelaySettings } from './relay-settings.ts'

/** How a settings file is read. */
export interface RelayFile {
  readonly file: string
  /** Sources and destinations beside Voucherify. */
  readonly plugins: readonly AnyPlugin[]
  /** Where `${VAR}` is looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Reads and checks a settings file. Every complaint is told at once. */
export const loadRelay = async ({
  file,
  plugins,
  environment,
}: RelayFile): Promise<Either<readonly Complaint[], RelaySettings>> => {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    return left([{ file, path: '', expected: 'a file that can be read', found: readFault(error) }])
  }
  return loadSettings(relaySettings(createCatalogue(plugins)), { file, text, environment })
}

const readFault = (error: unknown): string => (error instanceof Error ? error.message : String(error))
