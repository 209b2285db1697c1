/**
 * The app's own scheme: the built renderer from an allow-list read at start, and resources that exist in memory until they are
 * fetched once. Anything else is 404; no request reaches a path that was not listed, so there is nothing to traverse.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { protocol } from 'electron'
import { appHost, appScheme } from './own-origin.ts'

export { appOrigin } from './own-origin.ts'

const scheme = appScheme
/** Apart from the app's host, so that Chromium gives a reveal its own process and no script of the app can reach it. */
const revealHost = 'ra-desk-reveal'

/** Trusted Types: `default` is the page's own guard for worker addresses (`vite.config.ts`); no other policy can be made. */
export const appPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "worker-src 'self'",
  "connect-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ')

const mimes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

/** Path as asked for → file. Only plain files of a known kind; a link is not followed. */
function listFiles(root: string, under = ''): Map<string, string> {
  const files = new Map<string, string>()
  for (const entry of readdirSync(join(root, under), { withFileTypes: true })) {
    const path = `${under}/${entry.name}`
    if (entry.isDirectory()) for (const [name, file] of listFiles(root, path)) files.set(name, file)
    else if (entry.isFile() && mimes[extname(entry.name)] !== undefined) files.set(encodeURI(path), join(root, path))
  }
  return files
}

export interface AppPages {
  readonly handle: (request: Request) => Response
  /** Serves a resource once under the reveal host and answers its address. */
  serveOnce(path: string, body: string, mime: string, policy: string): string
  /** Takes back what was not fetched. */
  withdraw(address: string): void
}

export function createAppPages(root: string): AppPages {
  const files = listFiles(root)
  const index = files.get('/index.html')
  if (index !== undefined) files.set('/', index)
  const once = new Map<string, { readonly body: string; readonly mime: string; readonly policy: string }>()

  return {
    handle: (request) => {
      const url = new URL(request.url)
      if (url.protocol !== `${scheme}:` || (url.host !== appHost && url.host !== revealHost)) return refusal(404)
      if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405)
      if (url.host === revealHost) {
        const resource = once.get(url.pathname)
        once.delete(url.pathname)
        return resource ? answer(request, resource.body, resource.mime, resource.policy) : refusal(404)
      }
      const file = files.get(url.pathname)
      return file === undefined ? refusal(404) : answer(request, readFileSync(file), mimes[extname(file)]!, appPolicy)
    },
    serveOnce: (path, body, mime, policy) => {
      once.set(path, { body, mime, policy })
      return `${scheme}://${revealHost}${path}`
    },
    withdraw: (address) => {
      once.delete(new URL(address).pathname)
    },
  }
}

function answer(request: Request, body: string | Buffer<ArrayBuffer>, mime: string, policy: string): Response {
  return new Response(request.method === 'HEAD' ? null : body, { status: 200, headers: headers(mime, policy) })
}

function refusal(status: 404 | 405): Response {
  return new Response(status === 404 ? 'Not found' : 'Not allowed', {
    status,
    headers: headers('text/plain; charset=utf-8', "default-src 'none'"),
  })
}

function headers(mime: string, policy: string): Record<string, string> {
  return {
    'Content-Type': mime,
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  }
}

/** Before the app is ready: the scheme has an origin, a secure context, IndexedDB and workers. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true } }])
}

/** Once the app is ready: `root` is the folder of the built renderer. */
export function serveApp(root: string): AppPages {
  const pages = createAppPages(root)
  protocol.handle(scheme, pages.handle)
  return pages
}
