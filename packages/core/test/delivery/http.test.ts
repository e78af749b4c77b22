import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import type { Either } from 'fp-ts/lib/Either.js'
import { gotTransport, type HttpReply, type HttpRequest, type TransportFailure } from '../../src/delivery/http.ts'

const never = new AbortController().signal

const post = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json' },
  body: '{"event":"e"}',
  timeoutMs: 5000,
  ...more,
})

const status = (outcome: Either<TransportFailure, HttpReply>) =>
  outcome._tag === 'Right' ? outcome.right.status : outcome.left.message
const written = (outcome: Either<TransportFailure, HttpReply>) =>
  outcome._tag === 'Left' ? outcome.left.written : `status ${outcome.right.status}`

describe('gotTransport', () => {
  const releases: (() => unknown)[] = []
  const opened = gotTransport({ inFlight: 2, maxReplyBytes: 1000 })

  afterEach(() => {
    for (const release of releases.splice(0)) release()
  })
  after(() => opened.close())

  const listen = async (server: Server): Promise<string> => {
    const sockets = new Set<Socket>()
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
    })
    releases.push(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    // A server that listens on a port has an address with a port.
    return `127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const http = async (handle: RequestListener): Promise<string> =>
    `http://${await listen(createServer(handle))}/v1/events`
  const tcp = async (handle: (socket: Socket) => void): Promise<string> =>
    `http://${await listen(createTcpServer(handle))}/v1/events`
  const exchange = (request: HttpRequest, stop = never): Promise<Either<TransportFailure, HttpReply>> =>
    opened.exchange(request, stop)()

  describe('a reply', () => {
    it('has status, headers in lower case, and body', async () => {
      const url = await http((_, response) => {
        response.writeHead(200, { 'X-Rate-Limit-Remaining': '7' }).end('{"object":"event"}')
      })
      const outcome = await exchange(post(url))
      expect(outcome).to.have.nested.property('right.headers.x-rate-limit-remaining', '7')
      expect(outcome).to.have.nested.property('right.body', '{"object":"event"}')
      expect(status(outcome)).to.equal(200)
    })

    it('is decompressed', async () => {
      const url = await http((_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed'))
      })
      expect(await exchange(post(url))).to.have.nested.property('right.body', 'packed')
    })

    it('that is not UTF-8 is read with replacement characters', async () => {
      const url = await http((_, response) => response.end(Buffer.from([0x41, 0xff, 0x42])))
      expect(await exchange(post(url))).to.have.nested.property('right.body', 'A\uFFFDB')
    })

    for (const code of [204, 301, 307, 400, 429, 500, 503]) {
      it(`with status ${code} is a reply, asked for once`, async () => {
        let requests = 0
        const url = await http((_, response) => {
          requests++
          response.writeHead(code, { location: '/elsewhere', 'retry-after': '0' }).end()
        })
        expect(status(await exchange(post(url)))).to.equal(code)
        expect(requests).to.equal(1)
      })
    }

    it('that comes before the request was read whole is a reply', async () => {
      const url = await tcp((socket) => {
        socket.once('data', () => socket.write('HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n'))
      })
      expect(status(await exchange(post(url, { body: 'x'.repeat(200_000) })))).to.equal(413)
    })
  })

  describe('a request', () => {
    it('arrives with its method, headers and body as given', async () => {
      const seen: unknown[] = []
      const url = await http((request, response) => {
        request.setEncoding('utf8').on('data', (body) => {
          seen.push(request.method, request.url, request.headers['x-app-id'], body)
          response.end()
        })
      })
      await exchange(post(url, { headers: { 'X-App-Id': 'app' }, body: '{"event":"zażółć"}' }))
      expect(seen).to.deep.equal(['POST', '/v1/events', 'app', '{"event":"zażółć"}'])
    })

    it('uses a connection again', async () => {
      const ports = new Set<number | undefined>()
      const url = await http((request, response) => {
        ports.add(request.socket.remotePort)
        response.end()
      })
      for (let i = 0; i < 5; i++) await exchange(post(url))
      expect(ports.size).to.equal(1)
    })

    it('waits for one of inFlight connections', async () => {
      let most = 0
      const held: ServerResponse[] = []
      const url = await http((_, response) => {
        held.push(response)
        most = Math.max(most, held.length)
        if (held.length >= 2) setImmediate(() => held.splice(0).forEach((waiting) => waiting.end()))
      })
      await Promise.all(Array.from({ length: 10 }, () => exchange(post(url))))
      expect(most).to.equal(2)
    })

    it('leaves nothing behind on the signal', async () => {
      const url = await http((_, response) => response.end())
      const stop = new AbortController()
      await exchange(post(url), stop.signal)
      stop.abort()
      expect(status(await exchange(post(url)))).to.equal(200)
    })
  })

  describe('a failure is not written', () => {
    it('when the port is closed', async () => {
      expect(written(await exchange(post('http://127.0.0.1:1/v1/events')))).to.equal(false)
    })

    it('when the name does not resolve', async () => {
      expect(written(await exchange(post('http://nowhere.invalid/v1/events')))).to.equal(false)
    })

    it('when the other side does not speak TLS', async () => {
      const url = await http((_, response) => response.end())
      expect(written(await exchange(post(url.replace('http:', 'https:'))))).to.equal(false)
    })

    it('when the TLS handshake fails', async () => {
      const address = await listen(createTlsServer({}))
      expect(written(await exchange(post(`https://${address}/v1/events`)))).to.equal(false)
    })

    it('when the TLS handshake never ends', async () => {
      const url = await tcp(() => undefined)
      const outcome = await exchange(post(url.replace('http:', 'https:'), { timeoutMs: 50 }))
      expect(written(outcome)).to.equal(false)
    })

    it('when the connection breaks before the whole body went out', async () => {
      const url = await tcp((socket) => {
        socket.pause()
        setImmediate(() => socket.resetAndDestroy())
      })
      expect(written(await exchange(post(url, { body: 'x'.repeat(30_000_000) })))).to.equal(false)
    })

    it('when it is stopped before it began', async () => {
      expect(written(await exchange(post('http://127.0.0.1:1/'), AbortSignal.abort()))).to.equal(false)
    })

    it('when it is stopped while it waits for a connection', async () => {
      const stop = new AbortController()
      const url = await http(() => stop.abort())
      const running = [0, 1].map(() => exchange(post(url, { timeoutMs: 100 })))
      expect(written(await exchange(post(url), stop.signal))).to.equal(false)
      await Promise.all(running)
    })
  })

  describe('a failure is written', () => {
    it('when the other side takes the connection and drops it unread', async () => {
      const url = await tcp((socket) => socket.destroy())
      expect(written(await exchange(post(url)))).to.equal(true)
    })

    it('when the other side reads the request and drops the connection', async () => {
      const url = await http((request) => request.on('data', () => request.socket.destroy()))
      expect(written(await exchange(post(url)))).to.equal(true)
    })

    it('when a connection used again is dropped', async () => {
      let requests = 0
      const url = await http((request, response) => {
        if (requests++ === 0) response.end()
        else request.socket.resetAndDestroy()
      })
      await exchange(post(url))
      expect(written(await exchange(post(url)))).to.equal(true)
    })

    it('when no answer comes in time', async () => {
      const url = await http(() => undefined)
      expect(await exchange(post(url, { timeoutMs: 50 }))).to.deep.equal({
        _tag: 'Left',
        left: { _tag: 'TransportFailure', written: true, message: "Timeout awaiting 'request' for 50ms" },
      })
    })

    it('when half an answer comes', async () => {
      const url = await http((_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"object":')
        setImmediate(() => response.destroy())
      })
      expect(written(await exchange(post(url)))).to.equal(true)
    })

    it('when half a chunked answer comes', async () => {
      const url = await http((_, response) => {
        response.write('{"object":')
        setImmediate(() => response.destroy())
      })
      expect(written(await exchange(post(url)))).to.equal(true)
    })

    it('when the answer stops half way', async () => {
      const url = await http((_, response) => response.writeHead(200, { 'content-length': '100' }).write('{'))
      expect(written(await exchange(post(url, { timeoutMs: 50 })))).to.equal(true)
    })

    it('when the answer is not HTTP', async () => {
      const url = await tcp((socket) => socket.on('data', () => socket.end('SSH-2.0-x\r\n')))
      expect(written(await exchange(post(url)))).to.equal(true)
    })

    it('when the answer cannot be decompressed', async () => {
      const url = await http((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'))
      expect(written(await exchange(post(url)))).to.equal(true)
    })

    it('when the answer is too long, packed or not', async () => {
      const url = await http((_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(100_000)))
      })
      expect(await exchange(post(url))).to.deep.equal({
        _tag: 'Left',
        left: { _tag: 'TransportFailure', written: true, message: 'the reply is longer than 1000 bytes' },
      })
    })

    it('when it is stopped while it waits for the answer', async () => {
      const stop = new AbortController()
      const url = await http(() => stop.abort())
      expect(written(await exchange(post(url), stop.signal))).to.equal(true)
    })

    it('when the transport is closed under it', async () => {
      const closing = gotTransport({ inFlight: 1 })
      const url = await http(() => closing.close())
      expect(written(await closing.exchange(post(url), never)())).to.equal(true)
    })
  })
})
