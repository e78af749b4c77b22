import { readFile, writeFile } from 'node:fs/promises'

const starter = new URL('../../starter/relay.yaml', import.meta.url)

/** The section of the routes: its first line, and those below it that are indented or empty. */
const section = /^routes:\n(?:[ \t].*\n|\n(?=[ \t]))*/m

/** Writes a new settings file: what `vouchrelay init` writes, with other routes. Rejects where there is such a file. */
export const writeSettings = async (file: string, routes: string): Promise<void> => {
  const text = await readFile(starter, 'utf8')
  await writeFile(
    file,
    text.replace(section, () => routes),
    { flag: 'wx' },
  )
}
