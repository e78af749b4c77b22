import { expect } from 'chai'
import { folder, relayYaml, vouchrelay } from './vouchrelay.ts'

const lines = [
  { type: 'track', messageId: 'm1', userId: 'ada', event: 'Order Completed', properties: { total: 1 } },
  { type: 'page', messageId: 'm2', userId: 'ada' },
].map((line) => JSON.stringify(line))

const files = {
  'relay.yaml': relayYaml().replace('name: shop', 'name: shop\n    unwanted: skip'),
  'events.ndjson': [...lines, 'neither JSON nor wanted', '{"event":"Order Completed"'].join('\n'),
}

describe('vouchrelay plan, where what nobody wants is skipped unread', function () {
  this.timeout(30_000)

  it('says that no route wants it, and knows no id of it', async () => {
    await using dir = await folder(files)
    const { stdout } = await vouchrelay(['plan', 'relay.yaml', 'events.ndjson'], { cwd: dir.path })
    expect(stdout.slice(stdout.indexOf('line 2'))).to.equal(`line 2
  skipped, no route
line 3
  skipped, no route
line 4
  buried, undecodable
    the value: expected JSON, found something else
4 events: 1 to deliver (1 shipment), 2 to skip (2 no route), 1 to bury (1 undecodable)
`)
  })

  it('says so to programs', async () => {
    await using dir = await folder(files)
    const { stdout } = await vouchrelay(['plan', 'relay.yaml', 'events.ndjson', '--json'], { cwd: dir.path })
    expect(JSON.parse(stdout.split('\n')[1] ?? '')).to.deep.equal({
      line: 2,
      end: 'skipped',
      reason: 'no route',
      routes: [],
    })
  })

  it('explains why all the same', async () => {
    await using dir = await folder(files)
    const { stdout } = await vouchrelay(['plan', 'relay.yaml', 'events.ndjson', '--explain'], { cwd: dir.path })
    const [, second = '', third = ''] = stdout.split(/^line /m).slice(1)
    expect(second).to.match(/^2 {2}m2\n {2}skipped, no route\n {2}not wanted by\n {4}order {2}/)
    expect(third).to.equal('3\n  skipped, no route\n')
  })
})
