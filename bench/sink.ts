// A sandbox in a process of its own, so that its CPU is not counted. Forgets what it stored now and then.
import { startSandbox } from '@vouchrelay/sandbox'

const sandbox = await startSandbox()
setInterval(() => {
  if (sandbox.requests > 20_000) sandbox.clear()
}, 1_000)
process.send?.(sandbox.url)
// Whoever forked it is gone.
process.on('disconnect', () => process.exit())
