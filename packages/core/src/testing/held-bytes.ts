import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes that this process holds in objects and buffers after its garbage is collected. */
export const heldBytes = async (): Promise<number> => {
  setFlagsFromString('--expose-gc')
  // The flag shows in contexts that are made after it is set.
  const collect: unknown = runInNewContext('gc')
  // What a collection frees may hold buffers, which the next one frees a turn later.
  for (let times = 0; times < 3; times++) {
    if (typeof collect === 'function') collect()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
