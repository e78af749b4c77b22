import type { IncomingMessage, ServerResponse } from 'node:http'
import { setImmediate as turn } from 'node:timers/promises'
import { expect } from 'chai'
import fc from 'fast-check'
import { openWorld, post, transports } from './http-world.ts'

type Act = (request: IncomingMessage, response: ServerResponse, abort: () => void) => unknown

/** What a far end may do with a request that it has read. */
const acts: Readonly<Record<string, Act>> = {
  answers: (_, response) => response.end('{}'),
  'answers late': async (_, response) => {
    await turn()
    response.end('{}')
  },
  'answers and closes': (_, response) => response.writeHead(200, { connection: 'close' }).end('{}'),
  'answers and breaks off': ({ socket }, response) => response.end('{}', () => socket.resetAndDestroy()),
  'answers and hangs up': ({ socket }, response) => response.end('{}', () => setImmediate(() => socket.destroy())),
  'answers too much': (_, response) => response.end('x'.repeat(2000)),
  'stops half way': (_, response) => {
    response.writeHead(200, { 'content-length': '9' }).write('{')
    setImmediate(() => response.destroy())
  },
  'hangs up': ({ socket }) => socket.destroy(),
  'breaks off': ({ socket }) => socket.resetAndDestroy(),
  mumbles: ({ socket }) => socket.end('SSH-2.0-x\r\n'),
  'is given up': (_request, _response, abort) => abort(),
  'is given up later': (_request, _response, abort) => setImmediate(abort),
}

const asked = fc.record({
  act: fc.constantFrom(...Object.keys(acts)),
  /** How many turns after the one before. */
  after: fc.integer({ min: 0, max: 3 }),
  /** After how many turns it is given up, whatever it is at. */
  abortAfter: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
  method: fc.constantFrom('GET' as const, 'POST' as const),
})

for (const [name, open] of Object.entries(transports)) {
  describe(`whatever the far end does, ${name}`, () => {
    it('makes each request once at most, ends it once, and knows which cannot have arrived', () =>
      fc.assert(
        fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 25 }), async (script) => {
          const stops = script.map(() => new AbortController())
          await using world = openWorld(open, { inFlight: 3 })
          const arrived: number[] = []
          const url = await world.http((request, response) => {
            request.on('error', () => undefined)
            request.resume().on('end', () => {
              const id = Number(request.headers['x-id'])
              arrived.push(id)
              void acts[script[id]?.act ?? '']?.(request, response, () => stops[id]?.abort())
            })
          })
          const outcomes = script.map(async ({ after, abortAfter, method }, id) => {
            for (let i = 0; i < after * id; i++) await turn()
            const body = method === 'GET' ? undefined : '{}'
            const ended = world.exchange(post(url, { method, body, headers: { 'x-id': `${id}` } }), stops[id]?.signal)
            if (abortAfter !== undefined) {
              for (let i = 0; i < abortAfter; i++) await turn()
              stops[id]?.abort()
            }
            return ended
          })
          const ends = await Promise.all(outcomes)
          for (let i = 0; i < 20; i++) await turn()
          expect(arrived.length).to.equal(new Set(arrived).size)
          ends.forEach((end, id) => {
            if (end._tag === 'Right') expect(arrived).to.include(id)
            else if (!end.left.written) expect(arrived).to.not.include(id)
          })
        }),
        { numRuns: 60 },
      ))
  })
}
