/** What comes over a wire that is open to the world. `SEED=…` makes the same random bytes again. */
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { startSandbox, type Sandbox } from '@vouchrelay/sandbox'
import { drain } from './drain.ts'
import { readLetters } from './read-state.ts'
import { runBin, type Bin } from './run-bin.ts'
import { scrape, statesOf } from './scrape.ts'
import { scratch } from './scratch.ts'
import { seeded, seedOfRun } from './seeded.ts'
import { shopYaml, writeKey } from './shop.ts'
import { idsOf, orderText, sendAll } from './simple-order.ts'

const seed = seedOfRun()
const chance = seeded(seed)

const head = (...headers: readonly string[]): string =>
  ['POST /v1/batch HTTP/1.1', 'host: relay', `x-write-key: ${writeKey}`, ...headers, '', ''].join('\r\n')

/** What is sent, and whether the sender hangs up when it is; else it waits to be cut off. */
interface Garbage {
  readonly name: string
  readonly bytes: Uint8Array | string
  readonly hangsUp?: boolean
  /** The status lines that come back; default: anything. */
  readonly answer?: RegExp
}

const random = (length: number): Uint8Array => Uint8Array.from({ length }, () => chance.between(0, 255))

/** 64 KB that become 64 MiB. */
const zeros = gzipSync(Buffer.alloc(64 * 2 ** 20))
const bomb = Buffer.concat([
  Buffer.from(head('content-encoding: gzip', 'connection: close', `content-length: ${zeros.length}`)),
  zeros,
])

const whole = (body: string): string => head(`content-length: ${Buffer.byteLength(body)}`, 'connection: close') + body

const all: readonly Garbage[] = [
  ...Array.from({ length: 20 }, (_, i) => ({
    name: `random bytes ${i}`,
    bytes: random(chance.between(1, 70_000)),
    hangsUp: i % 2 === 0,
  })),
  { name: 'a request cut off in its first line', bytes: 'POST /v1/ba', hangsUp: true },
  { name: 'a request cut off in its headers', bytes: head().slice(0, -8), hangsUp: true },
  {
    name: 'a request cut off in its body',
    bytes: `${head('content-length: 1000')}{"batch":[{"type":"tra`,
    hangsUp: true,
  },
  {
    name: 'a request cut off in a chunk',
    bytes: `${head('transfer-encoding: chunked')}ff\r\n{"batch":[`,
    hangsUp: true,
  },
  { name: 'headers that do not end', bytes: head().slice(0, -2), answer: /^HTTP\/1.1 408 / },
  { name: 'a body that does not come', bytes: head('content-length: 1000'), answer: /^HTTP\/1.1 408 / },
  {
    name: 'a chunk that does not end',
    bytes: `${head('transfer-encoding: chunked')}ff\r\n{`,
    answer: /^HTTP\/1.1 408 /,
  },
  { name: 'a chunk that is none', bytes: `${head('transfer-encoding: chunked')}zz\r\n`, answer: /^HTTP\/1.1 400 / },
  {
    name: 'a body of two lengths',
    bytes: head('content-length: 2', 'transfer-encoding: chunked'),
    answer: /^HTTP\/1.1 400 /,
  },
  {
    name: 'a head that is too long',
    bytes: `${head().slice(0, -2)}x: ${'x'.repeat(20_000)}`,
    answer: /^HTTP\/1.1 431 /,
  },
  { name: 'a head without end', bytes: `${head().slice(0, -2)}x: ${'x'.repeat(1_000_000)}` },
  { name: 'a greeting in HTTP/2', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', answer: /^HTTP\/1.1 400 / },
  { name: 'a greeting in TLS', bytes: Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]), answer: /^HTTP\/1.1 400 / },
  { name: 'a gzip bomb', bytes: bomb, answer: /^HTTP\/1.1 413 / },
  {
    name: 'a body that says gzip and is none',
    bytes: head('content-encoding: gzip', 'connection: close', 'content-length: 2') + '{}',
    answer: /^HTTP\/1.1 400 /,
  },
  { name: 'a batch of brackets', bytes: whole(`{"batch":[${'['.repeat(100_000)}`), answer: /^HTTP\/1.1 400 / },
  { name: 'no JSON', bytes: whole('{"batch":[}'), answer: /^HTTP\/1.1 400 / },
]

