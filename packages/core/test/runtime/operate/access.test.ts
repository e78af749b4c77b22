import { mkdtempDisposable, readdir, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { grantAccess, readAccess } from '../../../src/runtime/operate/access.ts'
import { askRelay } from '../../../src/runtime/operate/ask-relay.ts'

const scratch = () => mkdtempDisposable(join(tmpdir(), 'vouchrelay-access-'))

const grant = async (dir: string, url: string, token = 'token') => {
  const granted = await grantAccess(dir, { url, token })()
  if (isLeft(granted)) throw new Error(granted.left.message)
  return granted.right
}

const listen = async (
  answer: (path: string, authorization: string | undefined) => readonly [status: number, body: string],
) => {
  const server = createServer((request, response) => {
    const [status, body] = answer(request.url ?? '', request.headers.authorization)
    response.writeHead(status).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = async (): Promise<void> => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  return {
    url: `http://127.0.0.1:${port}`,
    close,
    [Symbol.asyncDispose]: () => (server.listening ? close() : Promise.resolve()),
  }
}

describe('access to a relay that runs', () => {
  it('is for its own user alone, and gone when the relay has ended', async () => {
    await using dir = await scratch()
    await writeFile(join(dir.path, 'admin.json'), 'stale', { mode: 0o644 })
    const revoke = await grant(dir.path, 'http://127.0.0.1:1')
    const { mode } = await stat(join(dir.path, 'admin.json'))
    const read = await readAccess(dir.path)
    await revoke()
    expect([mode & 0o777, read, await readdir(dir.path), await readAccess(dir.path)]).to.deep.equal([
      0o600,
      { url: 'http://127.0.0.1:1', token: 'token' },
      [],
      undefined,
    ])
  })

  it('cannot be had where the directory cannot be written', async () => {
    const granted = await grantAccess('/nowhere/at/all', { url: '', token: '' })()
    expect(granted).to.deep.equal({
      _tag: 'Left',
      left: {
        _tag: 'StartFailure',
        part: 'admin',
        message: 'Cannot write /nowhere/at/all/admin.json: no such file or folder.',
      },
    })
  })

  it('carries a question, its body and the token, and the answer back', async () => {
    await using dir = await scratch()
    const asked: unknown[] = []
    await using relay = await listen((path, authorization) => {
      asked.push([path, authorization])
      return [path === '/livez' ? 200 : 418, path === '/livez' ? '{"alive":true}' : '{"said":1}']
    })
    await grant(dir.path, relay.url)
    const answer = await askRelay(dir.path, { method: 'POST', path: '/desk', body: {} })
    expect([answer, asked]).to.deep.equal([
      { _tag: 'Answered', status: 418, body: { said: 1 } },
      [
        ['/livez', undefined],
        ['/desk', 'Bearer token'],
      ],
    ])
  })

  const silent: Readonly<Record<string, readonly [answer: readonly [number, string], why: string]>> = {
    'something else listens at its port': [[200, 'hello'], 'something else answers there'],
    'another relay listens at its port': [
      [401, '{"alive":true}'],
      'it does not know the token of this state directory',
    ],
  }
  for (const [title, [answer, why]] of Object.entries(silent)) {
    it(`says that ${title}`, async () => {
      await using dir = await scratch()
      await using other = await listen(() => answer)
      await grant(dir.path, other.url)
      const asked = await askRelay(dir.path, { method: 'GET', path: '/status' })
      expect(asked).to.deep.equal({ _tag: 'Silent', why: `a relay should run at ${other.url}, but ${why}` })
    })
  }

  it('says that nobody listens, or that the file is none of ours', async () => {
    await using dir = await scratch()
    const question = { method: 'GET', path: '/status' } as const
    const found = [await askRelay(dir.path, question)]
    const gone = await listen(() => [200, ''])
    await gone.close()
    await grant(dir.path, gone.url)
    found.push(await askRelay(dir.path, question))
    await writeFile(join(dir.path, 'admin.json'), '{"url":1}')
    found.push(await askRelay(dir.path, question))
    const [none, silent, foreign] = found
    expect([none?._tag, silent?._tag, foreign]).to.deep.equal([
      'NoRelay',
      'Silent',
      { _tag: 'Silent', why: `${join(dir.path, 'admin.json')} does not say how the relay is reached` },
    ])
  })
})
