import type { Random } from './random.ts'

/** A customer of the shop. */
export interface Customer {
  readonly number: number
  readonly userId: string
  readonly anonymousId: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  /** 555-01xx: numbers that nobody has. */
  readonly phone: string
  readonly birthday: string
  readonly address: { readonly city: string; readonly country: string }
  readonly loyaltyCard: string | undefined
  readonly company: string | undefined
  /** Shops in the app, not on the website. */
  readonly mobile: boolean
}

const firstNames = ['Ada', 'Bruno', 'Chidi', 'Dana', 'Emil', 'Fatima', 'Grace', 'Hugo', 'Ines', 'Jakub'] as const
const lastNames = ['Almeida', 'Berg', 'Costa', 'Dubois', 'Eriksen', 'Fischer', 'Grabowska', 'Haddad'] as const
const cities = [
  { city: 'Lisbon', country: 'PT' },
  { city: 'Kraków', country: 'PL' },
  { city: 'Lyon', country: 'FR' },
  { city: 'Oslo', country: 'NO' },
] as const

const two = (n: number): string => String(n).padStart(2, '0')

/** The customer of a number. */
export const createCustomer = (number: number, { between, pick, chance }: Random): Customer => {
  const firstName = pick(firstNames)
  const lastName = pick(lastNames)
  return {
    number,
    userId: `customer-${two(number)}`,
    anonymousId: `visitor-${between(0x10000000, 0xffffffff).toString(16)}`,
    firstName,
    lastName,
    email: `${firstName}.${lastName}.${two(number)}@example.com`.toLowerCase(),
    phone: `+1 202 555 01${two(number)}`,
    birthday: `${between(1955, 2004)}-${two(between(1, 12))}-${two(between(1, 28))}`,
    address: pick(cities),
    loyaltyCard: chance(60) ? `LC-${between(1000, 9999)}` : undefined,
    company: number % 8 === 0 ? `Company ${number / 8}` : undefined,
    mobile: number % 4 === 1,
  }
}
