import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import { definePlugin } from '../../src/contracts/plugin.ts'
import { createCatalogue } from '../../src/runtime/catalogue.ts'
import { startRelay } from '../../src/runtime/relay.ts'
import { relaySettings } from '../../src/runtime/relay-settings.ts'
import { closed } from '../../src/settings/closed.ts'
import { loadSettings } from '../../src/settings/load.ts'
import { openState } from '../../src/state/open-state.ts'

const decode = () => right({ messageId: 'm', fields: {} })

/** A source that waits for events that never come, or throws where it is told to. */
const idle = definePlugin({
  kind: 'source',
  name: 'idle',
  summary: 'Waits for ever.',
  status: 'stable',
  config: closed('the settings of the source idle', {}),
  examples: [],
  pure: () => ({ decode }),
  create: (_config, { name, journal }) => {
    if (name === 'broken') throw new Error('a bug of a plugin')
    return async () => right({ decode, deliveries: journal.deliveries })
  },
})

const settingsOf = (name: string) => {
  const text = `
sources: [{ use: idle, name: ${name} }]
routes: [{ name: r, body: { event: e, customer: { source_id: $.userId } } }]
destination: { use: voucherify, applicationId: a, secretKey: s }
state: { dir: . }
admin: { port: 0 }
`
  const loaded = loadSettings(relaySettings(createCatalogue([idle])), { file: 'relay.yaml', text, environment: {} })
  if (isLeft(loaded)) throw new Error(JSON.stringify(loaded.left))
  return loaded.right
}

const keepingLog = () => {
  const lines: string[] = []
  const keep = (_facts: unknown, message: string): void => void lines.push(message)
  return { lines, log: { warn: keep, error: keep } }
}

describe('a relay', () => {
  let dir: string
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'vouchrelay-relay-'))
  })
  afterEach(() => rm(dir, { recursive: true }))

  it('raises an alarm for events of a source that its settings do not name', async () => {
    const { lines, log } = keepingLog()
    const limits = { journalMaxEvents: 10, journalMaxBytes: 1e6, rememberDeliveredMs: 1e6, window: 256 }
    const state = await openState({ dir, ...limits }, { now: Date.now, log })()
    if (isLeft(state)) throw new Error(state.left.message)
    await state.right.journal('old-name').append([{ bytes: Buffer.from('{}'), receivedAt: 0 }])()
    await state.right.close()

    const relay = await startRelay(settingsOf('new-name'), { file: join(dir, 'relay.yaml'), log, now: Date.now })()
    if (isLeft(relay)) throw new Error(relay.left.message)
    const readiness = relay.right.readiness()
    await relay.right.stop()
    expect([readiness, lines]).to.deep.equal([
      {
        ready: true,
        ails: [],
        alarms: ['source old-name: events in the journal, and no source of that name in the settings'],
      },
      ['events of a source that the settings do not name lie in the journal'],
    ])
  })

  it('lets go of everything where a part of it throws at the start', async () => {
    const { log } = keepingLog()
    const surroundings = { file: join(dir, 'relay.yaml'), log, now: Date.now }
    const error: unknown = await startRelay(settingsOf('broken'), surroundings)().catch((thrown: unknown) => thrown)
    const again = await startRelay(settingsOf('sound'), surroundings)()
    if (!isLeft(again)) await again.right.stop()
    expect([String(error), again._tag]).to.deep.equal(['Error: a bug of a plugin', 'Right'])
  })
})
