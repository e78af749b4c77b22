import { startSegment, type Running } from './start-segment.ts'

/** Starts a source before each test of a suite and closes it after; read it inside of tests only. */
export const withSegment = (settings: Readonly<Record<string, unknown>>): (() => Running) => {
  let running: Running | undefined
  beforeEach(async () => {
    running = await startSegment(settings)
  })
  afterEach(async () => running?.close())
  return () => {
    if (running === undefined) throw new Error('no test is running')
    return running
  }
}

export const TRACKING = { tracking: { writeKeys: ['WK_old', 'WK_test'], allowOrigins: ['https://shop.example.com'] } }
