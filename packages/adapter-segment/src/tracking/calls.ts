/** A path of the Tracking API: `call` carries one event of that type, `batch` several of any. */
export type TrackingPath = { readonly kind: 'call'; readonly type: string } | { readonly kind: 'batch' }

const types = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const
const batch: TrackingPath = { kind: 'batch' }

/**
 * The paths that carry events, with the one-letter forms of analytics.js.
 *
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
 * @see https://github.com/segmentio/analytics-next/blob/master/packages/browser/src/plugins/segmentio/index.ts
 */
export const trackingPaths: ReadonlyMap<string, TrackingPath> = new Map([
  ...types.flatMap((type): (readonly [string, TrackingPath])[] => [
    [`/v1/${type}`, { kind: 'call', type }],
    [`/v1/${type.slice(0, 1)}`, { kind: 'call', type }],
  ]),
  ['/v1/batch', batch],
  ['/v1/b', batch],
  ['/v1/import', batch],
])
