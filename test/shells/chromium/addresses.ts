/**
 * Chromium knows no `app:` scheme, so each host of it becomes a made-up secure origin: `app://ra-desk/x` is `https://ra-desk.invalid/x`
 * inside the browser (RFC 2606 keeps `.invalid` from ever resolving). Main sees the `app:` form only.
 */
const ending = '.invalid'

export function toBrowser(url: string): string {
  const parsed = new URL(url)
  if (parsed.protocol !== 'app:') return url
  return `https://${parsed.host}${ending}${parsed.pathname}${parsed.search}${parsed.hash}`
}

export function toApp(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed || parsed.protocol !== 'https:' || !parsed.hostname.endsWith(ending) || parsed.port) return url
  return `app://${parsed.hostname.slice(0, -ending.length)}${parsed.pathname}${parsed.search}${parsed.hash}`
}

/** `https://ra-desk.invalid` → `app://ra-desk`; any other origin as the browser says it. */
export function originToApp(origin: string): string {
  const whole = toApp(`${origin}/`)
  return whole.startsWith('app:') ? whole.replace(/\/$/, '') : origin
}
