import type { KafkaFailure } from '../driver.ts'
import { errorsIn, isPassing, nameOf } from './errors.ts'

/** What is told of an error: where it happened and to whom. */
export interface Circumstances {
  /** What was tried, as in `cannot …`: `read the topic "orders"`. */
  readonly trying: string
  readonly brokers: readonly string[]
  readonly login?: string | undefined
  /** What a broker may want that closes the connection without a word. */
  readonly wanting?: string | undefined
}

export const kafkaFailure = (message: string, passes: boolean): KafkaFailure => ({
  _tag: 'KafkaFailure',
  message,
  passes,
})

/** Whether something that was thrown is a failure already. */
export const isKafkaFailure = (u: unknown): u is KafkaFailure => Object(u)._tag === 'KafkaFailure'

/** Says of whatever was thrown what is wrong, what to do, and whether it can pass. Neither passwords nor tokens are in it. */
export const failureOf = (error: unknown, circumstances: Circumstances): KafkaFailure => {
  if (isKafkaFailure(error)) return error
  const { trying, brokers, login = 'nobody', wanting } = circumstances
  const told = (what: string, passes: boolean): KafkaFailure => kafkaFailure(`cannot ${trying}: ${what}`, passes)
  const at = brokers.join(', ')
  const all = errorsIn(error)
  const codes = new Set(all.map((each) => Object(each).code))
  const messages = all.map((each) => String(Object(each).message))
  const says = (text: string): boolean => messages.some((message) => message.includes(text))
  const name = nameOf(error)

  if (codes.has('PLT_KFK_AUTHENTICATION') || name === 'SASL_AUTHENTICATION_FAILED') {
    return told(
      `the brokers at ${at} refuse the login of ${login}; look at its name, its secret and the mechanism`,
      false,
    )
  }
  if (name === 'UNSUPPORTED_SASL_MECHANISM')
    return told(`the brokers at ${at} do not know the mechanism of sasl`, false)
  if (says('Broker requires TLS')) return told(`the brokers at ${at} want TLS, and no tls is set`, false)
  if (says('verify the broker supports TLS') || codes.has('ERR_SSL_WRONG_VERSION_NUMBER')) {
    return told(`the brokers at ${at} do not speak TLS, and tls is set`, false)
  }
  const certificate = [...codes].find((code) => typeof code === 'string' && distrusted.test(code))
  if (certificate !== undefined) {
    return told(`the certificate of the brokers at ${at} is not trusted (${certificate}); look at tls.ca`, false)
  }
  if ([...codes].some((code) => typeof code === 'string' && code.startsWith('ERR_SSL'))) {
    return told(`TLS with the brokers at ${at} failed; look at tls.cert and tls.key`, false)
  }
  const right = name === undefined ? undefined : rights[name]
  if (right !== undefined) return told(`${login} may not do that; it needs ${right}`, false)
  if (name === 'UNKNOWN_TOPIC_OR_PARTITION' || name === 'UNKNOWN_TOPIC_ID') return told('there is no such topic', false)
  const sentence = name === undefined ? undefined : sentences[name]
  if (sentence !== undefined && name !== undefined) return told(sentence, isPassing(name))
  if (name !== undefined) return told(`the broker says ${name}`, isPassing(name))
  if (says('Unsupported API ConsumerGroupHeartbeat')) {
    return told('brokers before 4.0 do not know the group protocol "consumer"; use "cooperative"', false)
  }
  if (says('Connection closed')) {
    const hint = wanting === undefined ? '' : `; if they want ${wanting}`
    return told(`the brokers at ${at} close the connection${hint}`, true)
  }
  const reason = [...codes].find((code) => typeof code === 'string' && /^E[A-Z_]+$/.test(code))
  const words = reason === undefined ? undefined : network[String(reason)]
  return told(`the brokers at ${at} cannot be reached${words === undefined ? '' : `: ${words}`}`, true)
}

const distrusted = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|ALTNAME/

const rights: Readonly<Record<string, string>> = {
  TOPIC_AUTHORIZATION_FAILED: 'READ and DESCRIBE on the topic, and WRITE where it is written to',
  GROUP_AUTHORIZATION_FAILED: 'READ on the group',
  CLUSTER_AUTHORIZATION_FAILED: 'IDEMPOTENT_WRITE on the cluster',
}

const sentences: Readonly<Record<string, string>> = {
  FENCED_INSTANCE_ID: 'another member has come under the same instanceId; each needs its own',
  GROUP_MAX_SIZE_REACHED: 'the group has as many members as the brokers allow',
  INCONSISTENT_GROUP_PROTOCOL: 'the members that are there use another group protocol; all need the same',
  INVALID_SESSION_TIMEOUT: 'the brokers do not allow sessions as short or as long as that',
}

const network: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the host',
  ECONNRESET: 'the connection was cut',
}
