/** The addresses that an IPP printer may have. Apart from the questions, so that settings can be checked without what asks them. */

/** Where HTTP goes. `path` is the printer's, percent-encoded. */
export type IppPlace =
  | { readonly socketPath: string; readonly path: string }
  | { readonly host: string; readonly port: number; readonly path: string; readonly secure: boolean }

const defaultPort = 631
const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/

/**
 * Undefined when this is not the address of an IPP printer. In the clear only on this machine: a face, a name and a UUID are personal data,
 * so what crosses a network goes as `ipps`.
 */
export function findIppPlace(uri: string): Exclude<IppPlace, { readonly socketPath: string }> | undefined {
  const url = URL.canParse(uri) ? new URL(uri) : undefined
  if (!url || !/^ipps?:$/.test(url.protocol) || url.hostname === '' || url.username !== '' || url.password !== '' || url.hash !== '')
    return undefined
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const secure = url.protocol === 'ipps:'
  if (!secure && !loopback.test(host)) return undefined
  return { host, port: url.port === '' ? defaultPort : Number(url.port), path: (url.pathname || '/') + url.search, secure }
}
