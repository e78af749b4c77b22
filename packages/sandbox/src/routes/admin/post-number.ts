import type { Project } from '../../project.ts'
import { json } from '../../reply.ts'
import type { Handler } from '../endpoint.ts'
import { withBody } from './with-body.ts'

/** Takes `{"<key>": <integer, 0 or more>}`, sets it, and answers with it. */
export function postNumber(key: string, set: (project: Project, value: number) => void): Handler {
  return (request, project) =>
    withBody(request, project, (body) => {
      const value = numberOf(body, key)
      if (value === undefined) return `Expected {"${key}": <integer, 0 or more>}`
      set(project, value)
      return json(200, { [key]: value })
    })
}

function numberOf(body: unknown, key: string): number | undefined {
  const value = typeof body === 'object' && body !== null ? new Map(Object.entries(body)).get(key) : undefined
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined
}
