import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import { gotTransport, reasonOf, type Resources, type StartFailure } from '@vouchrelay/core'
import type { SchemaRegistry } from '../../settings/schema-registry.ts'
import { createRegistry, type Registry } from './registry.ts'

/** A schema with many fields has some hundred kilobytes. */
const maxReplyBytes = 16 * 1024 * 1024

/** Records wait for the few schemas of their topic, one after the other. */
const inFlight = 4

/** Opens the registry of settings. Asks nothing yet: it fails only where the file in `ca` cannot be read. */
export const openRegistry = async (
  { url, auth, ca, timeoutMs }: SchemaRegistry,
  { name, folder, now, onClose }: Pick<Resources, 'name' | 'folder' | 'now' | 'onClose'>,
): Promise<Either<StartFailure, Registry>> => {
  const certificates = ca === undefined ? right(undefined) : await readPem(resolve(folder, ca), name)
  if (isLeft(certificates)) return certificates
  const transport = gotTransport({ inFlight, maxReplyBytes, ca: certificates.right })
  onClose(transport.close)
  return right(createRegistry({ transport, url, headers: headersOf(auth), timeoutMs }, now))
}

const readPem = async (file: string, part: string): Promise<Either<StartFailure, string>> => {
  try {
    return right(await readFile(file, 'utf8'))
  } catch (error) {
    const message = `schemaRegistry.ca: expected a file that can be read, found ${reasonOf(error)} (${file})`
    return left({ _tag: 'StartFailure', part, message })
  }
}

const headersOf = (auth: SchemaRegistry['auth']): Readonly<Record<string, string>> => {
  if (auth === undefined) return {}
  const { username = '', password, token } = auth
  if (token !== undefined) return { authorization: `Bearer ${token.reveal()}` }
  return { authorization: `Basic ${Buffer.from(`${username}:${password?.reveal() ?? ''}`).toString('base64')}` }
}
