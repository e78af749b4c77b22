import { once } from 'node:events'
import { setInterval } from 'node:timers/promises'
import { sumOf, type Relay } from '@vouchrelay/core'
import { source, urlOf } from './relay.ts'
import { paint, say, type Stage } from './stage.ts'

const readEveryMs = 200

/** A name and an address. */
export type Link = readonly [title: string, url: string]

const order = { userId: 'ada', event: 'Order Completed', properties: { order_id: 'my-1', total: 12.5 } }

const state = (relay: Relay): string => {
  const counts = relay.counts().sources[source]
  if (counts === undefined) return ''
  const { received, delivered, skipped, buried, waiting, inFlight } = counts
  const ends = `${delivered} delivered, ${sumOf(skipped)} skipped, ${sumOf(buried)} buried`
  return `${received} received: ${ends}, ${waiting + inFlight} on their way`
}

/** Keeps the relay running until the stage is told to stop; says how to send it an event, and what becomes of it. */
export const serve = async (relay: Relay, writeKey: string, links: readonly Link[], stage: Stage): Promise<void> => {
  const tracking = urlOf(relay, 'tracking API')
  const all: readonly Link[] = [['tracking API', tracking], ...links, ['metrics', `${urlOf(relay, 'admin')}/metrics`]]
  say(
    stage,
    '',
    paint(stage, 'bold', 'Still running, Ctrl-C ends it. Send an event of your own:'),
    '',
    `  curl -u ${writeKey}: ${tracking}/track -d '${JSON.stringify(order)}'`,
    '',
    ...all.map(([title, url]) => `  ${title.padEnd(14)}${url}`),
    '',
  )
  const gone = once(stage.stop, 'abort')
  await Promise.race([gone, relay.ended, tell(relay, stage)])
}

const tell = async (relay: Relay, stage: Stage): Promise<void> => {
  let known = state(relay)
  for await (const _ of setInterval(readEveryMs)) {
    if (stage.stop.aborted) return
    const now = state(relay)
    if (now !== known) say(stage, paint(stage, 'dim', `  ${now}`))
    known = now
  }
}
