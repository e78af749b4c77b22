/** What a relay says of itself. */
export interface Readyz {
  readonly status: number
  readonly ails: readonly string[]
  readonly alarms: readonly string[]
}

/** Asks `/readyz`; undefined where nobody answers. */
export const readyz = async (admin: string): Promise<Readyz | undefined> => {
  const answer = await fetch(`${admin}/readyz`).catch(() => undefined)
  if (answer === undefined) return undefined
  const body: unknown = await answer.json()
  const listOf = (name: string): readonly string[] => {
    const list =
      typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined
    return Array.isArray(list) ? list.map(String) : []
  }
  return { status: answer.status, ails: listOf('ails'), alarms: listOf('alarms') }
}
