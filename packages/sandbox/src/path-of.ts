import type { IncomingMessage } from 'node:http'

/** The path of a request and its query. The path may begin with more than one slash, as some SDKs send it. */
export function pathOf({ url = '' }: IncomingMessage): { readonly path: string; readonly search: string } {
  const [path = '', search = ''] = url.replace(/^\/{2,}/, '/').split('?')
  return { path, search }
}
