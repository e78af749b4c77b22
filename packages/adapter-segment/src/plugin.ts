import { randomUUID } from 'node:crypto'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { definePlugin, type Endpoint, type Source, type SourceResources, type StartFailure } from '@vouchrelay/core'
import { createAilment } from './ailment.ts'
import { createDecode } from './decode.ts'
import { createBudget } from './http/budget.ts'
import { startListener } from './http/listener.ts'
import { createRefusalLog } from './http/refusals.ts'
import { createServe } from './http/serve.ts'
import { createStore } from './intake/store.ts'
import { SegmentSettings } from './settings/segment.ts'
import { shapeOf } from './shape.ts'
import { unreadSegment } from './unread.ts'
import { createTrackingRouter } from './tracking/tracking-router.ts'
import { createWebhookRouter } from './webhook/webhook-router.ts'

const endpointsOf = ({ tracking, webhooks }: SegmentSettings, url: string): readonly Endpoint[] => [
  ...(tracking === undefined ? [] : [{ title: 'tracking API', url: `${url}/v1` }]),
  ...webhooks.map(({ path }) => ({ title: 'webhook', url: url + path })),
]

const readingOf = ({ unwanted, webhooks }: SegmentSettings): Pick<Source, 'decode' | 'unread'> => {
  const decode = createDecode(webhooks.length > 0)
  return unwanted === 'skip' ? { decode, unread: unreadSegment } : { decode }
}

const start =
  (settings: SegmentSettings, resources: SourceResources): TaskEither<StartFailure, Source> =>
  async () => {
    const { listen, tracking, webhooks } = settings
    const { journal, stopping, log, now } = resources
    const ailment = createAilment(now)
    const { retryAfterSeconds } = listen
    const store = createStore({ journal, stopping, newId: randomUUID, retryAfterSeconds, onAppend: ailment.note })
    const trackers = tracking === undefined ? [] : [createTrackingRouter(tracking, store)]
    const refused = createRefusalLog(resources)
    const serve = createServe({
      log,
      now,
      stopping,
      routers: [...trackers, createWebhookRouter(webhooks, store)],
      bodies: createBudget(listen.maxPendingBytes),
      retryAfterSeconds,
      refused,
    })
    const url = await startListener(listen, resources, serve, refused)()
    if (isLeft(url)) return url
    return right({
      deliveries: journal.deliveries,
      ...readingOf(settings),
      endpoints: endpointsOf(settings, url.right),
      ailment: ailment.current,
    })
  }

/** The source `segment`: events from Segment's libraries over the Tracking API, and from Segment's webhooks. */
export const segment = definePlugin({
  kind: 'source',
  name: 'segment',
  summary: "Takes events from Segment's libraries, over its Tracking API, and from Segment's webhook destinations.",
  status: 'beta',
  config: SegmentSettings,
  shape: shapeOf,
  pure: readingOf,
  examples: [
    {
      title: 'Libraries, on every interface, with a key that is being replaced',
      config: {
        listen: { host: '0.0.0.0', port: 8080 },
        tracking: { writeKeys: ['old-key', 'new-key'], allowOrigins: ['https://shop.example.com'] },
      },
    },
    {
      title: 'A webhook that sends batches: signed, and with a secret header',
      config: {
        webhooks: [
          {
            path: '/hooks/segment',
            sharedSecret: 'the shared secret in Segment',
            secretHeader: { name: 'x-relay-secret', value: 'the header value in Segment' },
          },
        ],
      },
    },
  ],
  create: start,
})
