import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { inProcess } from './in-process.ts'
import { thirdParty } from './third-party.ts'
import { folder } from './vouchrelay.ts'

describe('vouchrelay docs', () => {
  it('prints every page', async () => {
    const { status, stdout, stderr } = await inProcess(['docs'])
    expect([status, stderr]).to.deep.equal([0, ''])
    expect([...stdout.matchAll(/^# (.*)$/gm)].map(([, title]) => title)).to.deep.equal([
      'Settings',
      'Directives',
      'Filters',
      'Presets',
    ])
  })

  it('prints what is asked for by name, one after the other', async () => {
    const { status, stdout } = await inProcess(['docs', 'segment', 'number'])
    expect(status).to.equal(0)
    expect([...stdout.matchAll(/^##+ (.*)$/gm)].map(([, title]) => title)).to.deep.equal(['segment', '@number'])
  })

  it('prints a plugin that a settings file names', async () => {
    await using dir = await folder(thirdParty)
    const { status, stdout } = await inProcess(['docs', join(dir.path, 'relay.yaml'), '@upper'])
    expect([status, stdout.slice(0, 9)]).to.deep.equal([0, '## @upper'])
  })

  it('writes every page, with the plugins that a settings file names', async () => {
    await using dir = await folder(thirdParty)
    const out = join(dir.path, 'a/b')
    const { status, stdout } = await inProcess(['docs', '--out', out, join(dir.path, 'relay.yaml')])
    const files = ['settings.md', 'directives.md', 'filters.md', 'presets.md']
    expect([status, stdout]).to.deep.equal([0, files.map((file) => `${join(out, file)}\n`).join('')])
    expect(await readdir(out)).to.have.members(files)
    expect(await readFile(join(out, 'directives.md'), 'utf8')).to.contain('\n## @upper\n')
  })

  it('tells that there is no such page, and which was meant', async () => {
    expect(await inProcess(['docs', 'segmnt'])).to.deep.equal({
      status: 2,
      stdout: '',
      stderr: 'There is no page or plugin segmnt. Did you mean segment?\n',
    })
  })

  it('tells that a folder cannot be written to', async () => {
    await using dir = await folder({ file: '' })
    const { status, stderr } = await inProcess(['docs', '--out', join(dir.path, 'file')])
    expect([status, stderr.slice(0, 16)]).to.deep.equal([1, 'Cannot write to '])
  })
})
