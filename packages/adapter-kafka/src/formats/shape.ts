import type { Shape } from '@vouchrelay/core'
import { segmentShape } from '@vouchrelay/adapter-segment'

/** What paths of routes may start with, told the source's settings as they are written: Segment's names and `kafka`, or any. */
export const shapeOf = (written: Readonly<Record<string, unknown>>): Shape =>
  written['format'] === 'segment' ? [...segmentShape, 'kafka'] : 'open'
