import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that is gone after the test, with a settings file in it. */
export const scratch = async (relayYaml = '') => {
  const made = await mkdtempDisposable(join(tmpdir(), 'vouchrelay-journey-'))
  const file = join(made.path, 'relay.yaml')
  const state = join(made.path, 'state')
  const rewrite = (text: string): Promise<void> => writeFile(file, text)
  await rewrite(relayYaml)
  return { file, state, rewrite, [Symbol.asyncDispose]: () => made.remove() }
}
