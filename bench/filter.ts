// µs per event of a large file from which one event in a hundred is wanted: read, filter, drop; beside JSON.parse of each
// line alone. Run: npm run -s bench:filter -- [events] [rounds]
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { segment } from '@vouchrelay/adapter-segment'
import { createCatalogue, createPlan, loadSettings, relaySettings } from '@vouchrelay/core'
import { isLeft } from 'fp-ts/lib/Either.js'
import { order, settings } from './orders.ts'
import { report, sideBySide } from './side-by-side.ts'

const events = Number(process.argv[2] ?? 1_000_000)
const rounds = Number(process.argv[3] ?? 5)

const keptEach = 100
const chunkBytes = 1 << 20
const newline = 0x0a

const folder = mkdtempSync(join(tmpdir(), 'vouchrelay-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'events.ndjson')

const others = ['Product Viewed', 'Product Clicked', 'Cart Viewed', 'Product List Viewed', 'Product Added']

const writeEvents = (): void => {
  const out = openSync(file, 'w')
  for (let n = 0; n < events; n += 1_000) {
    const lines = Array.from({ length: Math.min(1_000, events - n) }, (_, i) => {
      const line = order(n + i)
      return (n + i) % keptEach === 0 ? line : line.replace('Order Completed', others[(n + i) % others.length] ?? '')
    })
    writeSync(out, `${lines.join('\n')}\n`)
  }
  closeSync(out)
}

/** Calls with each line of the file. The bytes are those of a chunk, and good until the call returns. */
const forEachLine = (use: (line: Buffer) => void): void => {
  const input = openSync(file, 'r')
  let rest = Buffer.alloc(0)
  for (;;) {
    const chunk = Buffer.allocUnsafe(chunkBytes)
    const read = readSync(input, chunk)
    if (read === 0) break
    const bytes = rest.length === 0 ? chunk.subarray(0, read) : Buffer.concat([rest, chunk.subarray(0, read)])
    let start = 0
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      use(bytes.subarray(start, end))
      start = end + 1
    }
    rest = bytes.subarray(start)
  }
  closeSync(input)
}

const planOf = (text: string) => {
  const environment = { SINK: 'http://127.0.0.1:1' }
  const loaded = loadSettings(relaySettings(createCatalogue([segment])), { file: 'bench.yaml', text, environment })
  if (isLeft(loaded)) throw new Error(JSON.stringify(loaded.left))
  const { routes, sources, destination } = loaded.right
  const source = sources[0]?.pure()
  if (source === undefined) throw new Error('there is no source')
  const plan = createPlan({ routes, bodies: destination.pure().bodies })
  return (bytes: Buffer) => plan(source, { source: 'shop', id: '1', receivedAt: 0, raw: { bytes, receivedAt: 0 } })
}

const filtering = (text: string) => (): void => {
  const plan = planOf(text)
  let kept = 0
  forEachLine((line) => {
    const made = plan(line)
    if (made._tag === 'Planned' && made.parts[0]?._tag === 'Ready') kept += 1
  })
  if (kept !== Math.ceil(events / keptEach)) throw new Error(`kept ${kept} of ${events}`)
}

const parsing = (): void => {
  let parsed = 0
  forEachLine((line) => {
    if (JSON.parse(line.toString('utf8')) !== null) parsed += 1
  })
  if (parsed !== events) throw new Error(`parsed ${parsed} of ${events}`)
}

writeEvents()
console.log(`${events} events of ${Math.round(statSync(file).size / events)} bytes, 1 in ${keptEach} is wanted`)
const figures = await sideBySide(
  [
    { name: 'JSON.parse alone', run: parsing },
    {
      name: 'vouchrelay, unwanted: skip',
      run: filtering(settings.replace('name: shop,', 'name: shop, unwanted: skip,')),
    },
    { name: 'vouchrelay, unwanted: decode', run: filtering(settings) },
    { name: 'reading alone', run: () => forEachLine(() => undefined) },
  ],
  { events, rounds, warmups: 1 },
)
report('filter', figures, {
  skipToParse: figures[1]?.ratio ?? NaN,
  decodeToParse: figures[2]?.ratio ?? NaN,
  readToParse: figures[3]?.ratio ?? NaN,
  skipUs: figures[1]?.cpuUs ?? NaN,
})
