import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { once } from 'node:events'
import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { ask, basic } from './support/ask.ts'
import { TRACKING, withSegment } from './support/each.ts'
import { startSegment } from './support/start-segment.ts'

const track = { headers: basic('WK_test'), body: '{"event":"e","userId":"u","messageId":"m"}' }
const refused = (code: string, message: string) => ({ success: false, code, message })

/** Everything a socket gets after it has sent a text. */
const talk = async (url: string, text: string): Promise<string> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.write(text)
  await once(socket, 'close')
  return Buffer.concat(chunks).toString()
}

describe('the listener', () => {
  describe('while all is well', () => {
    const running = withSegment(TRACKING)

    it('hands on what it stored', async () => {
      await ask(`${running().url}/v1/t`, track)
      const { deliveries } = running().source
      const ids: string[] = []
      for await (const { id } of deliveries(new AbortController().signal)) ids.push(id)
      expect(ids).to.deep.equal(['0'])
    })

    it('logs nothing', async () => {
      await ask(`${running().url}/v1/t`, track)
      expect(running().logged).to.deep.equal([])
    })

    it('answers before a body of a stranger is sent', async () => {
      const sent = request(`${running().url}/v1/t`, {
        method: 'POST',
        headers: { ...basic('no'), expect: '100-continue', 'content-length': 1000 },
      })
      sent.on('continue', () => sent.destroy(new Error('invited')))
      sent.flushHeaders()
      const [response] = await once(sent, 'response')
      expect(response.statusCode).to.equal(401)
      sent.destroy()
    })

    it('answers a stream of requests on one connection in their order', async () => {
      const body = track.body
      const one = `POST /v1/t HTTP/1.1\r\nhost: a\r\nx-write-key: WK_test\r\ncontent-length: ${body.length}\r\n`
      const answers = await talk(running().url, `${one}\r\n${body}${one}connection: close\r\n\r\n${body}`)
      expect(answers.match(/HTTP\/1.1 \d+/g)).to.deep.equal(['HTTP/1.1 200', 'HTTP/1.1 200'])
      expect(running().journal.entries.length).to.equal(2)
    })

    it('answers what is not HTTP in JSON', async () => {
      const answer = await talk(running().url, 'NONSENSE\r\n\r\n')
      expect(answer).to.match(/^HTTP\/1.1 400 .*\{"success":false,"code":"bad_request","message":".*"\}$/s)
    })

    it('answers a head that is too large with 431', async () => {
      const answer = await talk(running().url, `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`)
      expect(answer).to.match(/^HTTP\/1.1 431 .*"code":"too_large"/s)
    })

    it('outlives a sender that hangs up in the middle of a body', async () => {
      const socket = connect(Number(new URL(running().url).port), '127.0.0.1')
      socket.write('POST /v1/t HTTP/1.1\r\nhost: a\r\nx-write-key: WK_test\r\ncontent-length: 100\r\n\r\n{"event":')
      await once(socket, 'ready')
      socket.destroy()
      expect((await ask(`${running().url}/v1/t`, track)).status).to.equal(200)
      expect(running().journal.entries.length).to.equal(1)
    })
  })

  describe('with slow senders', () => {
    const running = withSegment({ ...TRACKING, listen: { port: 0, requestTimeoutMs: 200 } })

    it('gives up on a body that does not come', async () => {
      const head = 'POST /v1/t HTTP/1.1\r\nhost: a\r\nx-write-key: WK_test\r\ncontent-length: 100\r\n\r\n{'
      expect(await talk(running().url, head)).to.match(/^HTTP\/1.1 408 .*"code":"timeout"/s)
    })

    it('gives up on a head that does not end', async () => {
      expect(await talk(running().url, 'POST /v1/t HTTP/1.1\r\nhost: a')).to.match(/^HTTP\/1.1 408 /)
    })
  })

  describe('with little memory', () => {
    const running = withSegment({ ...TRACKING, listen: { port: 0, maxPendingBytes: 1024 * 1024 } })

    it('refuses a body while others take all of it, and takes it later', async () => {
      const { url } = running()
      const greedy = connect(Number(new URL(url).port), '127.0.0.1')
      greedy.write('POST /v1/t HTTP/1.1\r\nhost: a\r\nx-write-key: WK_test\r\ncontent-length: 1048576\r\n')
      greedy.write('expect: 100-continue\r\n\r\n')
      await once(greedy, 'data')
      const busy = await ask(`${url}/v1/t`, track)
      expect([busy.status, busy.headers['retry-after'], busy.body]).to.deep.equal([
        429,
        '1',
        refused('busy', 'too many bodies are being read'),
      ])
      greedy.destroy()
      let last = busy
      while (last.status === 429) last = await ask(`${url}/v1/t`, track)
      expect(last.status).to.equal(200)
    })
  })

  describe('over a journal that fails', () => {
    const running = withSegment({ ...TRACKING, listen: { port: 0, retryAfterSeconds: 7 } })

    it('asks to wait while it is full', async () => {
      running().journal.failWith({ _tag: 'JournalFull', message: 'the journal is full: 100 events' })
      const { status, headers, body } = await ask(`${running().url}/v1/t`, track)
      expect([status, headers['retry-after'], body]).to.deep.equal([429, '7', refused('full', 'the journal is full')])
    })

    it('asks to wait while it cannot be written', async () => {
      running().journal.failWith({ _tag: 'StateFailure', message: 'no space left on the device' })
      const { status, headers, body } = await ask(`${running().url}/v1/t`, track)
      expect([status, headers['retry-after'], body]).to.deep.equal([
        503,
        '7',
        refused('state_unavailable', 'the events could not be stored'),
      ])
    })

    it('is ill until an append goes well, or for ten seconds', async () => {
      const { journal, source, clock, url } = running()
      const ailments: (string | undefined)[] = [source.ailment?.()]
      journal.failWith({ _tag: 'StateFailure', message: 'no space left' })
      await ask(`${url}/v1/t`, track)
      ailments.push(source.ailment?.())
      clock.now += 10_000
      ailments.push(source.ailment?.())
      await ask(`${url}/v1/t`, track)
      ailments.push(source.ailment?.())
      journal.failWith(undefined)
      await ask(`${url}/v1/t`, track)
      ailments.push(source.ailment?.())
      expect(ailments).to.deep.equal([undefined, 'no space left', undefined, 'no space left', undefined])
    })

    it('logs a kind of refusal once a minute, with how many there were', async () => {
      const { journal, clock, logged, url } = running()
      journal.failWith({ _tag: 'JournalFull', message: 'full' })
      await ask(`${url}/v1/t`, track)
      await ask(`${url}/v1/t`, track)
      await ask(`${url}/v1/other`, track)
      clock.now += 60_000
      await ask(`${url}/v1/t`, track)
      expect(logged).to.deep.equal([
        ['warn', { status: 429, code: 'full', requests: 1 }, 'refused: the journal is full'],
        ['warn', { status: 404, code: 'not_found', requests: 1 }, 'refused: there is nothing at this path'],
        ['warn', { status: 429, code: 'full', requests: 2 }, 'refused: the journal is full'],
      ])
    })
  })

  describe('when the relay stops', () => {
    const running = withSegment(TRACKING)

    it('refuses what comes on a connection that is open, and closes it', async () => {
      const body = connect(Number(new URL(running().url).port), '127.0.0.1')
      body.write(
        'POST /v1/t HTTP/1.1\r\nhost: a\r\nx-write-key: WK_test\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n',
      )
      await once(body, 'data')
      running().stop()
      body.write('{}')
      const [answer] = await once(body, 'data')
      expect(String(answer)).to.match(/^HTTP\/1.1 503 .*retry-after: 10\r\n.*"code":"stopping"/is)
      expect(String(answer)).to.match(/connection: close/i)
      expect(running().journal.entries).to.deep.equal([])
    })

    it('takes no new connection', async () => {
      running().stop()
      const failed = await ask(`${running().url}/v1/t`, track).catch((error: Error) => error)
      expect(failed).to.be.an('error').with.property('code', 'ECONNREFUSED')
    })

    it('closes with idle connections open', async () => {
      const agent = new Agent({ keepAlive: true })
      await ask(`${running().url}/v1/t`, { ...track, agent })
      await running().close()
      agent.destroy()
    })
  })

  it('says so where it cannot listen', async () => {
    const first = await startSegment(TRACKING)
    const port = Number(new URL(first.url).port)
    const second = await startSegment({ ...TRACKING, listen: { port } }).catch((error: Error) => error.message)
    await first.close()
    expect(second).to.match(new RegExp(`^cannot listen on 127.0.0.1:${port}: address already in use$`))
  })

  it('is not started by a dry run', async () => {
    const { segment } = await import('../src/plugin.ts')
    const config = segment.config.decode(TRACKING)
    expect(isLeft(config) ? undefined : Object.keys(segment.pure(config.right))).to.deep.equal(['decode'])
  })
})
