// µs per event of a mapping, beside Segment's own interpreter and code by hand: alone, and from bytes to bytes. Then of
// an event that no route wants, beside JSON.parse alone.
// Run: npm run -s bench:mapping -- [rounds] [events a round]
import { createRequire } from 'node:module'
import { segment } from '@vouchrelay/adapter-segment'
import { createCatalogue, createPlan, loadSettings, relaySettings, type RelaySettings } from '@vouchrelay/core'
import { isLeft } from 'fp-ts/lib/Either.js'
import { order, settings } from './orders.ts'
import { showRatios, showTable, sideBySide, type Figure } from './side-by-side.ts'
import { readOrder, works, type Work } from './works.ts'

const rounds = Number(process.argv[2] ?? 11)
const events = Number(process.argv[3] ?? 10_000)

interface MappingKit {
  readonly transform: (mapping: unknown, event: unknown) => unknown
}

const { transform }: MappingKit = createRequire(import.meta.url)('@segment/actions-core/mapping-kit')

const load = (text: string): RelaySettings => {
  const environment = { SINK: 'http://127.0.0.1:1' }
  const loaded = loadSettings(relaySettings(createCatalogue([segment])), { file: 'bench.yaml', text, environment })
  if (isLeft(loaded)) throw new Error(JSON.stringify(loaded.left))
  return loaded.right
}

type Make = Work['byHand']

/** A mapping as a relay compiles it. */
const compiled = ({ mapping }: Work): Make => {
  const routes = JSON.stringify([{ name: 'all', body: mapping }])
  const body = load(settings.replace(/routes:[^]*(?=destination:)/, `routes: ${routes}\n`)).routes[0]?.body
  if (body === undefined) throw new Error('there is no route')
  return (event) => {
    const made = body(event)
    if (isLeft(made)) throw new Error(JSON.stringify(made.left))
    return made.right
  }
}

let kept = 0

/** Does something for each event of a round, with items in rotation. */
const over =
  <A>(items: readonly A[], work: (item: A) => number) =>
  (): void => {
    for (let n = 0; n < events; n++) {
      const item = items[n % items.length]
      if (item !== undefined) kept += work(item)
    }
  }

const compare = async (title: string, ways: Readonly<Record<string, () => void>>): Promise<readonly Figure[]> => {
  const variants = Object.entries(ways).map(([name, run]) => ({ name, run }))
  const figures = await sideBySide(variants, { events, rounds, warmups: 3 })
  console.log(`\n${title}`)
  showTable(figures)
  return figures
}

const lines = Array.from({ length: 256 }, (_, n) => Buffer.from(order(n)))
const parsed = lines.map(readOrder)
const ratios: Record<string, number> = {}

const compareMaking = async (work: Work): Promise<void> => {
  const { name, mapping, byHand } = work
  const ours = compiled(work)
  const theirs: Make = (event) => transform(mapping, event)
  for (const event of parsed) {
    const texts = [ours, theirs, byHand].map((make) => JSON.stringify(make(event)))
    if (new Set(texts).size > 1) throw new Error(`They differ:\n${texts.join('\n')}`)
  }
  const alone = (make: Make) => over(parsed, (event) => (make(event) === undefined ? 0 : 1))
  const whole = (make: Make) => over(lines, (bytes) => JSON.stringify(make(readOrder(bytes))).length)

  const [, interpreted] = await compare(`${name}, the mapping alone`, {
    vouchrelay: alone(ours),
    'transform() of Segment': alone(theirs),
    'by hand': alone(byHand),
  })
  const [, fromBytes] = await compare(`${name}, parse, map, stringify`, {
    'by hand': whole(byHand),
    vouchrelay: whole(ours),
    'transform() of Segment': whole(theirs),
  })
  ratios[`${name}: transform() to ours`] = interpreted?.ratio ?? NaN
  ratios[`${name}: parse, map, stringify to by hand`] = fromBytes?.ratio ?? NaN
}

/** The plan of events that no route wants. */
const planned = (text: string) => {
  const { routes, sources, destination } = load(text)
  const source = sources[0]?.pure()
  if (source === undefined) throw new Error('there is no source')
  const plan = createPlan({ routes, bodies: destination.pure().bodies })
  return (bytes: Buffer): number => {
    const made = plan(source, { source: 'shop', id: '1', receivedAt: 0, raw: { bytes, receivedAt: 0 } })
    if (made._tag === 'Undecodable' || (made._tag === 'Planned' && made.parts.length > 0)) throw new Error(made._tag)
    return 1
  }
}

const compareUnwanted = async (): Promise<void> => {
  const unwanted = lines.map((bytes) => Buffer.from(bytes.toString().replace('Order Completed', 'Product Viewed')))
  const [, decoded, unread] = await compare('an event that no route wants', {
    'JSON.parse alone': over(unwanted, (bytes) => (readOrder(bytes) === null ? 0 : 1)),
    'the plan': over(unwanted, planned(settings)),
    'the plan, unwanted: skip': over(unwanted, planned(settings.replace('name: shop,', 'name: shop, unwanted: skip,'))),
  })
  ratios['unwanted, decoded, to JSON.parse'] = decoded?.ratio ?? NaN
  ratios['unwanted, unread, to JSON.parse'] = unread?.ratio ?? NaN
}

for (const work of works) await compareMaking(work)
await compareUnwanted()
if (kept === 0) throw new Error('Nothing was made.')
showRatios('mapping', ratios)
