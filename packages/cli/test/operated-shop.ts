import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startSandbox } from '@vouchrelay/sandbox'
import { inProcess } from './in-process.ts'
import { folder, start } from './vouchrelay.ts'

/** Settings of a shop that parks what is in doubt, in front of the Voucherify at a URL. */
export const shopYaml = (url: string, source = 'shop', secretKey = 'sandbox-secret-key'): string => `
sources:
  - { use: segment, name: ${source}, listen: { port: 0 }, tracking: { writeKeys: [key] } }
routes:
  - name: order
    when: event = "Order Completed"
    whenInDoubt: park
    body: { event: order_completed, customer: { source_id: $.userId }, metadata: { total: { '@number': $.properties.total } } }
  - name: coupon
    when: event = "Order Completed" and properties.coupon != null
    whenInDoubt: park
    body: { event: coupon_used, customer: { source_id: $.properties.coupon } }
destination: { use: voucherify, baseUrl: '${url}', applicationId: sandbox-app-id, secretKey: ${secretKey} }
admin: { port: 0 }
`

/** An order. */
export const order = (messageId: string, userId = 'ada', properties: object = { total: 1 }) => ({
  messageId,
  userId,
  event: 'Order Completed',
  properties,
})

/** A shop whose relay runs in a process of its own, in front of a sandbox; commands run in this one. */
export const operatedShop = async () => {
  const sandbox = await startSandbox()
  const dir = await folder({ 'relay.yaml': shopYaml(sandbox.url) })
  const file = join(dir.path, 'relay.yaml')
  let relay: ReturnType<typeof start> | undefined
  let tracking = ''

  const run = async (): Promise<void> => {
    relay = start(['run', file])
    tracking = /tracking API +(http:\S+)/.exec(await relay.says('admin  '))?.[1] ?? ''
  }
  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
    relay?.child.kill(signal)
    const ended = await relay?.ended
    relay = undefined
    return ended
  }

  const post = async (event: object): Promise<void> => {
    const authorization = `Basic ${Buffer.from('key:').toString('base64')}`
    const answer = await fetch(`${tracking}/track`, {
      method: 'POST',
      headers: { authorization },
      body: JSON.stringify(event),
    })
    if (answer.status !== 200) throw new Error(`the relay answered ${answer.status}`)
  }
  const command = (...args: readonly string[]) => inProcess([...args, '--settings', file])
  const rows = (sql: string) => {
    using database = new DatabaseSync(join(dir.path, 'state', 'vouchrelay.sqlite'), { readOnly: true })
    return database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }))
  }

  return {
    sandbox,
    file,
    state: join(dir.path, 'state'),
    run,
    stop,
    post,
    /** Runs a command on the shop's settings, in this process. */
    command,
    /** Rows of the state file. */
    rows,
    text: () => readFile(file, 'utf8'),
    rewrite: (text: string) => writeFile(file, text),
    /** Gives the relay another key at its next start. */
    rewriteAuthority: (secretKey: string) => writeFile(file, shopYaml(sandbox.url, 'shop', secretKey)),
    access: () => readFile(join(dir.path, 'state', 'admin.json'), 'utf8'),
    /** Changes the state file of a relay that does not run. */
    change: (sql: string) => {
      using database = new DatabaseSync(join(dir.path, 'state', 'vouchrelay.sqlite'))
      database.exec(sql)
    },
    /** Asks the state file until a query gives so many rows. */
    until: async (sql: string, count: number) => {
      while (rows(sql).length !== count) await new Promise(setImmediate)
    },
    [Symbol.asyncDispose]: async () => {
      await stop('SIGKILL')
      await sandbox.close()
      await dir[Symbol.asyncDispose]()
    },
  }
}

/** Makes letters: `m1` refused, `m2` unmappable, `m3` in doubt. */
export const bury = async (shop: Awaited<ReturnType<typeof operatedShop>>): Promise<void> => {
  shop.sandbox.script([{ status: 400 }])
  await shop.post(order('m1'))
  await shop.until('SELECT 1 FROM letters', 1)
  await shop.post(order('m2', 'ada', { total: 'x' }))
  await shop.until('SELECT 1 FROM letters', 2)
  shop.sandbox.script([{ status: 500 }])
  await shop.post(order('m3', 'bob'))
  await shop.until('SELECT 1 FROM letters', 3)
}
