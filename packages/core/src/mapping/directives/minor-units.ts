import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Described } from '../../contracts/described.ts'
import type { Expression } from '../../contracts/expression.ts'
import { definePlugin } from '../../contracts/plugin.ts'
import { checked } from '../../settings/closed.ts'
import { optional, required, validated } from '../../settings/field.ts'
import { oneOf, whole } from '../../settings/values.ts'
import { currencyDigits } from '../currency-digits.ts'
import { minorUnits } from '../minor-units.ts'
import { parts } from '../parts.ts'

/** An amount of money in cents. */
export const minorUnitsDirective = definePlugin({
  kind: 'directive',
  name: '@minorUnits',
  summary:
    'An amount of money as a whole number of its smallest unit, exactly: 9995 for 99.95 USD, 100 for 100 JPY. ' +
    'Its decimals are those of the `currency` by ISO 4217, or as many as `digits`. A missing amount and null are ' +
    'missing. More decimals are a failure unless `round: half-up`, and so is what is no amount or no currency.',
  argument: ({ expression }) =>
    checked(
      parts('the parts of a @minorUnits', {
        amount: required(expression, { summary: 'A number, or a text that is one.' }),
        currency: optional(currency(expression), {
          summary: 'A code of ISO 4217, in any letter case.',
          example: 'USD',
        }),
        digits: optional(whole(0, 8), {
          summary: 'How many decimals, whatever the currency: Voucherify keeps its own amounts with 2.',
        }),
        round: optional(oneOf('half-up'), { summary: 'Rounds further decimals, a half away from zero.' }),
      }),
      ({ currency, digits }) =>
        (currency === undefined) === (digits === undefined) ? 'exactly one of currency, digits' : undefined,
    ),
  compile: ({ amount, currency, digits, round }, { child, refusal }) => {
    const make = child(amount)
    const makeCurrency = currency === undefined ? undefined : child(currency)
    return (scope) => {
      const value = make(scope)
      if (value === undefined || value === null) return undefined
      const code = makeCurrency?.(scope)
      const places = digits ?? digitsOf(code)
      if (places === undefined) return currency && refusal(expectedCurrency, currency)(scope, code)
      const text = typeof value === 'number' ? String(value) : value
      const units = typeof text === 'string' ? minorUnits(text, places, round) : undefined
      return units ?? refusal(round ? 'an amount' : `an amount with at most ${places} decimals`, amount)(scope, value)
    }
  },
  examples: [
    {
      title: 'By currency',
      mapping: [
        { '@minorUnits': { amount: '$.usd', currency: 'USD' } },
        { '@minorUnits': { amount: '$.jpy', currency: 'JPY' } },
        { '@minorUnits': { amount: '$.bhd', currency: '$.currency' } },
      ],
      event: { usd: 99.95, jpy: '100', bhd: '1.234', currency: 'BHD' },
      gives: [9995, 100, 1234],
    },
    {
      title: 'By digits',
      mapping: { '@minorUnits': { amount: '$.total', digits: 2 } },
      event: { total: 1.1 },
      gives: 110,
    },
    {
      title: 'More decimals than there are',
      mapping: { total: { '@minorUnits': { amount: '$.total', currency: 'USD' } } },
      event: { total: 0.125 },
      fails: ['total: expected an amount with at most 2 decimals, found 0.125 ($.total)'],
    },
    {
      title: 'Rounded',
      mapping: [
        { '@minorUnits': { amount: '$.total', currency: 'USD', round: 'half-up' } },
        { '@minorUnits': { amount: '$.refund', currency: 'USD', round: 'half-up' } },
      ],
      event: { total: 0.125, refund: -0.125 },
      gives: [13, -13],
    },
    {
      title: 'A missing amount, and a missing currency',
      mapping: {
        tax: { '@minorUnits': { amount: '$.tax', currency: '$.currency' } },
        total: { '@minorUnits': { amount: '$.total', currency: '$.currency' } },
      },
      event: { total: 1 },
      fails: ['total: expected a currency such as USD, found nothing ($.currency)'],
    },
    {
      title: 'A currency that does not exist',
      mapping: { '@minorUnits': { amount: '$.total', currency: 'USB' } },
      event: {},
      fails: ['@minorUnits.currency: expected a currency such as USD, found "USB"'],
    },
  ],
})

const expectedCurrency = 'a currency such as USD'

const digitsOf = (code: unknown): number | undefined =>
  typeof code === 'string' ? currencyDigits(code.toUpperCase()) : undefined

/** A currency that is written is known when the mapping is loaded. */
const currency = (expression: Described<Expression>): Described<Expression> =>
  validated(expectedCurrency, expression.schema, (u, context) => {
    const read = expression.validate(u, context)
    if (isLeft(read) || read.right._tag === 'Lookup' || read.right._tag === 'Call') return read
    const code = read.right._tag === 'Constant' ? read.right.value : undefined
    return digitsOf(code) === undefined ? t.failure(u, context) : read
  })
