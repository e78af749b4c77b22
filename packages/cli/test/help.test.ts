import { expect } from 'chai'
import { readFile } from 'node:fs/promises'
import { inProcess } from './in-process.ts'
import { vouchrelay } from './vouchrelay.ts'

const commands = [
  'run',
  'check',
  'plan',
  'sandbox',
  'init',
  'test',
  'status',
  'letters',
  'explain',
  'forget',
  'import',
  'schema',
  'docs',
  'plugins',
] as const

describe('vouchrelay', function () {
  this.timeout(30_000)

  it('helps, with examples', async () => {
    const { status, stdout, stderr } = await vouchrelay(['--help'])
    expect([status, stderr]).to.deep.equal([0, ''])
    expect(stdout).to.match(/^Usage: vouchrelay /)
    for (const command of commands) expect(stdout).to.match(new RegExp(`^  ${command} `, 'm'))
    expect(stdout).to.contain('Examples:\n')
  })

  for (const command of commands) {
    it(`helps with ${command}, with examples and exit statuses`, async () => {
      const { status, stdout, stderr } = await inProcess([command, '--help'])
      expect([status, stderr]).to.deep.equal([0, ''])
      expect(stdout).to.match(new RegExp(`^Usage: vouchrelay ${command} `))
      expect(stdout).to.contain(`\n  vouchrelay ${command}`)
      expect(stdout).to.contain('\nExit status: 0')
    })
  }

  for (const letters of ['list', 'show', 'export', 'replay', 'drop', 'settle']) {
    it(`helps with letters ${letters}, with examples and exit statuses`, async () => {
      const { status, stdout, stderr } = await inProcess(['letters', letters, '--help'])
      expect([status, stderr]).to.deep.equal([0, ''])
      expect(stdout).to.match(new RegExp(`^Usage: vouchrelay letters ${letters} `))
      expect(stdout).to.contain(`\n  vouchrelay letters ${letters}`)
      expect(stdout).to.contain('\nExit status: 0')
    })
  }

  it('tells its version', async () => {
    const manifest: { version: string } = JSON.parse(
      await readFile(new URL('../package.json', import.meta.url), 'utf8'),
    )
    expect(await vouchrelay(['--version'])).to.deep.equal({ status: 0, stdout: `${manifest.version}\n`, stderr: '' })
  })

  const mistakes: readonly (readonly [args: readonly string[], complaint: string])[] = [
    [['chekc'], "error: unknown command 'chekc'\n(Did you mean check?)\n"],
    [['check', '--jsn', 'relay.yaml'], "error: unknown option '--jsn'\n(Did you mean --json?)\n"],
    [['check'], "error: missing required argument 'relay.yaml'\n"],
    [
      ['check', 'a.yaml', 'b.yaml'],
      "error: too many arguments for 'check'. Expected 1 argument but got 2: a.yaml, b.yaml.\n",
    ],
    [
      ['sandbox', '--port', '65536'],
      "error: option '--port <number>' argument '65536' is invalid. Expected a whole number from 0 to 65535.\n",
    ],
  ]
  for (const [args, complaint] of mistakes) {
    it(`refuses: ${args.join(' ')}`, async () => {
      const stderr = `${complaint}(--help shows how it is used)\n`
      expect(await inProcess(args)).to.deep.equal({ status: 2, stdout: '', stderr })
    })
  }

  it('shows its help as a mistake where no command is given', async () => {
    const { status, stdout, stderr } = await inProcess([])
    expect([status, stdout, stderr.slice(0, 18)]).to.deep.equal([2, '', 'Usage: vouchrelay '])
  })

  it('tells an older Node which one is needed', async () => {
    const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0' } })`
    const node = ['--import', `data:text/javascript,${encodeURIComponent(older)}`]
    expect(await vouchrelay(['--version'], { node })).to.deep.equal({
      status: 2,
      stdout: '',
      stderr: 'vouchrelay needs Node 24.6 or newer; this is Node 20.19.0.\n',
    })
  })
})
