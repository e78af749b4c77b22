/** What a relay says of why it did not do as it was asked. */
export const messageOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : 'it says no more'