/** Bad events in good requests: they are taken, and end in the letters. */
const misfits = [
  'null',
  '5',
  '"text"',
  '[]',
  '{}',
  `{"type":"track","messageId":"deep","userId":"u","event":"Order Completed","properties":${'['.repeat(2_000)}${']'.repeat(2_000)}}`,
  '{"type":"track","messageId":"half","userId":"u","event":"Order Completed","properties":{"total":"\\ud800"}}',
]

/** An event that names a prototype. It has no total of its own. */
const heir =
  '{"type":"track","messageId":"heir","userId":"heir","event":"Order Completed","properties":{"__proto__":{"total":1}}}'

/** Sends garbage on a connection of its own; resolves to what came back when the connection is closed. */
const throwAt = async (url: string, { bytes, hangsUp = false }: Garbage): Promise<string> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const chunks: Buffer[] = []
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => undefined) // a reset is one way to be cut off
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.write(bytes, () => {
    if (hangsUp) socket.destroy()
  })
  await closed
  return Buffer.concat(chunks).toString('latin1')
}

describe('garbage on the wire', function () {
  this.timeout(20_000)
  const disposal = new AsyncDisposableStack()
  let sandbox: Sandbox
  let bin: Bin
  let state: string
  let addresses: Awaited<Bin['ready']>
  let neighbours = 0

  /** A good event between the bad. */
  const sendNeighbour = (): Promise<void> => {
    neighbours += 1
    return sendAll(addresses.tracking, [orderText('neighbour', neighbours)])
  }

  before(async () => {
    sandbox = disposal.use(await startSandbox())
    const dir = disposal.use(
      await scratch(shopYaml({ voucherify: sandbox.url, listen: 'requestTimeoutMs: 500, headersTimeoutMs: 500' })),
    )
    state = dir.state
    bin = disposal.use(runBin(dir.file))
    addresses = await bin.ready
  })
  after(() => disposal.disposeAsync())

  for (const garbage of all) {
    it(`is met: ${garbage.name}`, async () => {
      const [answer] = await Promise.all([throwAt(addresses.tracking, garbage), sendNeighbour()])
      await sendNeighbour()
      expect(bin.isRunning(), `SEED=${seed}`).to.equal(true)
      if (garbage.answer !== undefined) expect(answer).to.match(garbage.answer)
    })
  }

  it('does not harm whoever is in the same batch', async () => {
    const texts = misfits.flatMap((misfit) => [misfit, orderText('neighbour', (neighbours += 1))])
    await sendAll(addresses.tracking, texts)
    await drain(addresses.admin)
    expect(readLetters(state).map(({ text }) => text)).to.have.members(misfits)
  })

  it('gives an event nothing that it did not bring itself', async () => {
    await sendAll(addresses.tracking, [heir])
    await drain(addresses.admin)
    expect(sandbox.events().at(-1)?.body).to.deep.equal({
      event: 'order_completed',
      customer: { source_id: 'heir' },
      metadata: { message_id: 'heir' },
    })
  })

  it('leaves every neighbour delivered, the sums right and the memory small', async () => {
    const { last, lost } = await drain(addresses.admin)
    const none = { waiting: 0, inFlight: 0, skipped: 0 }
    const ids = Array.from({ length: neighbours }, (_, i) => `neighbour-${i + 1}`)
    expect(idsOf(sandbox.events()), `SEED=${seed}`).to.deep.equal([...ids, 'heir'])
    expect(statesOf(last), `SEED=${seed}`).to.deep.equal({
      received: neighbours + misfits.length + 1,
      delivered: neighbours + 1,
      buried: misfits.length,
      ...none,
    })
    expect([...new Set(lost)]).to.deep.equal([0])
    expect((await scrape(addresses.admin))('process_resident_memory_bytes')).to.be.below(400 * 2 ** 20)
  })
})
