/** The settings that close the shell, as Electron is told them. What the sources may not contain is in `closed-sources.test.ts`; what a page can try is in `test/shells/closed-shell.spec.ts`. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { root } from '../support/checks.ts'

type Listener = (event: { preventDefault(): void; url?: string }, url?: string) => void
const told = vi.hoisted(() => ({
  switches: [] as string[],
  schemes: [] as unknown[],
  windows: [] as { options: Record<string, unknown>; contents: unknown; protected: boolean[] }[],
  session: {} as Record<string, (...args: never[]) => unknown>,
  appEvents: new Map<string, (...args: unknown[]) => void>(),
  menus: [] as unknown[],
}))

class Contents extends EventEmitter {
  openHandler: (() => unknown) | undefined
  webRtc: string | undefined
  setWindowOpenHandler(handler: () => unknown) {
    this.openHandler = handler
  }
  setWebRTCIPHandlingPolicy(policy: string) {
    this.webRtc = policy
  }
}

vi.mock('electron', () => {
  class BrowserWindow extends EventEmitter {
    webContents = new Contents()
    kept: { options: Record<string, unknown>; contents: unknown; protected: boolean[] }
    constructor(options: Record<string, unknown>) {
      super()
      this.kept = { options, contents: this.webContents, protected: [] }
      told.windows.push(this.kept)
    }
    setContentProtection(on: boolean) {
      this.kept.protected.push(on)
    }
    show() {
      /* nothing to see */
    }
  }
  const keep = (name: string) => (handler: (...args: never[]) => unknown) => {
    told.session[name] = handler
  }
  return {
    BrowserWindow,
    Menu: {
      setApplicationMenu: (menu: unknown) => {
        told.menus.push(menu)
      },
    },
    app: {
      isPackaged: true,
      commandLine: {
        appendSwitch: (name: string, value: string) => {
          told.switches.push(`${name}=${value}`)
        },
      },
      on: (name: string, listener: (...args: unknown[]) => void) => {
        told.appEvents.set(name, listener)
      },
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1366, height: 728 } }] },
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown[]) => {
        told.schemes.push(...schemes)
      },
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: keep('request'),
        setPermissionCheckHandler: keep('check'),
        setDevicePermissionHandler: keep('device'),
        setSpellCheckerEnabled: () => undefined,
        on: (name: string, handler: (...args: never[]) => unknown) => {
          told.session[name] = handler
        },
        webRequest: { onBeforeRequest: keep('before') },
      },
    },
  }
})
const { cutOffNetwork, denyTheRest, openAsideWindow, openMainWindow } = await import('../../main/shell/window.ts')
const { appPolicy, registerAppScheme } = await import('../../main/shell/protocol.ts')

cutOffNetwork()
denyTheRest()
registerAppScheme()
openMainWindow({ preload: '/preload.cjs', title: 'RA Desk', place: { read: () => undefined, write: () => undefined } })
openAsideWindow({ title: 'For the work phone', width: 480, height: 720 })
const [main, aside] = told.windows.map((window) => ({ ...window, contents: window.contents as Contents }))
const stray = new Contents()
told.appEvents.get('web-contents-created')?.({}, stray)

const safe = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  webgl: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  devTools: false,
}

describe('a packaged app', () => {
  it('opens its window with every preference written out, and the one for secrets without preload or scripts and kept out of captures', () => {
    expect(main!.options['webPreferences']).toEqual({ ...safe, preload: '/preload.cjs' })
    expect(aside!.options['webPreferences']).toEqual({ ...safe, javascript: false })
    expect(aside!.protected).toEqual([true])
  })

  it('has no menu, resolves no name, and sends no datagram', () => {
    expect(told.menus).toEqual([null])
    expect(told.switches).toEqual(['host-resolver-rules=MAP * ~NOTFOUND', 'webrtc-ip-handling-policy=disable_non_proxied_udp'])
    for (const contents of [main!.contents, aside!.contents, stray]) expect(contents.webRtc).toBe('disable_non_proxied_udp')
  })

  it('serves its own scheme as a secure origin that no other page may read, and lets it bypass nothing', () => {
    expect(told.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true } },
    ])
  })

  it('tells its page the whole content policy', () => {
    expect(appPolicy.split('; ')).toEqual([
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
    ])
  })
})

