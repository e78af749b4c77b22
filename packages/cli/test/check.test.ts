import { expect } from 'chai'
import { folder, relayYaml, vouchrelay } from './vouchrelay.ts'

const broken = `
sources:
  - use: segmnt
routes:
  - name: a route
    when: 7
    body: { event: x }
  - name: order
    body: { event: x }
    boddy: {}
destination: { use: voucherify, applicationId: '\${APP_ID}', secretKey: s }
admin: { port: 99999 }
`

const complaints = [
  'relay.yaml:3:10 sources[0].use: expected the name of a source: segment (did you mean segment?), found "segmnt"',
  'relay.yaml:5:11 routes[0].name: expected a name of letters, digits, - and _, which starts with a letter or digit, found "a route"',
  'relay.yaml:6:11 routes[0].when: expected a filter such as type = "track", found 7',
  'relay.yaml:10:12 routes[1].boddy: expected one of name, from, when, makes, body, whenInDoubt, priority, weight, examples (did you mean body?), found "boddy"',
  'relay.yaml:11:48 destination.applicationId: expected the environment variable APP_ID to be set (or a default: ${APP_ID:text}), found nothing',
  'relay.yaml:12:16 admin.port: expected a whole number from 0 to 65535, found 99999',
]

describe('vouchrelay check', function () {
  this.timeout(30_000)

  it('says what sound settings come to', async () => {
    await using dir = await folder({ 'relay.yaml': relayYaml() })
    expect(await vouchrelay(['check', 'relay.yaml'], { cwd: dir.path })).to.deep.equal({
      status: 0,
      stdout: [
        'relay.yaml is sound: 1 source, 2 routes, destination voucherify',
        'sources: shop (segment)',
        '',
        'route   from          when',
        'order   every source  event = "Order Completed"',
        'coupon  shop          event = "Order Completed" and properties.coupon != null',
        '',
      ].join('\n'),
      stderr: '',
    })
  })

  it('says it as JSON', async () => {
    await using dir = await folder({ 'relay.yaml': relayYaml() })
    const { status, stdout } = await vouchrelay(['check', 'relay.yaml', '--json'], { cwd: dir.path })
    expect([status, JSON.parse(stdout)]).to.deep.equal([
      0,
      {
        file: 'relay.yaml',
        sound: true,
        sources: [{ name: 'shop', use: 'segment' }],
        routes: [
          { name: 'order', when: 'event = "Order Completed"' },
          { name: 'coupon', from: ['shop'], when: 'event = "Order Completed" and properties.coupon != null' },
        ],
        destination: { name: 'voucherify', use: 'voucherify' },
        examples: [],
      },
    ])
  })

  for (const command of ['check', 'run']) {
    it(`tells all mistakes at once: ${command}`, async () => {
      await using dir = await folder({ 'relay.yaml': broken })
      const stderr = [...complaints, '6 mistakes', ''].join('\n')
      expect(await vouchrelay([command, 'relay.yaml'], { cwd: dir.path })).to.deep.equal({
        status: 2,
        stdout: '',
        stderr,
      })
    })
  }

  it('tells mistakes as JSON', async () => {
    await using dir = await folder({ 'relay.yaml': `${relayYaml()}\nadmin2: {}\n` })
    const { status, stdout } = await vouchrelay(['check', 'relay.yaml', '--json'], { cwd: dir.path })
    expect([status, JSON.parse(stdout)]).to.deep.equal([
      2,
      {
        file: 'relay.yaml',
        sound: false,
        complaints: [
          {
            file: 'relay.yaml',
            path: 'admin2',
            expected:
              'one of sources, plugins, routes, destination, state, retry, limits, admin, shutdown (did you mean admin?)',
            found: '"admin2"',
            line: 18,
            column: 9,
          },
        ],
      },
    ])
  })

  it('tells that a file is missing', async () => {
    await using dir = await folder()
    const { status, stderr } = await vouchrelay(['check', 'relay.yaml'], { cwd: dir.path })
    expect([status, stderr]).to.deep.equal([
      2,
      'relay.yaml: expected a file that can be read, found no such file or folder\n1 mistake\n',
    ])
  })

  const withExample = (total: string): string =>
    relayYaml().replace(
      '  - name: coupon',
      `    examples:
      - title: an order
        event: { type: track, event: Order Completed, userId: ada, properties: { total: ${total} } }
        body: { event: order_completed, customer: { source_id: ada }, metadata: { total: 12.5 } }
  - name: coupon`,
    )

  it('runs the examples of routes', async () => {
    await using dir = await folder({ 'relay.yaml': withExample('"12.50"') })
    const { status, stdout } = await vouchrelay(['check', 'relay.yaml'], { cwd: dir.path })
    expect([status, stdout.split('\n')[0]]).to.deep.equal([
      0,
      'relay.yaml is sound: 1 source, 2 routes, destination voucherify, 1 example held',
    ])
  })

  it('shows an example that does not hold, with the lines that differ', async () => {
    await using dir = await folder({ 'relay.yaml': withExample('13') })
    expect(await vouchrelay(['check', 'relay.yaml'], { cwd: dir.path })).to.deep.equal({
      status: 2,
      stdout: '',
      stderr: [
        '✘ order: an order',
        '    - expected  + found',
        '         source_id: ada',
        '       event: order_completed',
        '       metadata:',
        '    -    total: 12.5',
        '    +    total: 13',
        '1 example does not hold',
        '',
      ].join('\n'),
    })
  })
})
