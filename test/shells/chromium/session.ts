import { EventEmitter } from 'node:events'
import { standIn } from './lacks.ts'
import type { PausedRequest } from './browser.ts'

type Handler = (request: Request) => Response | Promise<Response>
type CheckHandler = (webContents: unknown, permission: string, origin: string, details: object) => boolean
type BeforeRequest = (
  details: { url: string; method: string; resourceType: string },
  callback: (answer: { cancel?: boolean }) => void,
) => void

const handlers = new Map<string, Handler>()
let check: CheckHandler | undefined | null
let beforeRequest: BeforeRequest | null = null

export const protocol = standIn('protocol', {
  registerSchemesAsPrivileged: (schemes: { scheme: string }[]) => {
    for (const { scheme } of schemes)
      if (scheme !== 'app') throw new Error(`The Chromium stand-in for Electron lacks the scheme ${scheme}: it serves app: only`)
  },
  handle: (scheme: string, handler: Handler) => {
    if (handlers.has(scheme)) throw new Error(`The scheme ${scheme} has a handler already`)
    handlers.set(scheme, handler)
  },
  unhandle: (scheme: string) => {
    handlers.delete(scheme)
  },
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
})

const defaultSession = standIn(
  'session.defaultSession',
  Object.assign(new EventEmitter(), {
    protocol,
    /** Chromium never asks on its own here: each permission is decided before the page loads, from the check handler. */
    setPermissionRequestHandler: (_handler: unknown) => undefined,
    setPermissionCheckHandler: (handler: CheckHandler | null) => {
      check = handler
    },
    setDevicePermissionHandler: (_handler: unknown) => undefined,
    setSpellCheckerEnabled: (_enable: boolean) => undefined,
    webRequest: standIn('session.webRequest', {
      onBeforeRequest: (listener: BeforeRequest | null) => {
        beforeRequest = listener
      },
    }),
  }),
)

export const session = standIn('session', { defaultSession })

/** What the app's handler answers; whatever is not `app:` is refused, whether or not main said so. */
export async function answerRequest(request: PausedRequest): Promise<Response | 'refused'> {
  const handler = handlers.get('app')
  if (!request.url.startsWith('app://') || !handler) return 'refused'
  // Chromium asks for an icon by itself; Electron does not.
  if (request.url.endsWith('/favicon.ico')) return new Response(null, { status: 204 })
  if (beforeRequest) {
    const listener = beforeRequest
    const details = { url: request.url, method: request.method, resourceType: request.isDocument ? 'mainFrame' : 'other' }
    const { cancel } = await new Promise<{ cancel?: boolean }>((resolve) => {
      listener(details, resolve)
    })
    if (cancel) return 'refused'
  }
  return handler(
    new Request(request.url, {
      method: request.method,
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
    }),
  )
}

/** Names of the protocol (Browser.PermissionDescriptor) with Electron's name for each. Those left out have no Electron name. */
const permissions: readonly (readonly [string, string])[] = [
  ['persistent-storage', 'persistent-storage'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-write', 'clipboard-sanitized-write'],
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['midi', 'midi'],
  ['camera', 'media'],
  ['microphone', 'media'],
  ['screen-wake-lock', 'screen-wake-lock'],
  ['window-management', 'window-management'],
  ['local-fonts', 'local-fonts'],
  ['idle-detection', 'idle-detection'],
  ['storage-access', 'storage-access'],
  ['pointer-lock', 'pointerLock'],
  ['keyboard-lock', 'keyboardLock'],
  ['background-sync', 'background-sync'],
  ['payment-handler', 'paymentHandler'],
  ['speaker-selection', 'speaker-selection'],
  ['display-capture', 'display-capture'],
  ['nfc', 'nfc'],
]

/** What the check handler says of each permission, for `Browser.setPermission`. Electron without a handler allows all. */
export function decidedPermissions(webContents: unknown, origin: string): { name: string; setting: 'granted' | 'denied' }[] {
  const decide = check
  return permissions.map(([name, electronName]) => ({
    name,
    setting:
      !decide || decide(webContents, electronName, origin, { isMainFrame: true, requestingUrl: `${origin}/` }) ? 'granted' : 'denied',
  }))
}
