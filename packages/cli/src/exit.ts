/**
 * What a command ends with: `failed` when it could not do or did not like it, `usage` for what the user must mend first, `buried`
 * when it did it and events went to the dead letters.
 */
export const exit = { ok: 0, failed: 1, usage: 2, buried: 3 } as const

/** An exit status. */
export type Exit = (typeof exit)[keyof typeof exit]
