import { definePlugin } from '../../contracts/plugin.ts'
import { optional } from '../../settings/field.ts'
import { ofParts } from '../of-parts.ts'
import { compileReader } from '../readers/compile-reader.ts'
import { dateReader } from '../readers/date.ts'
import { epochUnit } from '../readers/epoch-unit.ts'
import { TimeZone } from '../readers/time-zone.ts'

/** A date, of whatever says a date or time. */
export const dateDirective = definePlugin({
  kind: 'directive',
  name: '@date',
  summary:
    'A date such as 2026-03-01, of a date or time in ISO 8601 or of a number since 1970: 9 to 11 digits are seconds, ' +
    '12 to 14 are milliseconds, others need their `unit`. It is the date that is written, and the one in UTC of a ' +
    'number; with a `zone`, the date there. Missing and null are missing. Everything else is a failure, a 30th of ' +
    'February too.',
  argument: ({ expression }) =>
    ofParts('the parts of a @date', expression, {
      unit: epochUnit,
      zone: optional(TimeZone, {
        summary: 'Where to look at the calendar. A time that says no offset from UTC was written there.',
        example: 'Europe/Warsaw',
      }),
    }),
  compile: ({ of, unit, zone }, compiler) => compileReader(dateReader(unit, zone), of, compiler),
  examples: [
    {
      title: 'A date, a time, seconds and milliseconds',
      mapping: [{ '@date': '$.a' }, { '@date': '$.b' }, { '@date': '$.c' }, { '@date': '$.d' }],
      event: { a: '1990-05-05', b: '2026-03-01T09:24:33.061Z', c: 1772357073, d: 1772357073061 },
      gives: ['1990-05-05', '2026-03-01', '2026-03-01', '2026-03-01'],
    },
    {
      title: 'The date as it is written, and in a zone',
      mapping: ['$.at', { '@date': '$.at' }, { '@date': { of: '$.at', zone: 'America/New_York' } }],
      event: { at: '1990-05-05T00:00:00+02:00' },
      gives: ['1990-05-05T00:00:00+02:00', '1990-05-05', '1990-05-04'],
    },
    {
      title: 'Missing and null',
      mapping: { birthdate: { '@date': '$.birthday' }, joined: { '@date': '$.joined' }, type: '$.type' },
      event: { type: 'identify', joined: null },
      gives: { type: 'identify' },
    },
    {
      title: 'A day that does not exist',
      mapping: { birthdate: { '@date': '$.birthday' } },
      event: { birthday: '1990-02-30' },
      fails: [
        'birthdate: expected a date or time such as 2026-03-01 or 2026-03-01T09:24:33Z, or seconds or milliseconds ' +
          'since 1970, found "1990-02-30" ($.birthday)',
      ],
    },
    {
      title: 'A zone that does not exist',
      mapping: { '@date': { of: '$.at', zone: 'Europe/Warszawa' } },
      event: {},
      fails: ['@date.zone: expected a time zone such as Europe/Warsaw, found "Europe/Warszawa"'],
    },
  ],
})
