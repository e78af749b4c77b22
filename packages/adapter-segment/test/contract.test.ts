import { expect } from 'chai'
import type { Source } from '@vouchrelay/core'
import { describeSource, type Sample, type SourceHarness } from '@vouchrelay/core/testing'
import { segment } from '../src/plugin.ts'
import { ask, basic } from './support/ask.ts'

const trackOf = ({ messageId, customer, text }: Sample) => ({
  type: 'track',
  event: 'Noted',
  messageId,
  userId: customer,
  properties: { text },
})

/** Segment's limit for a batch is 500 KB: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#batch */
const batchSize = 16

const putBatches = async (samples: readonly Sample[], source: Source): Promise<void> => {
  const url = `${source.endpoints?.[0]?.url}/batch`
  for (let i = 0; i < samples.length; i += batchSize) {
    const body = JSON.stringify({ batch: samples.slice(i, i + batchSize).map(trackOf) })
    expect((await ask(url, { headers: basic('WK_test'), body })).status).to.equal(200)
  }
}

const harness: SourceHarness = {
  plugin: segment,
  settings: () => ({ listen: { port: 0 }, tracking: { writeKeys: ['WK_test'] } }),
  put: (samples, { source }) => putBatches(samples, source),
}

describe('decoding every event', () => describeSource(harness))

describe('skipping unread what no route wants', () =>
  describeSource({
    ...harness,
    settings: (folder) => ({ ...harness.settings(folder), unwanted: 'skip' }),
  }))
