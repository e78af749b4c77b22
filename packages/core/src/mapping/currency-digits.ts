/**
 * How many decimals ISO 4217 gives a currency, told its code in capitals; undefined for what is no currency
 * (https://www.six-group.com/en/products-services/financial-information/data-standards.html, list one).
 *
 * `Intl` tells which currencies there are. Its decimals come from CLDR, which asks what prices show, and gives the
 * forint and the rupiah none: https://github.com/tc39/ecma402/pull/922
 */
export const currencyDigits = (code: string): number | undefined =>
  notTwo.get(code) ?? (known.has(code) ? 2 : undefined)

const byDigits: readonly (readonly [digits: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
]

const notTwo: ReadonlyMap<string, number> = new Map(
  byDigits.flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, digits] as const)),
)

/** Units of account without decimals of any number. */
const undivided: ReadonlySet<string> = new Set(['XDR', 'XSU', 'XUA'])

const known: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency').filter((code) => !undivided.has(code)))
