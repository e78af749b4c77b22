import { expect } from 'chai'
import type { Shipment } from '../../src/contracts/destination.ts'
import type { State } from '../../src/state/open-state.ts'
import { letterOf, shipmentOf } from './sample-shipment.ts'
import { createScratch, rowsIn, until } from './scratch.ts'

const dayMs = 86_400_000

describe('letters that nobody decides about', () => {
  let now = 0
  const scratch = createScratch(() => now)
  beforeEach(() => {
    now = 1_000 * dayMs
  })
  afterEach(scratch.clean)

  const write = ({ ledger }: State, messageId: string, some: Partial<Shipment<unknown>> = {}) => {
    const letter = { ...letterOf(shipmentOf({ messageId, deliveryId: messageId, ...some })), buriedAt: now }
    return ledger.conclude({ letter })()
  }
  const held = (dir: string) =>
    rowsIn(dir, 'SELECT message_id FROM letters ORDER BY id').map((row) => row['message_id'])

  it('are deleted after the days that the settings name, however many, and are counted', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await Promise.all(Array.from({ length: 450 }, (_, i) => write(state, `old ${i}`)))
    now += 5 * dayMs
    await write(state, 'recent')
    await write(state, 'old 7')
    await state.close()
    now += 2 * dayMs
    let expired = 0
    const again = await scratch.open(dir, { keepLettersMs: 6 * dayMs, expired: (letters) => (expired += letters) })
    await until(() => expired === 449)
    expect([held(dir), again.letters.count()]).to.deep.equal([['old 7', 'recent'], 2])
  })
})
