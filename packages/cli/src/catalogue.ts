import { isLeft } from 'fp-ts/lib/Either.js'
import { createCatalogue, loadCatalogue, type Equipped } from '@vouchrelay/core'
import { tellComplaints } from './complaints.ts'
import type { Io } from './io.ts'
import { plugins } from './plugins.ts'

/** The plugins at hand, those that a settings file names among them; nothing where one is missing, which is told. */
export const readCatalogueOrTell = async (file: string | undefined, io: Io): Promise<Equipped | undefined> => {
  if (file === undefined) return { catalogue: createCatalogue(plugins), loaded: [] }
  const equipped = await loadCatalogue({ file, plugins, environment: io.environment })
  if (!isLeft(equipped)) return equipped.right
  await tellComplaints(equipped.left, io)
  return undefined
}
