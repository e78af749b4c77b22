import { expect } from 'chai'
import { startSandbox, type Sandbox } from '../src/index.ts'
import { admin, noon, read, track } from './client.ts'

describe('the delay of the activity', () => {
  let sandbox: Sandbox
  let time: number
  beforeEach(async () => {
    time = noon
    sandbox = await startSandbox({ now: () => time, activityDelayMs: 1000 })
  })
  afterEach(() => sandbox.close())

  const send = (event: string) => track(sandbox.url, { event, customer: { source_id: 'ada' } })
  const shown = async (query = '') => {
    const { status, body } = await read(`${sandbox.url}/v1/customers/ada/activity${query}`)
    const events = [...JSON.stringify(body).matchAll(/"event_schema":\{"id":"[^"]*","name":"(\w+)"/g)]
    return [status, ...events.map(([, name]) => name)]
  }

  it('shows an event once it is over, and its customer at once', async () => {
    await send('signup')
    const before = await shown()
    time += 999
    const almost = await shown()
    time += 1
    expect([before, almost, await shown()]).to.deep.equal([[200], [200], [200, 'signup']])
  })

  it('holds for each event, whatever is asked for', async () => {
    await send('first')
    time += 600
    await send('second')
    time += 600
    for (const query of [
      '',
      '?limit=1',
      '?order=created_at',
      '?type=customer.custom_event',
      '?start_date=2026-03-04',
    ]) {
      expect(await shown(query)).to.deep.equal([200, 'first'])
    }
    time += 400
    expect(await shown('?limit=1')).to.deep.equal([200, 'second'])
  })

  it('is changed at run time, for what is stored, too', async () => {
    await send('signup')
    sandbox.setActivityDelay(0)
    const atOnce = await shown()
    expect(await admin(sandbox.url, 'POST', '/activity-delay', { ms: 5000 })).to.deep.equal({ ms: 5000 })
    time += 4999
    const hidden = await shown()
    time += 1
    expect([atOnce, hidden, await shown()]).to.deep.equal([[200, 'signup'], [200], [200, 'signup']])
    expect(await admin(sandbox.url, 'GET', '')).to.deep.include({ activityDelayMs: 5000 })
  })

  it('is back as it began when the sandbox is cleared', async () => {
    sandbox.setActivityDelay(0)
    sandbox.clear()
    await send('signup')
    expect(await shown()).to.deep.equal([200])
  })
})
