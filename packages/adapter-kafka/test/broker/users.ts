/** Who may log in at the broker of tests; the passwords are no secrets. */
export const users = {
  plain: { username: 'ada', password: 'ada-password' },
  scram: { username: 'bob', password: 'bob-password' },
  /** Logs in like `ada` and may do what nobody forbids: rules of access are written about it. */
  stranger: { username: 'eve', password: 'eve-password' },
} as const