const home = ['app://ra-desk/', 'app://ra-desk', 'app://ra-desk/?x=1', 'app://ra-desk/#/case/1']
const elsewhere = [
  'https://example.com/',
  'http://127.0.0.1/',
  'file:///etc/hosts',
  'data:text/html,x',
  'about:blank',
  'blob:app://ra-desk/1',
  'javascript:alert(1)',
  'chrome://version/',
  'devtools://x/',
  'view-source:app://ra-desk/',
  'ftp://x/',
  'mailto:x@example.com',
  'tel:07700900123',
  'ms-settings:privacy',
  'search-ms:query=x',
  'ws://x/',
  'filesystem:app://ra-desk/x',
  'app://ra-desk.evil/',
  'app://ra-desk-reveal/reveal/x',
  'app://ra-desk:80/',
  'app://ra-desk/case/x',
  'app://ra-desk/assets/x.js',
  'app://user@ra-desk/',
  'APP://RA-DESK/',
  '',
  'null',
]
const prevented = (contents: EventEmitter, name: string, url: string): boolean => {
  let stopped = false
  const event = {
    url,
    preventDefault: () => {
      stopped = true
    },
  }
  for (const listener of contents.listeners(name) as Listener[]) listener(event, url)
  return stopped
}

describe('a window', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('%s leads home or nowhere, in whatever contents there are', (name) => {
    for (const contents of [main!.contents, stray]) {
      for (const url of home) expect(prevented(contents, name, url), url).toBe(false)
      for (const url of elsewhere) expect(prevented(contents, name, url), url).toBe(true)
    }
    for (const url of [...home, ...elsewhere]) expect(prevented(aside!.contents, name, url), url).toBe(true)
  })

  it('opens no other and takes no guest', () => {
    for (const contents of [main!.contents, aside!.contents, stray]) {
      expect(contents.openHandler?.()).toEqual({ action: 'deny' })
      expect(prevented(contents, 'will-attach-webview', '')).toBe(true)
    }
  })
})

describe('the session', () => {
  /** Every name that Electron's types know for a permission, of requests and of checks. */
  const types = readFileSync(join(root, 'node_modules/electron/electron.d.ts'), 'utf8')
  const names = [...types.matchAll(/setPermission(?:Request|Check)Handler\([^\n]*?permission: ((?:'[^']+'(?: \| )?)+)/g)].flatMap(
    ([, union]) => union!.match(/'[^']+'/g)!.map((name) => name.slice(1, -1)),
  )

  it('gives, of all permissions there are, lasting storage and writing to the clipboard alone, and those to its own page', () => {
    expect(new Set(names).size).toBeGreaterThan(20)
    expect(names).toContain('persistent-storage')
    const given = new Set<string>()
    const request = told.session['request'] as unknown as (
      contents: unknown,
      permission: string,
      callback: (given: boolean) => void,
      details: { requestingUrl: string },
    ) => void
    const check = told.session['check'] as unknown as (contents: unknown, permission: string, origin: string) => boolean
    for (const name of [...names, 'smart-card', 'unknown', 'no-such-thing']) {
      request(
        null,
        name,
        (allowed) => {
          if (allowed) given.add(name)
        },
        { requestingUrl: 'app://ra-desk/' },
      )
      if (check(null, name, 'app://ra-desk/')) given.add(name)
      request(
        null,
        name,
        (allowed) => {
          expect(allowed, name).toBe(false)
        },
        { requestingUrl: 'https://example.com/' },
      )
      expect(check(null, name, 'https://example.com'), name).toBe(false)
    }
    expect([...given].sort()).toEqual(['clipboard-sanitized-write', 'persistent-storage'])
  })

  it('gives no device, saves no download, and lets no request out', () => {
    expect(told.session['device']!()).toBe(false)
    let stopped = false
    ;(told.session['will-download'] as unknown as (event: object) => void)({
      preventDefault: () => {
        stopped = true
      },
    })
    expect(stopped).toBe(true)
    const before = told.session['before'] as unknown as (details: { url: string }, callback: (answer: { cancel: boolean }) => void) => void
    const cancels = (url: string) => {
      let cancelled: boolean | undefined
      before({ url }, ({ cancel }) => {
        cancelled = cancel
      })
      return cancelled
    }
    for (const url of ['app://ra-desk/', 'blob:app://ra-desk/1', 'data:text/css,']) expect(cancels(url), url).toBe(false)
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1/',
      'ws://x/',
      'file:///etc/hosts',
      'devtools://x/',
      'chrome-extension://x/',
    ])
      expect(cancels(url), url).toBe(true)
  })
})
