import { describeDestination } from '@vouchrelay/core/testing'
import { plugins } from './plugin.ts'
import { startFarEnd } from './start-far-end.ts'

for (const plugin of plugins) {
  describeDestination({
    plugin,
    bodies: { event: { customer: 'ada', points: 5 } },
    open: startFarEnd,
    settings: ({ url }) => ({ url, token: 'open-sesame' }),
    attempts: ({ arrived }) => arrived.length,
    troubles: {
      refused: ({ script }) => script.push({ status: 422 }),
      throttled: ({ script }) => script.push({ status: 429, headers: { 'retry-after': '7' } }),
      unavailable: ({ script }) => script.push({ status: 503, headers: { 'retry-after': '7' } }),
      'in-doubt': ({ script }) => script.push({ status: 502 }),
      misconfigured: ({ script }) => script.push({ status: 401 }),
    },
    hang: ({ script }) => script.push('nothing'),
    secrets: ['open-sesame'],
  })
}
