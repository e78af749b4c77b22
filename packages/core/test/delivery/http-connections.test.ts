import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { expect } from 'chai'
import { certificate } from './http-certificate.ts'
import { loss, openWorld, post, status, transports, trusting } from './http-world.ts'

for (const [name, open] of Object.entries(transports)) {
  describe(`the connections of ${name}`, () => {
    it('are used again', async () => {
      await using world = openWorld(open)
      const ports = new Set<number | undefined>()
      const url = await world.http((request, response) => {
        ports.add(request.socket.remotePort)
        response.end()
      })
      for (let i = 0; i < 5; i++) await world.exchange(post(url))
      expect(ports.size).to.equal(1)
    })

    it('are used again after a GET and after an error', async () => {
      await using world = openWorld(open)
      const ports = new Set<number | undefined>()
      const url = await world.http((request, response) => {
        ports.add(request.socket.remotePort)
        response.writeHead(500).end('no')
      })
      for (let i = 0; i < 5; i++) await world.exchange(post(url, { method: 'GET', body: undefined }))
      expect(ports.size).to.equal(1)
    })

    it('are as many as are allowed, however many requests there are, and each is answered', async () => {
      await using world = openWorld(open, { inFlight: 8 })
      const ports = new Set<number | undefined>()
      let most = 0
      const held: ServerResponse[] = []
      const url = await world.http((request, response) => {
        ports.add(request.socket.remotePort)
        held.push(response)
        most = Math.max(most, held.length)
        if (held.length === 8) setImmediate(() => held.splice(0).forEach((waiting) => waiting.end()))
      })
      const outcomes = await Promise.all(Array.from({ length: 200 }, () => world.exchange(post(url))))
      expect([most, ports.size, ...new Set(outcomes.map(status))]).to.deep.equal([8, 8, 200])
    })

    it('are apart for each host', async () => {
      await using world = openWorld(open, { inFlight: 1 })
      const one = await world.http(() => undefined)
      const other = await world.http((_, response) => response.end())
      const held = world.exchange(post(one, { timeoutMs: 200 }))
      expect(status(await world.exchange(post(other)))).to.equal(200)
      expect(loss(await held)).to.equal('written, timeout')
    })

    it('that the other side closed while nobody used them are made anew', async () => {
      await using world = openWorld(open, { inFlight: 1 })
      const sockets: Socket[] = []
      const url = await world.http((request, response) => {
        sockets.push(request.socket)
        response.end()
      })
      for (let i = 0; i < 3; i++) {
        expect(status(await world.exchange(post(url)))).to.equal(200)
        const socket = sockets[i]
        socket?.end()
        if (socket !== undefined) await once(socket, 'close')
      }
      expect(new Set(sockets).size).to.equal(3)
    })

    it('that the other side says it closes are made anew', async () => {
      await using world = openWorld(open, { inFlight: 1 })
      const ports = new Set<number | undefined>()
      const url = await world.http((request, response) => {
        ports.add(request.socket.remotePort)
        response.writeHead(200, { connection: 'close' }).end()
      })
      const outcomes = await Promise.all(Array.from({ length: 4 }, () => world.exchange(post(url))))
      expect([ports.size, ...new Set(outcomes.map(status))]).to.deep.equal([4, 200])
    })

    it('are made again after requests that failed on them', async () => {
      await using world = openWorld(open)
      let requests = 0
      const url = await world.http((request, response) => {
        if (requests++ < 6) request.socket.resetAndDestroy()
        else response.end()
      })
      const failed = await Promise.all(Array.from({ length: 6 }, () => world.exchange(post(url))))
      expect([...new Set(failed.map(loss))]).to.deep.equal(['written, reset'])
      expect(status(await world.exchange(post(url)))).to.equal(200)
    })

    it('that cannot be made fail what waits for them, each in its turn', async () => {
      await using world = openWorld(open)
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, () => world.exchange(post('http://127.0.0.1:1/v1/events'))),
      )
      expect(outcomes.map(loss)).to.deep.equal(Array.from({ length: 10 }, () => 'not written, reset'))
    })

    it('are waited for no longer than a request may take', async () => {
      await using world = openWorld(open)
      const url = await world.http(() => undefined)
      const held = [0, 1].map(() => world.exchange(post(url, { timeoutMs: 300 })))
      expect(loss(await world.exchange(post(url, { timeoutMs: 20 })))).to.equal('not written, timeout')
      await Promise.all(held)
    })

    it('are not waited for by a request that is stopped, and serve the next', async () => {
      const stop = new AbortController()
      await using world = openWorld(open, { inFlight: 1 })
      const ports = new Set<number | undefined>()
      const held: ServerResponse[] = []
      const url = await world.http((request, response) => {
        ports.add(request.socket.remotePort)
        if (held.push(response) === 1) stop.abort()
        else response.end()
      })
      const first = world.exchange(post(url))
      expect(loss(await world.exchange(post(url), stop.signal))).to.equal('not written, aborted')
      held[0]?.end()
      expect([status(await first), status(await world.exchange(post(url))), ports.size]).to.deep.equal([200, 200, 1])
    })

    it('are free again after requests that were stopped, whatever they were at', async () => {
      await using world = openWorld(open)
      const held: ServerResponse[] = []
      const url = await world.http((_, response) => void held.push(response))
      const stops = Array.from({ length: 20 }, () => new AbortController())
      const stopped = stops.map((stop) => world.exchange(post(url), stop.signal))
      while (held.length < 2) await turn()
      for (const stop of stops.slice(10)) stop.abort()
      await turn()
      for (const stop of stops.slice(0, 10)) stop.abort()
      const losses = (await Promise.all(stopped)).map(loss)
      expect(losses.filter((one) => one === 'not written, aborted').length).to.be.at.least(18)
      const next = world.exchange(post(url))
      const known = held.length
      while (held.length === known) await turn()
      held.at(-1)?.end()
      expect(status(await next)).to.equal(200)
    })

    it('end when the transport is closed', async function () {
      this.timeout(3000) // before they end by themselves
      await using world = openWorld(open)
      const sockets: Socket[] = []
      const url = await world.http((request, response) => {
        sockets.push(request.socket)
        response.end()
      })
      await world.exchange(post(url))
      const [socket] = sockets
      const closed = socket === undefined ? undefined : once(socket, 'close')
      await world.transport.close()
      await closed
      expect(socket?.destroyed).to.equal(true)
    })

    it('that are being made are given up with the request that wants them', async () => {
      await using world = openWorld(open, { inFlight: 1 })
      const stops = [new AbortController(), new AbortController()]
      let connections = 0
      const url = (await world.tcp(() => stops[connections++]?.abort())).replace('http:', 'https:')
      const losses = stops.map(async ({ signal }) => loss(await world.exchange(post(url), signal)))
      expect(await Promise.all(losses)).to.deep.equal(['not written, aborted', 'not written, aborted'])
    })

    it('may be behind TLS', async () => {
      using _trust = trusting(certificate.cert)
      await using world = openWorld(open)
      let requests = 0
      const url = await world.https(({ socket }, response) => {
        if (requests++ < 3) response.end('secret')
        else socket.destroy()
      })
      for (let i = 0; i < 3; i++) {
        expect(await world.exchange(post(url))).to.have.nested.property('right.body', 'secret')
      }
      expect(loss(await world.exchange(post(url)))).to.equal('written, reset')
    })
  })
}
