#!/usr/bin/env node
// Plain JavaScript that any Node can parse: an older one gets a sentence instead of a syntax error.
import * as module from 'node:module'
import { setFlagsFromString } from 'node:v8'

const needed = [24, 6]
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(`vouchrelay needs Node ${needed.join('.')} or newer; this is Node ${process.versions.node}.`)
  process.exitCode = 2
} else {
  // Half of a command's time is reading its modules: Node keeps what it made of them, and measures coverage badly then.
  if (process.env.NODE_V8_COVERAGE === undefined) module.enableCompileCache()
  // A relay keeps its memory small rather than its collector idle: a third of the space for a fifth more work. V8 takes the flag
  // only before its heap has grown.
  if (process.argv[2] === 'run') setFlagsFromString('--optimize-for-size')
  const { main } = await import('@vouchrelay/cli')
  await main()
}
