import { setImmediate as turn } from 'node:timers/promises'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { expect } from 'chai'
import { openWorld, post, status, transports } from './http-world.ts'

const packed: readonly (readonly [coding: string, bytes: Buffer])[] = [
  ['gzip', gzipSync('packed')],
  ['GZIP', gzipSync('packed')],
  ['deflate', deflateSync('packed')],
  ['br', brotliCompressSync('packed')],
  ['zstd', zstdCompressSync('packed')],
  ['rot13', Buffer.from('packed')],
]

for (const [name, open] of Object.entries(transports)) {
  describe(`a reply by ${name}`, () => {
    it('has status, headers in lower case, and body', async () => {
      await using world = openWorld(open)
      const url = await world.http((_, response) => {
        response.writeHead(200, { 'X-Rate-Limit-Remaining': '7' }).end('{"object":"event"}')
      })
      const outcome = await world.exchange(post(url))
      expect(outcome).to.have.nested.property('right.headers.x-rate-limit-remaining', '7')
      expect(outcome).to.have.nested.property('right.body', '{"object":"event"}')
      expect(status(outcome)).to.equal(200)
    })

    it('has of headers that came twice the first, all, or a list', async () => {
      await using world = openWorld(open)
      const url = await world.http((_, response) => {
        response.writeHead(200, ['Retry-After', '1', 'retry-after', '2', 'X-A', 'a', 'x-a', 'b', 'set-cookie', 'c', 'set-cookie', 'd']).end() // prettier-ignore
      })
      const outcome = await world.exchange(post(url))
      const {
        'retry-after': first,
        'x-a': all,
        'set-cookie': list,
      } = outcome._tag === 'Right' ? outcome.right.headers : {}
      expect({ first, all, list }).to.deep.equal({ first: '1', all: 'a, b', list: ['c', 'd'] })
    })

    packed.forEach(([coding, bytes], i) => {
      it(`that is packed is unpacked: ${coding} (${i})`, async () => {
        await using world = openWorld(open)
        const url = await world.http((_, response) =>
          response.writeHead(200, { 'content-encoding': coding }).end(bytes),
        )
        expect(await world.exchange(post(url))).to.have.nested.property('right.body', 'packed')
      })
    })

    it('without a body is empty, packed or not', async () => {
      await using world = openWorld(open)
      const url = await world.http((_, response) => response.writeHead(204, { 'content-encoding': 'gzip' }).end())
      expect(await world.exchange(post(url))).to.have.nested.property('right.body', '')
    })

    it('that is not UTF-8 is read with replacement characters', async () => {
      await using world = openWorld(open)
      const url = await world.http((_, response) => response.end(Buffer.from([0x41, 0xff, 0x42])))
      expect(await world.exchange(post(url))).to.have.nested.property('right.body', 'A\uFFFDB')
    })

    it('that comes bit by bit is whole, a character cut in two as well', async () => {
      await using world = openWorld(open)
      const url = await world.http(async (_, response) => {
        for (const byte of Buffer.from('zażółć')) {
          response.write(Buffer.from([byte]))
          await turn()
        }
        response.end()
      })
      expect(await world.exchange(post(url))).to.have.nested.property('right.body', 'zażółć')
    })

    for (const code of [204, 301, 307, 400, 401, 429, 500, 503]) {
      it(`with status ${code} is a reply, asked for once`, async () => {
        await using world = openWorld(open)
        let requests = 0
        const url = await world.http((_, response) => {
          requests++
          response.writeHead(code, { location: '/elsewhere', 'retry-after': '0' }).end()
        })
        expect(status(await world.exchange(post(url)))).to.equal(code)
        expect(requests).to.equal(1)
      })
    }

    it('that comes before the request was read whole is a reply', async () => {
      await using world = openWorld(open)
      const url = await world.tcp((socket) => {
        socket.once('data', () => socket.write('HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n'))
      })
      expect(status(await world.exchange(post(url, { body: 'x'.repeat(200_000) })))).to.equal(413)
    })

    it('that ends with its connection is a reply', async () => {
      await using world = openWorld(open)
      const url = await world.tcp((socket) => {
        socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nto the end'))
      })
      expect(await world.exchange(post(url))).to.have.nested.property('right.body', 'to the end')
    })

    it('is what follows those that only inform', async () => {
      await using world = openWorld(open)
      const url = await world.tcp((socket) => {
        socket.once('data', () => {
          socket.write('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n')
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody')
        })
      })
      expect(await world.exchange(post(url))).to.have.nested.property('right.body', 'body')
    })

    it('is never a wish to continue, which nobody asked for', async () => {
      await using world = openWorld(open)
      const url = await world.tcp((socket) => {
        socket.once('data', () =>
          socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'),
        )
      })
      const outcome = await world.exchange(post(url))
      // undici takes it for a bad answer: the request stays in doubt.
      expect(outcome._tag === 'Right' ? outcome.right.status === 200 : outcome.left.written).to.equal(true)
    })
  })

  describe(`a request by ${name}`, () => {
    it('arrives with its method, headers and body as given', async () => {
      await using world = openWorld(open)
      const seen: unknown[] = []
      const url = await world.http((request, response) => {
        request.setEncoding('utf8').on('data', (body) => {
          seen.push(request.method, request.url, request.headers['x-app-id'], body)
          response.end()
        })
      })
      await world.exchange(post(`${url}?a=1&b=%20`, { headers: { 'X-App-Id': 'app' }, body: '{"event":"zażółć"}' }))
      expect(seen).to.deep.equal(['POST', '/v1/events?a=1&b=%20', 'app', '{"event":"zażółć"}'])
    })

    for (const method of ['GET', 'OPTIONS', 'POST'] as const) {
      it(`needs no body: ${method}`, async () => {
        await using world = openWorld(open)
        const seen: unknown[] = []
        const url = await world.http((request, response) => {
          request.on('data', (bytes) => seen.push(bytes)).on('end', () => response.end())
          seen.push(request.method, request.headers['transfer-encoding'])
        })
        expect(status(await world.exchange(post(url, { method, body: undefined })))).to.equal(200)
        expect(seen).to.deep.equal([method, undefined])
      })
    }

    it('goes to a path with characters that a URL escapes, escaped', async () => {
      await using world = openWorld(open)
      const paths: unknown[] = []
      const url = await world.http((request, response) => {
        paths.push(request.url)
        response.end()
      })
      await world.exchange(post(`${url}/zażółć`, { method: 'GET', body: undefined }))
      expect(paths).to.deep.equal(['/v1/events/za%C5%BC%C3%B3%C5%82%C4%87'])
    })

    it('that is stopped and one that is not leave nothing behind on the signal', async () => {
      await using world = openWorld(open)
      const url = await world.http((_, response) => response.end())
      const stop = new AbortController()
      await world.exchange(post(url), stop.signal)
      stop.abort()
      expect(status(await world.exchange(post(url)))).to.equal(200)
    })
  })
}
