import type { IncomingMessage } from 'node:http'
import type { Project } from '../project.ts'
import type { Answer } from '../reply.ts'

/** What answers a method of a path; `search` is the query without its question mark. */
export type Handler = (request: IncomingMessage, project: Project, search: string) => Answer | Promise<Answer>

/** A path: what answers its methods. */
export type Endpoint = Readonly<Record<string, Handler>>
