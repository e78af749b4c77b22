/** The value of a JSON text; undefined where it is not JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * The value of a JSON text in UTF-8; undefined where it is not JSON. Bytes that are not UTF-8 become U+FFFD: the rest of
 * the event is still good.
 */
export const parseBytes = (bytes: Uint8Array): unknown =>
  parseJson((Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).toString())
