/* oxlint-disable unicorn/no-thenable -- a part of @if is called `then`; no promise is near */
import { firstOf } from './first-of.ts'

/** First and last name with a space between them; one alone where there is no other, and nothing where both are blank. */
const joined = (first: unknown, last: unknown) => ({
  '@transform': {
    apply: { first, last },
    mapping: {
      '@if': {
        blank: '$.first',
        then: { '@if': { blank: '$.last', else: '$.last' } },
        else: { '@if': { blank: '$.last', then: '$.first', else: { '@template': '{{first}} {{last}}' } } },
      },
    },
  },
})

/**
 * What a place of an event, `$.traits` or `$.properties`, says of a customer, by Segment's names for it and by those with
 * underscores (https://segment.com/docs/connections/spec/identify/#traits).
 */
export const traitsAt = (place: string) => {
  const at = (name: string): string => `${place}.${name}`
  return {
    name: {
      '@coalesce': [
        at('name'),
        joined(firstOf(at('firstName'), at('first_name')), firstOf(at('lastName'), at('last_name'))),
      ],
    },
    description: at('description'),
    email: at('email'),
    phone: { '@string': at('phone') },
    address: {
      line_1: at('address.street'),
      city: at('address.city'),
      state: at('address.state'),
      country: at('address.country'),
      postal_code: { '@string': firstOf(at('address.postalCode'), at('address.postal_code')) },
    },
  }
}

/** The names that `traitsAt` reads. */
export const traitNames = [
  'name',
  'firstName',
  'first_name',
  'lastName',
  'last_name',
  'description',
  'email',
  'phone',
  'address.street',
  'address.city',
  'address.state',
  'address.country',
  'address.postalCode',
  'address.postal_code',
] as const
