import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Admin } from '@platformatic/kafka'
import { cacheFolder } from './cache.ts'
import { createPem, type Pem } from './pem.ts'
import { freePorts } from './ports.ts'
import { clusterId, type Kitchen } from './recipe.ts'
import { serverProperties } from './server-properties.ts'
import { startGuarded, type Running } from './start-guarded.ts'
import { users } from './users.ts'

/** A broker that answers. Each list of brokers is one listener. */
export interface Broker {
  /** Nobody has to say who they are, and may do everything. */
  readonly brokers: readonly string[]
  /** Listeners that ask who comes; absent where the broker is somebody else's. */
  readonly secured?: {
    readonly sasl: readonly string[]
    /** Present where the machine could make certificates. */
    readonly tls?: { readonly brokers: readonly string[]; readonly saslBrokers: readonly string[]; readonly pem: Pem }
  }
}

const longestStartMs = 120_000

/** Starts a broker of our own. It ends with this process. */
export const startBroker = async (kitchen: Kitchen): Promise<Broker> => {
  const folder = mkdtempSync(join(tmpdir(), 'vouchrelay-kafka-'))
  const [plaintext = 0, sasl = 0, tls = 0, saslTls = 0, controller = 0] = await freePorts(5)
  const recipe = await kitchen.cook(folder, [plaintext, sasl, tls, saslTls])
  const pem = createPem(folder)
  const seen = (name: string): string => `${recipe.folderSeen}/${name}`
  mkdirSync(join(folder, 'data'))
  const properties = serverProperties({
    ports: { plaintext, sasl, tls, saslTls, controller },
    bind: recipe.bind,
    data: seen('data'),
    pem: pem === undefined ? undefined : { keystore: seen('broker.pem'), ca: seen('ca.pem') },
  })
  writeFileSync(join(folder, 'server.properties'), properties)
  const { username, password } = users.scram
  const scram = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${username},password=${password}]`,
  ])
  await recipe.format(['-t', clusterId, '-c', seen('server.properties'), ...scram])
  const log = join(cacheFolder(), 'broker.log')
  await untilItAnswers(startGuarded({ run: recipe.run, after: recipe.after, folder }, log), plaintext, log)
  const at = (port: number): readonly string[] => [`127.0.0.1:${port}`]
  const secured = pem === undefined ? {} : { tls: { brokers: at(tls), saslBrokers: at(saslTls), pem } }
  return { brokers: at(plaintext), secured: { sasl: at(sasl), ...secured } }
}

const untilItAnswers = async (running: Running, port: number, log: string): Promise<void> => {
  const deadline = Date.now() + longestStartMs
  for (;;) {
    const admin = new Admin({ clientId: 'start', bootstrapBrokers: [`127.0.0.1:${port}`], retries: 0 })
    try {
      const { brokers } = await admin.metadata({ topics: [] })
      if (brokers.size > 0) return
    } catch (error) {
      const why = running.exited()
      if (why !== undefined || Date.now() > deadline) {
        throw new Error(`the broker does not answer: ${why ?? ''}\n${readFileSync(log, 'utf8').slice(-2000)}`, {
          cause: error,
        })
      }
    } finally {
      await admin.close()
    }
    await sleep(100)
  }
}
