import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathsOf, root } from '../house/read-tree.ts'

/** A fenced block of a document. */
export interface Block {
  readonly doc: string
  readonly language: string
  /** The line of the document, from 1, on which its text begins. */
  readonly line: number
  readonly text: string
  /** What a comment on its first line calls it: `relay.yaml`, `src/sqs.ts`. */
  readonly file: string | undefined
}

const fence = /^( *)```(\w*)[^\n]*\n([^]*?)^\1```$/gm

/** Every document by its path. */
export const readDocs = (): ReadonlyMap<string, string> =>
  new Map(pathsOf('**/*.md').map((path) => [path, readFileSync(join(root, path), 'utf8')]))

/** The fenced blocks of a document, in order. */
export const blocksOf = (doc: string, markdown: string): readonly Block[] =>
  [...markdown.matchAll(fence)].map(({ index, 2: language = '', 3: text = '' }) => ({
    doc,
    language,
    line: markdown.slice(0, index).split('\n').length + 1,
    text,
    file: /^ *(?:#|\/\/) (\S+\.\w+)$/m.exec(text.split('\n')[0] ?? '')?.[1],
  }))

/** A document without its blocks and code, which may look like links. */
const prose = (markdown: string): string => markdown.replace(fence, '').replace(/`[^`\n]*`/g, '')

/** Where the links of a document lead, those out of the repository aside. */
export const linksOf = (markdown: string): readonly string[] =>
  [...prose(markdown).matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)/gm)]
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter((link) => !/^[a-z]+:/.test(link))

/** The names a link may put after `#`, as GitHub makes them of headings. */
export const anchorsOf = (markdown: string): readonly string[] =>
  [...markdown.replace(fence, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
