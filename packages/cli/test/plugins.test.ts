import { join } from 'node:path'
import { expect } from 'chai'
import { inProcess } from './in-process.ts'
import { thirdParty } from './third-party.ts'
import { folder } from './vouchrelay.ts'

describe('vouchrelay plugins', () => {
  it('lists what is built in, by kind', async () => {
    const { status, stdout, stderr } = await inProcess(['plugins'])
    expect([status, stderr]).to.deep.equal([0, ''])
    const [head, ...rows] = stdout.trimEnd().split('\n')
    expect(head).to.match(/^kind +name +status +from$/)
    expect(rows[0]).to.match(/^source +segment +beta +built in +Takes events from Segment's libraries, .*\.$/)
    expect(rows[1]).to.match(/^destination +voucherify +beta +built in +Tracks custom events/)
    expect(rows[2]).to.match(/^directive +@path +built in +The value at a path of the event/)
    expect([...new Set(rows.map((row) => row.split(' ')[0]))]).to.deep.equal([
      'source',
      'destination',
      'directive',
      'preset',
    ])
  })

  it('says where a plugin of a settings file came from, as JSON', async () => {
    await using dir = await folder(thirdParty)
    const { status, stdout } = await inProcess(['plugins', join(dir.path, 'relay.yaml'), '--json'])
    const records: readonly unknown[] = stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    const upper = {
      kind: 'directive',
      name: '@upper',
      summary: 'A text in capital letters. Anything else is missing.',
      from: './upper.mjs',
    }
    expect(status).to.equal(0)
    expect(records).to.deep.include(upper)
  })
})
