import { join } from 'node:path'
import { expect } from 'chai'
import { inProcess } from './in-process.ts'
import { thirdParty } from './third-party.ts'
import { folder, relayYaml } from './vouchrelay.ts'

describe('vouchrelay schema', () => {
  const directives = ['definitions', 'expression', 'allOf', '0', 'properties']
  const at = (schema: unknown, keys: readonly string[]): unknown =>
    keys.reduce<unknown>((part, key) => Object.entries(Object(part)).find(([name]) => name === key)?.[1], schema)

  it('prints the schema of what is built in', async () => {
    const { status, stdout, stderr } = await inProcess(['schema'])
    expect([status, stderr]).to.deep.equal([0, ''])
    const schema: unknown = JSON.parse(stdout)
    expect(at(schema, ['$schema'])).to.equal('http://json-schema.org/draft-07/schema#')
    expect(Object.keys(Object(at(schema, ['properties'])))).to.include.members(['sources', 'routes', 'destination'])
    expect(at(schema, [...directives, '@upper'])).to.equal(undefined)
  })

  it('prints it with the plugins that a settings file names', async () => {
    await using dir = await folder(thirdParty)
    const { status, stdout } = await inProcess(['schema', join(dir.path, 'relay.yaml')])
    expect(status).to.equal(0)
    expect(at(JSON.parse(stdout), [...directives, '@upper', 'description'])).to.equal(
      'A text in capital letters. Anything else is missing.',
    )
  })

  it('tells that a plugin is missing', async () => {
    await using dir = await folder({ 'relay.yaml': `plugins: [./gone.js]\n${relayYaml()}` })
    const { status, stdout, stderr } = await inProcess(['schema', join(dir.path, 'relay.yaml')])
    expect([status, stdout]).to.deep.equal([2, ''])
    expect(stderr).to.match(/relay\.yaml:1:11 plugins\[0\]: expected a module that can be imported, found \.\/gone\.js/)
  })
})
