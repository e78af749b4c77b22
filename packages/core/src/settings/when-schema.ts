import type { Schema } from '../contracts/described.ts'

/** What is demanded of a value for which a condition holds, and of one for which it does not. */
export const whenSchema = (condition: Schema, demand: Schema, otherwise?: Schema): Schema => ({
  if: condition,
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema; no promise is near
  then: demand,
  ...(otherwise === undefined ? {} : { else: otherwise }),
})
