/** What a command ends with: `failed` when it could not do or did not like it, `usage` for what the user must mend first. */
export const exit = { ok: 0, failed: 1, usage: 2 } as const

/** An exit status. */
export type Exit = (typeof exit)[keyof typeof exit]
