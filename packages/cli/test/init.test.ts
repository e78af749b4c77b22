import { expect } from 'chai'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { folder, vouchrelay } from './vouchrelay.ts'

describe('vouchrelay init', function () {
  this.timeout(30_000)

  it('writes settings that are sound as they are', async () => {
    await using dir = await folder()
    const made = await vouchrelay(['init'], { cwd: dir.path })
    const checked = await vouchrelay(['check', 'relay.yaml'], { cwd: dir.path })
    expect([made.status, made.stderr, checked.status, checked.stderr]).to.deep.equal([0, '', 0, ''])
    expect(made.stdout).to.match(/^wrote relay\.yaml\n/)
  })

  it('writes under another name', async () => {
    await using dir = await folder()
    const { stdout } = await vouchrelay(['init', 'shop.yaml'], { cwd: dir.path })
    expect(stdout).to.contain('\n  npx vouchrelay run shop.yaml\n')
    expect(await readFile(join(dir.path, 'shop.yaml'), 'utf8')).to.contain('sources:')
  })

  it('leaves a file alone that is there', async () => {
    await using dir = await folder({ 'relay.yaml': 'mine' })
    expect(await vouchrelay(['init'], { cwd: dir.path })).to.deep.equal({
      status: 1,
      stdout: '',
      stderr: 'relay.yaml is there already; --force overwrites it.\n',
    })
    expect(await readFile(join(dir.path, 'relay.yaml'), 'utf8')).to.equal('mine')
  })

  it('overwrites it with --force', async () => {
    await using dir = await folder({ 'relay.yaml': 'mine' })
    expect((await vouchrelay(['init', '--force'], { cwd: dir.path })).status).to.equal(0)
    expect(await readFile(join(dir.path, 'relay.yaml'), 'utf8')).to.contain('sources:')
  })

  it('says why it cannot write', async () => {
    await using dir = await folder()
    const { status, stderr } = await vouchrelay(['init', 'no/such/relay.yaml'], { cwd: dir.path })
    expect([status, stderr]).to.deep.equal([1, 'Cannot write no/such/relay.yaml: no such file or folder.\n'])
  })
})
