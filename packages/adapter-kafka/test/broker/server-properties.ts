import { users } from './users.ts'

/** Where the broker listens. All of it on 127.0.0.1. */
export interface Ports {
  readonly plaintext: number
  readonly sasl: number
  readonly tls: number
  readonly saslTls: number
  readonly controller: number
}

export interface ServerParts {
  readonly ports: Ports
  /** Where the listeners are bound: all interfaces inside of a container. */
  readonly bind: string
  /** Absolute, as the broker sees it: for its data. */
  readonly data: string
  /** PEM files as the broker sees them. Absent: no TLS. */
  readonly pem?: { readonly keystore: string; readonly ca: string } | undefined
}

/**
 * The settings of a broker that is its own controller, with a listener for each way of coming in.
 * Groups may have short sessions, and nothing waits for members that may come later.
 */
export const serverProperties = ({ ports, bind, data, pem }: ServerParts): string => {
  const listeners: Readonly<Record<string, number>> = {
    PLAINTEXT: ports.plaintext,
    SASL_PLAINTEXT: ports.sasl,
    ...(pem === undefined ? {} : { SSL: ports.tls, SASL_SSL: ports.saslTls }),
  }
  const at = (host: string): readonly string[] =>
    Object.entries(listeners).map(([name, port]) => `${name}://${host}:${port}`)
  const controller = `CONTROLLER://127.0.0.1:${ports.controller}`
  const lines: Readonly<Record<string, string | number>> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    listeners: [...at(bind), controller].join(','),
    'advertised.listeners': at('127.0.0.1').join(','),
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': ['CONTROLLER:PLAINTEXT', ...Object.keys(listeners).map((n) => `${n}:${n}`)].join(
      ',',
    ),
    'log.dirs': data,
    'auto.create.topics.enable': 'false',
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1000,
    'group.consumer.min.session.timeout.ms': 1000,
    'group.consumer.session.timeout.ms': 3000,
    'group.consumer.min.heartbeat.interval.ms': 100,
    'group.consumer.heartbeat.interval.ms': 250,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS',
    'allow.everyone.if.no.acl.found': 'true',
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER',
    ...logins('sasl_plaintext'),
    ...(pem === undefined ? {} : { ...logins('sasl_ssl'), ...tls(pem) }),
  }
  return Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

const security = 'org.apache.kafka.common.security'

const logins = (listener: string): Readonly<Record<string, string>> => {
  const { plain, stranger } = users
  const known = [plain, stranger].map(({ username, password }) => `user_${username}="${password}"`).join(' ')
  const config = (mechanism: string) => `listener.name.${listener}.${mechanism}.sasl.jaas.config`
  const scram = `${security}.scram.ScramLoginModule required;`
  return {
    [config('plain')]: `${security}.plain.PlainLoginModule required ${known};`,
    [config('scram-sha-256')]: scram,
    [config('scram-sha-512')]: scram,
    // Without a handler of its own the broker takes tokens that nobody has signed.
    [config('oauthbearer')]:
      `${security}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";`,
  }
}

const tls = ({
  keystore,
  ca,
}: {
  readonly keystore: string
  readonly ca: string
}): Readonly<Record<string, string>> => ({
  'ssl.keystore.type': 'PEM',
  'ssl.keystore.location': keystore,
  'ssl.truststore.type': 'PEM',
  'ssl.truststore.location': ca,
  // This listener asks for a certificate; the one with a login is content with that.
  'listener.name.ssl.ssl.client.auth': 'required',
})
