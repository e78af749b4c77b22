import { expect } from 'chai'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import { inspect } from 'node:util'
import { closed } from '../../src/settings/closed.ts'
import { describeComplaint } from '../../src/settings/complaint.ts'
import { defaulted, listOf, optional, required } from '../../src/settings/field.ts'
import { loadSettings } from '../../src/settings/load.ts'
import { HttpUrl, Port, SecretText, Text, whole } from '../../src/settings/values.ts'

const Listener = closed('the settings of a listener', {
  host: defaulted(Text, '127.0.0.1', { summary: 'The address.' }),
  port: required(Port, { summary: 'The port.' }),
})

const Settings = closed('the settings', {
  listen: required(Listener, { summary: 'Where it listens.' }),
  keys: defaulted(listOf(Text), [], { summary: 'Keys.' }),
  secret: optional(SecretText, { summary: 'A secret.' }),
  url: optional(HttpUrl, { summary: 'A URL.' }),
  retries: defaulted(whole(0, 10), 3, { summary: 'How often.' }),
})

const load = (text: string, environment: Record<string, string> = {}) =>
  loadSettings(Settings, { file: 'relay.yaml', text, environment })

const complaints = (text: string, environment: Record<string, string> = {}): readonly string[] => {
  const loaded = load(text, environment)
  return isLeft(loaded) ? loaded.left.map(describeComplaint) : []
}

describe('loadSettings', () => {
  it('reads settings and fills in what they leave out', () => {
    expect(load('listen: { port: 8080 }')).to.deep.equal(
      right({ listen: { host: '127.0.0.1', port: 8080 }, keys: [], retries: 3 }),
    )
  })

  it('fills in variables and their defaults', () => {
    const text = 'listen: { host: "${HOST}", port: "${PORT:8080}" }\nkeys: ["a-${HOST}", "$${HOST}", "${NONE:}x"]'
    expect(load(text, { HOST: '::1' })).to.deep.equal(
      right({ listen: { host: '::1', port: 8080 }, keys: ['a-::1', '${HOST}', 'x'], retries: 3 }),
    )
  })

  it('tells every complaint at once, with its place', () => {
    expect(
      complaints('listen:\n  hots: ::1\n  port: 99999\nkeys: [a, 7]\nretries: many\nurl: ftp://x\n'),
    ).to.deep.equal([
      'relay.yaml:2:9 listen.hots: expected one of host, port (did you mean host?), found "hots"',
      'relay.yaml:3:9 listen.port: expected a whole number from 0 to 65535, found 99999',
      'relay.yaml:4:11 keys[1]: expected a text, found 7',
      'relay.yaml:5:10 retries: expected a whole number from 0 to 10, found "many"',
      'relay.yaml:6:6 url: expected a URL that starts with http:// or https://, found "ftp://x"',
    ])
  })

  it('names the place around a setting that is missing', () => {
    expect(complaints('keys: []\nlisten: {}\n')).to.deep.equal([
      'relay.yaml:2:9 listen.port: expected a whole number from 0 to 65535, found nothing',
    ])
  })

  it('complains of a variable that is not set, and shows no variable', () => {
    expect(complaints('listen: { port: "${PORT}" }\nretries: "${RETRIES}"', { RETRIES: 'hunter2' })).to.deep.equal([
      'relay.yaml:1:17 listen.port: expected the environment variable PORT to be set (or a default: ${PORT:text}), found nothing',
      'relay.yaml:2:10 retries: expected a whole number from 0 to 10, found "${RETRIES}"',
    ])
  })

  it('shows no secret, not even one of the wrong kind', () => {
    expect(complaints('listen: { port: 1 }\nsecret: 123456')).to.deep.equal([
      'relay.yaml:2:9 secret: expected a secret text (a number needs quotes), found a value not shown here',
    ])
  })

  for (const [what, text, complaint] of [
    ['no settings at all', '', 'relay.yaml: expected the settings, found an empty file'],
    ['a list', '[1]', 'relay.yaml:1:1: expected the settings, found a list of 1'],
  ] as const) {
    it(`complains of ${what}`, () => expect(complaints(text)).to.deep.equal([complaint]))
  }

  it('shows no variable where an alias repeats it', () => {
    const text = 'listen: { port: 1 }\nkeys: [&a "${KEY}"]\nretries: *a'
    expect(complaints(text, { KEY: 'hunter2' })).to.deep.equal([
      'relay.yaml:3:10 retries: expected a whole number from 0 to 10, found "${KEY}"',
    ])
  })

  it('keeps a variable out of the structure of the file', () => {
    expect(load('listen: { port: 1 }\nkeys: ["${INJECTED}"]', { INJECTED: 'a", "b\nretries: 9' })).to.deep.equal(
      right({ listen: { host: '127.0.0.1', port: 1 }, keys: ['a", "b\nretries: 9'], retries: 3 }),
    )
  })
})

describe('a secret', () => {
  it('prints as stars however it is printed', () => {
    const loaded = load('listen: { port: 1 }\nsecret: hunter2')
    const secret = isLeft(loaded) ? undefined : loaded.right.secret
    expect([String(secret), JSON.stringify({ secret }), inspect({ secret }), secret?.reveal()]).to.deep.equal([
      '***',
      '{"secret":"***"}',
      '{ secret: *** }',
      'hunter2',
    ])
  })
})

describe('a fault at or below a secret setting', () => {
  const Guarded = closed('the settings', {
    keys: required(listOf(SecretText), { summary: 'Keys.', secret: true }),
    header: required(Listener, { summary: 'A header.', secret: true }),
  })

  it('shows nothing of what was written', () => {
    const loaded = loadSettings(Guarded, { file: 'relay.yaml', text: 'keys: live-key\nheader: plain', environment: {} })
    expect(isLeft(loaded) ? loaded.left.map(describeComplaint) : []).to.deep.equal([
      'relay.yaml:1:7 keys: expected a list of: a secret text, found a value not shown here',
      'relay.yaml:2:9 header: expected the settings of a listener, found a value not shown here',
    ])
  })
})
