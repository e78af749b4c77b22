import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { IncomingMessage } from 'node:http'
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type { RequestLimits } from '../settings/limits.ts'
import { refuse, tryLater, type Answer } from './answer.ts'
import { headerValues, type Exchange } from './exchange.ts'

type BodyLimits = Pick<RequestLimits, 'maxBodyBytes' | 'maxInflatedBytes'>

/** Deflate makes a byte of at most this many: https://www.zlib.net/zlib_tech.html, "maximum compression factor". */
const WORST_INFLATION = 1032

/** How long a sender is asked to wait while other bodies fill the memory that is set aside for them. */
const BUSY_SECONDS = 1

const tooLarge = (what: string, most: number): Answer => refuse(413, 'too_large', `${what} is over ${most} bytes`)

const collect = (request: IncomingMessage, most: number): Promise<Either<Answer, Buffer>> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= most) chunks.push(chunk)
      else {
        request.pause()
        request.removeAllListeners('data')
        resolve(left(tooLarge('the body', most)))
      }
    })
    request.on('end', () => resolve(right(Buffer.concat(chunks, size))))
    // Nobody is there any more to read this answer.
    request.on('close', () => resolve(left(refuse(400, 'bad_request', 'the request was cut off'))))
  })

const inflate = async (bytes: Buffer, most: number): Promise<Either<Answer, Buffer>> => {
  try {
    return right(await promisify(gunzip)(bytes, { maxOutputLength: most }))
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    return left(isTooLarge ? tooLarge('the inflated body', most) : refuse(400, 'invalid_json', 'the body is not gzip'))
  }
}

const withoutByteOrderMark = (bytes: Buffer): Buffer =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes

/**
 * The body of a request, gzip undone. Refused, as early as can be: an encoding other than gzip (415), a body over its
 * limit as announced, as sent or as inflated (413), one that there is no memory for just now (429).
 *
 * `Content-Type` is not asked: published clients label JSON `text/plain` and `application/x-www-form-urlencoded`.
 */
export const readBody = async (
  { request, invite, reserve }: Exchange,
  { maxBodyBytes, maxInflatedBytes }: BodyLimits,
): Promise<Either<Answer, Buffer>> => {
  const encoding = headerValues(request, 'content-encoding').join(',').trim().toLowerCase()
  const isGzip = encoding === 'gzip' || encoding === 'x-gzip'
  if (!isGzip && encoding !== '' && encoding !== 'identity')
    return left(refuse(415, 'unsupported_encoding', 'the only content encoding understood is gzip'))
  const announced = Number(request.headers['content-length'] ?? maxBodyBytes)
  if (announced > maxBodyBytes) return left(tooLarge('the body', maxBodyBytes))
  if (!reserve(isGzip ? Math.min(maxInflatedBytes, announced * WORST_INFLATION) : announced))
    return left(tryLater(429, 'busy', 'too many bodies are being read', BUSY_SECONDS))
  invite()
  const body = await collect(request, maxBodyBytes)
  if (isLeft(body)) return body
  const whole = isGzip ? await inflate(body.right, maxInflatedBytes) : body
  return isLeft(whole) ? whole : right(withoutByteOrderMark(whole.right))
}
