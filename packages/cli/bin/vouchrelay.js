#!/usr/bin/env node
// Plain JavaScript that any Node can parse: an older one gets a sentence instead of a syntax error.
const needed = [24, 6]
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(`vouchrelay needs Node ${needed.join('.')} or newer; this is Node ${process.versions.node}.`)
  process.exitCode = 2
} else {
  const { main } = await import('@vouchrelay/cli')
  await main()
}
