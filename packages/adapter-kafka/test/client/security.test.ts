import { randomUUID } from 'node:crypto'
import { AclOperations, AclPermissionTypes, Admin, ResourcePatternTypes, ResourceTypes } from '@platformatic/kafka'
import { expect } from 'chai'
import type { Connection, Login } from '../../src/client/connection.ts'
import { createKafkaDriver } from '../../src/client/create-kafka-driver.ts'
import type { Driver, KafkaFailure } from '../../src/driver.ts'
import { whyUnsecured, withBroker } from '../broker/broker.ts'
import type { Broker } from '../broker/start-broker.ts'
import { users } from '../broker/users.ts'
import { createWitness, joiningOf } from '../driver-contract/witness.ts'

type Secured = NonNullable<Broker['secured']>
type SecuredByTls = NonNullable<Secured['tls']>

describe(`coming in to a broker that asks who comes${whyUnsecured}`, () => {
  let open: readonly string[]
  let sasl: readonly string[]
  let tls: SecuredByTls
  let topic: string

  before(async function () {
    const broker = await withBroker(this)
    if (broker.secured?.tls === undefined) return this.skip()
    open = broker.brokers
    sasl = broker.secured.sasl
    tls = broker.secured.tls
    topic = await withAdmin(async (admin) => {
      const name = `secured-${randomUUID()}`
      await admin.createTopics({ topics: [name], partitions: 1, replicas: 1 })
      return name
    })
  })

  const withAdmin = async <A>(act: (admin: Admin) => Promise<A>): Promise<A> => {
    const admin = new Admin({ clientId: 'tests', bootstrapBrokers: [...open] })
    try {
      return await act(admin)
    } finally {
      await admin.close()
    }
  }

  const using = async <A>(
    connection: Omit<Connection, 'clientId'>,
    act: (driver: Driver) => Promise<A>,
  ): Promise<A> => {
    const driver = createKafkaDriver({ clientId: 'driver', ...connection })
    try {
      return await act(driver)
    } finally {
      await driver.close()
    }
  }

  const failureOf = async (connection: Omit<Connection, 'clientId'>, act?: (driver: Driver) => Promise<unknown>) => {
    const failure = await using(connection, act ?? ((driver) => driver.partitions([topic]))).then(
      () => undefined,
      // A driver rejects with nothing else.
      (error: unknown) => error as KafkaFailure,
    )
    return { message: failure?.message.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST'), passes: failure?.passes }
  }

  const record = { timestamp: 0, key: undefined, value: new TextEncoder().encode('{}'), headers: [] }

  /** Uses each kind of connection that a driver makes. */
  const isLetIn = async (connection: Omit<Connection, 'clientId'>): Promise<boolean> =>
    using(connection, async (driver) => {
      await driver.produce(topic, record)
      const fetched = await driver.fetch(
        [{ topic, partition: 0, offset: 0n }],
        { waitMs: 5000, partitionBytes: 1 << 20 },
        new AbortController().signal,
      )
      const witness = createWitness()
      const joining = { ...joiningOf(topic, 'cooperative'), group: randomUUID() }
      await (await driver.join(joining, witness.membership)).leave()
      return fetched.batches.length > 0
    })

  const logins: Readonly<Record<string, () => Login>> = {
    PLAIN: () => ({ mechanism: 'PLAIN', ...users.plain }),
    'SCRAM-SHA-256': () => ({ mechanism: 'SCRAM-SHA-256', ...users.scram }),
    'SCRAM-SHA-512': () => ({ mechanism: 'SCRAM-SHA-512', ...users.scram }),
    'OAUTHBEARER with a token': () => ({ mechanism: 'OAUTHBEARER', token: unsignedToken() }),
    'OAUTHBEARER with a source of tokens': () => ({ mechanism: 'OAUTHBEARER', token: async () => unsignedToken() }),
  }
  for (const [name, login] of Object.entries(logins)) {
    it(`logs in by ${name}`, async () => expect(await isLetIn({ brokers: sasl, sasl: login() })).to.equal(true))
  }

  it('logs in by SCRAM over TLS', async () => {
    const connection = { brokers: tls.saslBrokers, tls: { ca: tls.pem.ca }, sasl: logins['SCRAM-SHA-512']?.() }
    expect(await isLetIn(connection)).to.equal(true)
  })

  it('shows its certificate', async () => expect(await isLetIn({ brokers: tls.brokers, tls: tls.pem })).to.equal(true))

  it('says that the password is wrong', async () => {
    for (const login of [logins['PLAIN']?.(), logins['SCRAM-SHA-256']?.()]) {
      if (login === undefined || login.mechanism === 'OAUTHBEARER') throw new Error('no such login')
      const { message, passes } = await failureOf({ brokers: sasl, sasl: { ...login, password: 'wrong-secret' } })
      expect(message).to.equal(
        `cannot ask the cluster for its topics: the brokers at HOST refuse the login of "${login.username}"; ` +
          'look at its name, its secret and the mechanism',
      )
      expect(passes).to.equal(false)
    }
  })

  it('says that a token is refused', async () => {
    const { message, passes } = await failureOf({
      brokers: sasl,
      sasl: { mechanism: 'OAUTHBEARER', token: 'no token' },
    })
    expect(message).to.include('refuse the login of OAUTHBEARER')
    expect(passes).to.equal(false)
  })

  it('says that a login is wanted', async () => {
    const { message, passes } = await failureOf({ brokers: sasl, connectTimeoutMs: 2000 })
    expect(message).to.include('close the connection; if they want a login, set sasl')
    expect(passes).to.equal(true)
  })

  it('says that TLS is wanted', async () => {
    const { message, passes } = await failureOf({ brokers: tls.brokers })
    expect(message).to.include('the brokers at HOST want TLS, and no tls is set')
    expect(passes).to.equal(false)
  })

  it('says that there is no TLS', async () => {
    const { message, passes } = await failureOf({ brokers: open, tls: { ca: tls.pem.ca }, connectTimeoutMs: 2000 })
    expect(message).to.include('do not speak TLS, and tls is set')
    expect(passes).to.equal(false)
  })

  it("says that the brokers' certificate is not trusted", async () => {
    const { message, passes } = await failureOf({ brokers: tls.brokers, tls: {} })
    expect(message).to.match(/certificate of the brokers at HOST is not trusted \(\w+\); look at tls\.ca/)
    expect(passes).to.equal(false)
  })

  it('says that a certificate of our own is wanted', async () => {
    const { message, passes } = await failureOf({ brokers: tls.brokers, tls: { ca: tls.pem.ca } })
    expect(message).to.include('if they want a certificate, set tls.cert and tls.key')
    expect(passes).to.equal(true)
  })

  it('says that nobody listens', async () => {
    const { message, passes } = await failureOf({ brokers: ['127.0.0.1:1'] })
    expect(message).to.equal(
      'cannot ask the cluster for its topics: the brokers at HOST cannot be reached: nobody listens there',
    )
    expect(passes).to.equal(true)
  })

  it('says that there is no such host', async () => {
    const { message, passes } = await failureOf({ brokers: ['kafka.invalid:9092'] })
    expect(message).to.match(/the brokers at kafka\.invalid:9092 cannot be reached: /)
    expect(passes).to.equal(true)
  })

  describe('where rights are missing', () => {
    const stranger = (): Omit<Connection, 'clientId'> => ({
      brokers: sasl,
      sasl: { mechanism: 'PLAIN', ...users.stranger },
    })

    const forbid = (resourceType: 2 | 3, name: string, operation: 3 | 4 | 8) =>
      withAdmin(async (admin) => {
        await admin.createAcls({
          creations: [
            {
              resourceType,
              resourceName: name,
              resourcePatternType: ResourcePatternTypes.LITERAL,
              principal: `User:${users.stranger.username}`,
              host: '*',
              operation,
              permissionType: AclPermissionTypes.DENY,
            },
          ],
        })
      })

    it('says what is needed to see a topic', async () => {
      await forbid(ResourceTypes.TOPIC, topic, AclOperations.DESCRIBE)
      expect(await failureOf(stranger())).to.deep.equal({
        message: `cannot use the topic "${topic}": "eve" may not do that; it needs READ and DESCRIBE on the topic, and WRITE where it is written to`,
        passes: false,
      })
    })

    it('says what is needed to join a group', async () => {
      const group = `group-${randomUUID()}`
      await forbid(ResourceTypes.GROUP, group, AclOperations.READ)
      const other = await withAdmin(async (admin) => {
        const name = `allowed-${randomUUID()}`
        await admin.createTopics({ topics: [name], partitions: 1, replicas: 1 })
        return name
      })
      for (const protocol of ['cooperative', 'eager', 'consumer'] as const) {
        const join = (driver: Driver) =>
          driver.join({ ...joiningOf(other, protocol), group }, createWitness().membership)
        expect(await failureOf(stranger(), join)).to.deep.equal({
          message: `cannot stay in the group "${group}": "eve" may not do that; it needs READ on the group`,
          passes: false,
        })
      }
    })
  })
})

/** A token that nobody has signed. Source: RFC 7519, *Unsecured JWTs*. */
const unsignedToken = (): string => {
  const part = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url')
  const now = Math.floor(Date.now() / 1000)
  return `${part({ alg: 'none' })}.${part({ sub: 'ada', iat: now, exp: now + 600 })}.`
}
