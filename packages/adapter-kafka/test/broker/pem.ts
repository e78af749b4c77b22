import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a client needs to come in by TLS: PEM texts. */
export interface Pem {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

/**
 * Makes an authority and certificates of a broker and of a client into a folder: `ca.pem`, and `broker.pem` with key and chain.
 *
 * @returns undefined where the machine has no openssl
 */
export const createPem = (folder: string): Pem | undefined => {
  const file = (name: string): string => join(folder, name)
  const openssl = (...args: readonly string[]): boolean => spawnSync('openssl', args, { stdio: 'ignore' }).status === 0
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const authority = ['-days', '30', '-keyout', file('ca.key'), '-out', file('ca.pem'), '-subj', '/CN=tests']
  if (!openssl('req', '-x509', ...key, ...authority)) return undefined
  writeFileSync(file('names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n')
  for (const name of ['broker', 'client']) {
    const [secret, request] = [file(`${name}.key`), file(`${name}.csr`)]
    openssl('req', ...key, '-keyout', secret, '-out', request, '-subj', `/CN=${name}`)
    const signed = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-days', '30']
    openssl('x509', '-req', '-in', request, ...signed, '-out', file(`${name}.crt`), '-extfile', file('names'))
  }
  const read = (name: string): string => readFileSync(file(name), 'utf8')
  writeFileSync(file('broker.pem'), read('broker.key') + read('broker.crt'))
  return { ca: read('ca.pem'), cert: read('client.crt'), key: read('client.key') }
}
