/**
 * Whether an `origin` (`shop.example.com`, `https://shop.example.com:8443`) is allowed by one of the patterns of a
 * project's allowed website URLs: `example.com` is that host alone, `.example.com` all its subdomains, `*` any origin.
 * Scheme and port do not matter. Source: docs.voucherify.io, "Security".
 */
export function isAllowedOrigin(origin: string, patterns: readonly string[]): boolean {
  const host = hostOf(origin)
  return patterns.some((pattern) => {
    if (pattern === '*') return true
    const wanted = pattern.toLowerCase()
    return wanted.startsWith('.') ? host.endsWith(wanted) && host.length > wanted.length : host === wanted
  })
}

function hostOf(origin: string): string {
  return origin
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[:/].*$/, '')
}
