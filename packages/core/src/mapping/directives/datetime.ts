import { definePlugin } from '../../contracts/plugin.ts'
import { ofParts } from '../of-parts.ts'
import { compileReader } from '../readers/compile-reader.ts'
import { datetimeReader } from '../readers/datetime.ts'
import { epochUnit } from '../readers/epoch-unit.ts'

/** A time in UTC, of whatever says a date or time. */
export const datetimeDirective = definePlugin({
  kind: 'directive',
  name: '@datetime',
  summary:
    'A time in UTC such as 2026-03-01T09:24:33.061Z, of a date or time in ISO 8601 or of a number since 1970: 9 to ' +
    '11 digits are seconds, 12 to 14 are milliseconds, others need their `unit`. What says no offset is in UTC; a ' +
    'date is its midnight. Missing and null are missing. Everything else is a failure, a 30th of February too.',
  argument: ({ expression }) => ofParts('the parts of a @datetime', expression, { unit: epochUnit }),
  compile: ({ of, unit }, compiler) => compileReader(datetimeReader(unit), of, compiler),
  examples: [
    {
      title: 'With an offset, without one, a date, and seconds',
      mapping: [{ '@datetime': '$.a' }, { '@datetime': '$.b' }, { '@datetime': '$.c' }, { '@datetime': '$.d' }],
      event: { a: '2026-03-01T10:24:33+01:00', b: '2026-03-01 09:24', c: '2026-03-01', d: 1772357073 },
      gives: [
        '2026-03-01T09:24:33.000Z',
        '2026-03-01T09:24:00.000Z',
        '2026-03-01T00:00:00.000Z',
        '2026-03-01T09:24:33.000Z',
      ],
    },
    {
      title: 'A number whose unit must be said',
      mapping: { '@datetime': { of: '$.at', unit: 'milliseconds' } },
      event: { at: 0 },
      gives: '1970-01-01T00:00:00.000Z',
    },
    {
      title: 'Missing and null',
      mapping: { at: { '@datetime': '$.at' }, sent: { '@datetime': '$.sent' }, type: '$.type' },
      event: { type: 'track', sent: null },
      gives: { type: 'track' },
    },
    {
      title: 'A number that could be anything',
      mapping: { metadata: { placed_at: { '@datetime': '$.placed' } } },
      event: { placed: 20260301 },
      fails: [
        'metadata.placed_at: expected a date or time such as 2026-03-01 or 2026-03-01T09:24:33Z, or seconds or ' +
          'milliseconds since 1970, found 20260301 ($.placed)',
      ],
    },
  ],
})
