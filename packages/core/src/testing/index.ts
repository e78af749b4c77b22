export type { Source } from '../contracts/source.ts'
