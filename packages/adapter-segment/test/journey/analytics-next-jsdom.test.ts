import { expect } from 'chai'
import { JSDOM } from 'jsdom'
import { readBundle } from '../support/analytics-js.ts'
import { everyCallTo, storedOf, type Made } from './analytics-js.ts'
import { comparable } from './comparable.ts'
import { sixDelivered, startJourney } from './start-relay.ts'

describe('from @segment/analytics-next in jsdom to Voucherify', () => {
  it('comes every call, as its route maps it', async () => {
    await using journey = await startJourney()
    const url = 'https://shop.example.com/path'
    const { window } = new JSDOM('<!doctype html><title>Shop</title>', { url, runScripts: 'outside-only' })
    Object.assign(window, { fetch })
    const began = Date.now()
    window.eval(readBundle())
    const made = (await window.eval(everyCallTo(journey.url))) as readonly Made[] // what the script resolves to
    await journey.settled(6)
    window.close()

    expect(comparable(journey.bodies(), began)).to.deep.equal(storedOf(url, made))
    expect([journey.counts(), journey.problems]).to.deep.equal([sixDelivered, []])
  })
})
