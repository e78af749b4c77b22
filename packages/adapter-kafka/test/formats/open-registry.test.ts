import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { openRegistry } from '../../src/formats/registry/open-registry.ts'
import { SchemaRegistry } from '../../src/settings/schema-registry.ts'
import { certificate } from '../support/certificate.ts'
import { startRegistry, type TestRegistrySettings } from '../support/schema-registry.ts'

const { signal } = new AbortController()

describe('the registry of settings', () => {
  let folder: string
  let releases: (() => Promise<void>)[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vouchrelay-registry-'))
    releases = [() => rm(folder, { recursive: true })]
    await writeFile(join(folder, 'ca.pem'), certificate.cert)
  })
  afterEach(async () => {
    for (const release of releases.toReversed()) await release()
  })

  /** What the registry says of an id that it does not know, or why it says nothing. */
  const ask = async (server: TestRegistrySettings, written: object): Promise<string> => {
    const { url, close } = await startRegistry(server)
    releases.push(close)
    const settings = SchemaRegistry.decode({ url, ...written })
    if (isLeft(settings)) throw new Error('no settings')
    const onClose = (release: () => Promise<void>): void => void releases.push(release)
    const registry = await openRegistry(settings.right, { name: 'orders', folder, now: () => 0, onClose })
    if (isLeft(registry)) return registry.left.message.replace(folder, 'FOLDER')
    const answer = await registry.right.find('1', signal)
    return isLeft(answer) ? answer.left.message.replace(url, 'URL') : answer.right._tag
  }

  it('presents a name and a password, or a token', async () => {
    const basic = { authorization: `Basic ${Buffer.from('key:secret').toString('base64')}` }
    const bearer = { authorization: 'Bearer secret' }
    const refused = 'The schema registry at URL refuses the credentials (401): check `auth`.'
    expect([
      await ask(basic, { auth: { username: 'key', password: 'secret' } }),
      await ask(bearer, { auth: { token: 'secret' } }),
      await ask(basic, { auth: { username: 'key', password: 'other' } }),
      await ask(bearer, {}),
    ]).to.deep.equal(['Missing', 'Missing', refused, refused])
  })

  it('trusts the certificates of its file, relative to the settings, and no others', async () => {
    const tls = certificate
    expect(await ask({ tls }, { ca: 'ca.pem' })).to.equal('Missing')
    expect(await ask({ tls }, {})).to.match(/^The schema registry at URL does not answer: self-signed certificate/)
  })

  it('is a complaint at start where that file cannot be read', async () => {
    expect(await ask({}, { ca: 'lost.pem' })).to.equal(
      'schemaRegistry.ca: expected a file that can be read, found no such file or folder (FOLDER/lost.pem)',
    )
  })
})
