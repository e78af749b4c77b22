import { createServer as createTlsServer } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { certificate } from './http-certificate.ts'
import { loss, openWorld, post, status, transports, trusting, type World } from './http-world.ts'

const soon = { timeoutMs: 50 }

/** What goes wrong, and whether the request may have arrived. */
const losses: readonly (readonly [title: string, expected: string, cause: (world: World) => Promise<unknown>])[] = [
  [
    'the port is closed',
    'not written, reset',
    ({ exchange }) => exchange(post('http://127.0.0.1:1/v1/events')).then(loss),
  ],
  [
    'the name does not resolve',
    'not written, reset',
    ({ exchange }) => exchange(post('http://nowhere.invalid/v1/events')).then(loss),
  ],
  [
    'the other side does not speak TLS',
    'not written, reset',
    async ({ http, exchange }) => {
      const url = await http((_, response) => response.end())
      return loss(await exchange(post(url.replace('http:', 'https:'))))
    },
  ],
  [
    'the TLS handshake fails',
    'not written, reset',
    async ({ listen, exchange }) =>
      loss(await exchange(post(`https://127.0.0.1:${await listen(createTlsServer({}))}/v1/events`))),
  ],
  [
    'nobody vouches for the certificate',
    'not written, reset',
    async ({ https, exchange }) => loss(await exchange(post(await https((_, response) => response.end())))),
  ],
  [
    'the TLS handshake never ends',
    'not written, timeout',
    async ({ tcp, exchange }) => {
      const url = await tcp(() => undefined)
      return loss(await exchange(post(url.replace('http:', 'https:'), soon)))
    },
  ],
  [
    'it is stopped during the TLS handshake',
    'not written, aborted',
    async ({ tcp, exchange }) => {
      const stop = new AbortController()
      const url = await tcp(() => stop.abort())
      return loss(await exchange(post(url.replace('http:', 'https:')), stop.signal))
    },
  ],
  [
    'the connection breaks before the whole body went out',
    'not written, reset',
    async ({ tcp, exchange }) => {
      const url = await tcp((socket) => {
        socket.pause()
        setImmediate(() => socket.resetAndDestroy())
      })
      return loss(await exchange(post(url, { body: 'x'.repeat(30_000_000) })))
    },
  ],
  [
    'a connection behind TLS breaks before the whole body went out, which nobody can tell from after it',
    'written, reset',
    async ({ https, exchange }) => {
      using _trust = trusting(certificate.cert)
      const url = await https((request) => {
        request.pause()
        setImmediate(() => request.socket.destroy())
      })
      return loss(await exchange(post(url, { body: 'x'.repeat(30_000_000) })))
    },
  ],
  [
    'the other side answers half and breaks off before the whole body went out',
    'written, reset',
    async ({ tcp, exchange }) => {
      const url = await tcp((socket) => {
        socket.once('data', () => {
          socket.pause()
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{', () => setTimeout(() => socket.destroy(), 20))
        })
      })
      return loss(await exchange(post(url, { body: 'x'.repeat(30_000_000) })))
    },
  ],
  [
    'the other side reads a body that went out bit by bit and breaks the connection',
    'written, reset',
    async ({ http, exchange }) => {
      const url = await http((request) => request.resume().on('end', () => request.socket.resetAndDestroy()))
      return loss(await exchange(post(url, { body: 'x'.repeat(30_000_000) })))
    },
  ],
  [
    'it is stopped before it began',
    'not written, aborted',
    ({ exchange }) => exchange(post('http://127.0.0.1:1/'), AbortSignal.abort()).then(loss),
  ],
  [
    'a header has a line break in it',
    'not written, reset',
    ({ exchange }) => exchange(post('http://127.0.0.1:1/', { headers: { 'x-a': 'a\nb' } })).then(loss),
  ],
  ['the address is none', 'not written, reset', ({ exchange }) => exchange(post('http://')).then(loss)],
  [
    'the other side takes the connection and drops it unread',
    'written, reset',
    async ({ tcp, exchange }) => loss(await exchange(post(await tcp((socket) => socket.destroy())))),
  ],
  [
    'the other side reads the request and drops the connection',
    'written, reset',
    async ({ http, exchange }) =>
      loss(await exchange(post(await http((request) => request.on('data', () => request.socket.destroy()))))),
  ],
  [
    'the other side reads the request and breaks the connection',
    'written, reset',
    async ({ http, exchange }) =>
      loss(await exchange(post(await http((request) => request.on('data', () => request.socket.resetAndDestroy()))))),
  ],
  [
    'the other side reads a GET and drops the connection',
    'written, reset',
    async ({ http, exchange }) => {
      const url = await http((request) => request.socket.destroy())
      return loss(await exchange(post(url, { method: 'GET', body: undefined })))
    },
  ],
  [
    'a connection used again is dropped',
    'written, reset',
    async ({ http, exchange }) => {
      let requests = 0
      const url = await http((request, response) => {
        if (requests++ === 0) response.end()
        else request.socket.resetAndDestroy()
      })
      await exchange(post(url))
      return loss(await exchange(post(url)))
    },
  ],
  [
    'no answer comes in time',
    'written, timeout',
    async ({ http, exchange }) => loss(await exchange(post(await http(() => undefined), soon))),
  ],
  [
    'half an answer comes',
    'written, reset',
    async ({ http, exchange }) => {
      const url = await http((_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"object":')
        setImmediate(() => response.destroy())
      })
      return loss(await exchange(post(url)))
    },
  ],
  [
    'half an answer comes that was to end with its connection',
    'written, reset',
    async ({ tcp, exchange }) => {
      const url = await tcp((socket) => {
        socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 100\r\n\r\n{'))
      })
      return loss(await exchange(post(url)))
    },
  ],
  [
    'half a chunked answer comes that was to end with its connection',
    'written, reset',
    async ({ tcp, exchange }) => {
      const head = 'HTTP/1.1 200 OK\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n'
      const url = await tcp((socket) => socket.once('data', () => socket.end(`${head}5\r\n{"a`)))
      return loss(await exchange(post(url)))
    },
  ],
  [
    'half a chunked answer comes',
    'written, reset',
    async ({ http, exchange }) => {
      const url = await http((_, response) => {
        response.write('{"object":')
        setImmediate(() => response.destroy())
      })
      return loss(await exchange(post(url)))
    },
  ],
  [
    'the answer stops half way',
    'written, timeout',
    async ({ http, exchange }) => {
      const url = await http((_, response) => response.writeHead(200, { 'content-length': '100' }).write('{'))
      return loss(await exchange(post(url, soon)))
    },
  ],
  [
    'the answer is not HTTP',
    'written, unreadable',
    async ({ tcp, exchange }) =>
      loss(await exchange(post(await tcp((socket) => socket.on('data', () => socket.end('SSH-2.0-x\r\n')))))),
  ],
  [
    'the head of the answer has no end',
    'written, unreadable',
    async ({ tcp, exchange }) => {
      const url = await tcp((socket) => {
        socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\nx-a: ${'a'.repeat(20_000)}`))
      })
      return loss(await exchange(post(url)))
    },
  ],
  [
    'the answer cannot be unpacked',
    'written, unreadable',
    async ({ http, exchange }) => {
      const url = await http((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'))
      return loss(await exchange(post(url)))
    },
  ],
  [
    'it is stopped while it waits for the answer',
    'written, aborted',
    async ({ http, exchange }) => {
      const stop = new AbortController()
      return loss(await exchange(post(await http(() => stop.abort())), stop.signal))
    },
  ],
  [
    'the transport is closed under it',
    'written, aborted',
    async ({ http, exchange, transport }) => loss(await exchange(post(await http(() => transport.close())))),
  ],
  [
    'the transport was closed before',
    'not written, aborted',
    async ({ http, exchange, transport }) => {
      await transport.close()
      return loss(await exchange(post(await http((_, response) => response.end()))))
    },
  ],
]

for (const [name, open] of Object.entries(transports)) {
  describe(`a loss by ${name}`, () => {
    for (const [title, expected, cause] of losses) {
      it(`is "${expected}" when ${title}`, async () => {
        await using world = openWorld(open)
        expect(await cause(world)).to.equal(expected)
      })
    }

    for (const [how, headers, body] of [
      ['as it is', {}, Buffer.from('x'.repeat(1001))],
      ['packed', { 'content-encoding': 'gzip' }, gzipSync('x'.repeat(100_000))],
    ] as const) {
      it(`says that a reply was too long: ${how}`, async () => {
        await using world = openWorld(open)
        const url = await world.http((_, response) => response.writeHead(200, headers).end(body))
        expect(await world.exchange(post(url))).to.deep.equal({
          _tag: 'Left',
          left: {
            _tag: 'TransportFailure',
            written: true,
            cause: 'unreadable',
            message: 'the reply is longer than 1000 bytes',
          },
        })
      })
    }

    it('says how long it waited', async () => {
      await using world = openWorld(open)
      const url = await world.http(() => undefined)
      expect(status(await world.exchange(post(url, soon)))).to.equal('timeout: it took longer than 50 ms')
    })

    it('takes no other request with it', async () => {
      await using world = openWorld(open)
      const stop = new AbortController()
      let requests = 0
      const url = await world.http((_, response) => {
        if (requests++ === 0) return stop.abort()
        response.end()
      })
      const [stopped, other] = await Promise.all([world.exchange(post(url), stop.signal), world.exchange(post(url))])
      expect([loss(stopped), loss(other)]).to.have.members(['written, aborted', 'status 200'])
    })
  })
}
