import { isLeft } from 'fp-ts/lib/Either.js'
import { createCatalogue, describeFault, loadSettings, relaySettings } from '@vouchrelay/core'
import { plugins } from '../plugins.ts'
import type { Importing } from './import-subscription.ts'
import { writeRoute } from './write-routes.ts'

/** The settings around a route: a source of Segment's events, whose names are closed, and Voucherify. */
const around = `
sources: [{ use: segment, name: segment, tracking: { writeKeys: [key] } }]
destination: { use: voucherify, cluster: eu, applicationId: id, secretKey: key }
routes:
`

/** What this command has to import with: its directives, the names of Segment's events, and the settings' own reader. */
export const createImporting = (): Importing => {
  const catalogue = createCatalogue(plugins)
  const codec = relaySettings(catalogue)
  return {
    language: {
      names: catalogue.sources.get('segment')?.shape?.({}) ?? 'open',
      directives: new Set(catalogue.directives.map(({ name }) => name)),
    },
    faultsOf: (route) => {
      const text = `${around}${writeRoute(route)}`
      const read = loadSettings(codec, { file: 'relay.yaml', text, environment: {} })
      if (!isLeft(read)) return []
      return read.left.map((fault) => describeFault({ ...fault, path: fault.path.replace(/^routes\[0\]\.?/, '') }))
    },
  }
}
