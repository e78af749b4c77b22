import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../house/read-tree.ts'

/** The pnpm that the workspace is set up with, as `setup` writes it. */
export const pnpm = /pnpm@[\d.]+/.exec(readFileSync(join(root, 'package.json'), 'utf8'))?.[0] ?? 'pnpm'
