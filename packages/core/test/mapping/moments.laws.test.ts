import { expect } from 'chai'
import fc from 'fast-check'
import { make } from './read-mapping.ts'

const anyTime = fc
  .date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

const two = (n: number): string => String(n).padStart(2, '0')

/** Offsets from UTC in minutes, less than a day. */
const anyOffset = fc.integer({ min: -1439, max: 1439 })

/** The same time as clocks show it that are ahead of UTC. */
const writtenAt = (time: string, ahead: number): string => {
  const clock = new Date(Date.parse(time) + ahead * 60_000).toISOString().slice(0, -1)
  const offset = `${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`
  return `${clock}${ahead < 0 ? '-' : '+'}${offset}`
}

const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const daysIn = (year: number, month: number): number =>
  month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

describe('@date and @datetime, for any time', () => {
  it('keep what they made', () => {
    fc.assert(
      fc.property(anyTime, (at) => {
        expect(make([{ '@datetime': '$.at' }, { '@date': { '@date': '$.at' } }], { at })).to.deep.equal([
          at,
          at.slice(0, 10),
        ])
      }),
    )
  })

  it('know the time whatever the offset it is written with, and the date of the clock that was read', () => {
    fc.assert(
      fc.property(anyTime, anyOffset, (time, ahead) => {
        const at = writtenAt(time, ahead)
        const mapping = [{ '@datetime': '$.at' }, { '@date': '$.at' }, { '@date': { of: '$.at', zone: 'UTC' } }]
        expect(make(mapping, { at })).to.deep.equal([time, at.slice(0, 10), time.slice(0, 10)])
      }),
    )
  })

  it('find the date in a zone as far off as clocks there are', () => {
    fc.assert(
      fc.property(anyTime, (at) => {
        const kiritimati = new Date(Date.parse(at) + 14 * 3_600_000).toISOString().slice(0, 10)
        expect(make({ '@date': { of: '$.at', zone: '+14:00' } }, { at })).to.equal(kiritimati)
      }),
    )
  })

  it('know the same time from milliseconds', () => {
    const unit = 'milliseconds'
    fc.assert(
      fc.property(anyTime, (time) => {
        const mapping = [{ '@datetime': { of: '$.at', unit } }, { '@date': { of: '$.at', unit } }]
        expect(make(mapping, { at: Date.parse(time) })).to.deep.equal([time, time.slice(0, 10)])
      }),
    )
  })

  it('tell seconds from milliseconds from 1973 to 5138', () => {
    const seconds = fc.integer({ min: 100_000_000, max: 99_999_999_999 })
    fc.assert(
      fc.property(seconds, (at) => {
        const time = new Date(at * 1000).toISOString()
        expect(make([{ '@datetime': '$.at' }, { '@datetime': '$.ms' }], { at, ms: at * 1000 })).to.deep.equal([
          time,
          time,
        ])
      }),
    )
  })

  it('know which days there are', () => {
    const [year, month, day] = [fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 13 }), fc.nat(32)]
    fc.assert(
      fc.property(year, month, day, (year, month, day) => {
        const at = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
        const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
        const made = make({ date: { '@date': '$.at' } }, { at })
        expect(exists ? made : Array.isArray(made)).to.deep.equal(exists ? { date: at } : true)
      }),
      { numRuns: 1000 },
    )
  })

  it('do not depend on the time zone of the machine', () => {
    const zone = process.env['TZ']
    const mapping = [{ '@datetime': '$.at' }, { '@date': '$.at' }, { '@datetime': '$.day' }, { '@date': '$.seconds' }]
    const event = { at: '2026-03-29T02:30:00', day: '2026-03-29', seconds: 1774751400 }
    try {
      const made = ['UTC', 'Europe/Warsaw', 'Pacific/Kiritimati', 'America/Adak'].map((name) => {
        process.env['TZ'] = name
        return make(mapping, event)
      })
      const expected = ['2026-03-29T02:30:00.000Z', '2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-29']
      expect(made).to.deep.equal(made.map(() => expected))
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })
})
