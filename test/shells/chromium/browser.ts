import { mkdirSync } from 'node:fs'
import { startElsewhere, startHere, type BrowserProcess } from './browser-process.ts'
import type { Cdp, CdpEvent } from './cdp.ts'
import { formerBrowserGone } from './former-browser.ts'
import { toApp } from './addresses.ts'

export interface PausedRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly isDocument: boolean
  /** Of the frame that asks; a window's main frame carries the id of its target. */
  readonly frameId: string
}

export interface Browser {
  readonly cdp: Cdp
  readonly headless: boolean
  /** A page of its own, attached, still at about:blank. */
  openPage(size: { width: number; height: number; x?: number; y?: number }): Promise<{ targetId: string; sessionId: string }>
  /** Called when the page ends, for any reason. */
  onPageGone(listener: (targetId: string) => void): void
  onGone(listener: () => void): void
  /** Lets the browser write everything down and end. */
  close(): Promise<void>
  /** Only for when there is no time: the process is exiting. */
  kill(): void
}

const commonFlags = [
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-domain-reliability',
  '--disable-client-side-phishing-detection',
  '--disable-search-engine-choice-screen',
  '--disable-session-crashed-bubble',
  '--disable-translate',
  // The last three are pages of the address bar, which the app's window does not have: they took as much work as the app's own page.
  '--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,AutofillServerCommunication,PasswordManagerOnboarding,InterestFeedContentSuggestions,CertificateTransparencyComponentUpdater,HttpsUpgrades,WebUIOmniboxPopup,WebUIOmniboxAimPopup,PreloadTopChromeWebUI',
  '--no-pings',
  '--no-proxy-server',
  '--password-store=basic',
  '--use-mock-keychain',
]

export interface BrowserOptions {
  readonly profile: string
  /** Of the app's pages; nothing is asked for it yet. */
  readonly home: string
  readonly size: { readonly width: number; readonly height: number }
  /** What main appended to the command line. */
  readonly switches: readonly string[]
  /** Answers a request for the app's own scheme, or refuses it. */
  answer(request: PausedRequest): Promise<Response | 'refused'>
}

export function isHeadless(env = process.env, platform = process.platform): boolean {
  return env['RA_DESK_HEADLESS'] === '1' || (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'])
}

export async function startBrowser(options: BrowserOptions): Promise<Browser> {
  const headless = isHeadless()
  await formerBrowserGone(options.profile)
  const chromium = launchBrowser(options, headless)
  const { cdp } = chromium
  const pages = followPages(cdp)
  cdp.onEvent((event) => {
    if (event.method === 'Fetch.requestPaused') void answerPaused(cdp, event, options.answer)
  })
  const firstPage = pages.next()
  const early = chromium.exited.then(() => {
    throw new Error(`Chromium ended before it was ready:\n${chromium.lastWords()}`)
  })
  early.catch(() => undefined)
  const ready = async (): Promise<string> => {
    await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
    await cdp.send('Browser.setDownloadBehavior', { behavior: 'deny' })
    await cdp.send('Target.setDiscoverTargets', { discover: true })
    return firstPage
  }
  let unused: string | undefined = await Promise.race([early, ready()])

  return {
    cdp,
    headless,
    openPage: async (place) => {
      const first = unused
      unused = undefined
      const targetId = first ?? (await pages.open(place))
      const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
      return { targetId, sessionId }
    },
    onPageGone: pages.onGone,
    onGone: chromium.onGone,
    close: async () => {
      if (chromium.isGone()) return
      await Promise.race([cdp.send('Browser.close').catch(() => undefined), chromium.exited])
      const late = setTimeout(chromium.kill, 5_000)
      await chromium.exited
      clearTimeout(late)
    },
    kill: chromium.kill,
  }
}

/** With the words for this start. Elsewhere when RA_DESK_BROWSER_AT says so. */
function launchBrowser({ profile, switches, size, home }: BrowserOptions, headless: boolean): BrowserProcess {
  mkdirSync(profile, { recursive: true, mode: 0o700 })
  const port = process.env['RA_DESK_TEST_PORT']
  const words = [
    ...commonFlags,
    ...switches,
    `--user-data-dir=${profile}`,
    `--window-size=${size.width},${size.height}`,
    ...(headless ? ['--headless=new', '--disable-gpu', '--hide-scrollbars', '--mute-audio'] : []),
    ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(port === undefined ? [] : [`--remote-debugging-port=${Number(port)}`]),
    // A window without tabs or address bar is given for a web address only. `--test-type` keeps the warnings about flags off it.
    ...(headless ? ['about:blank'] : ['--test-type', `--app=${home}`]),
  ]
  const elsewhere = process.env['RA_DESK_BROWSER_AT']
  return elsewhere === undefined ? startHere(words, port !== undefined) : startElsewhere(elsewhere, words)
}

/** The pages that are ours, by the id of their target. Any other that opens is closed. */
function followPages(cdp: Cdp) {
  const goneListeners: ((targetId: string) => void)[] = []
  const known = new Set<string>()
  const wanted: ((targetId: string) => void)[] = []
  let opening = 0

  cdp.onEvent(({ method, params }) => {
    if (method === 'Target.targetCreated') {
      const { targetId, type, openerId } = params['targetInfo'] as { targetId: string; type: string; openerId?: string }
      if (type !== 'page' || known.has(targetId)) return
      const waiting = openerId === undefined ? wanted.shift() : undefined
      if (waiting) {
        known.add(targetId)
        waiting(targetId)
      }
      // Whatever else opens (a popup that got through, a new browser window by keyboard) is not ours.
      else if (openerId !== undefined || opening === 0) cdp.send('Target.closeTarget', { targetId }).catch(() => undefined)
    } else if (method === 'Target.targetDestroyed') {
      const targetId = params['targetId'] as string
      if (known.delete(targetId)) for (const listener of goneListeners) listener(targetId)
    }
  })
  return {
    /** The next page that opens by itself: the browser's first. */
    next: () => new Promise<string>((resolve) => wanted.push(resolve)),
    open: async ({ width, height, x, y }: Parameters<Browser['openPage']>[0]): Promise<string> => {
      opening++
      try {
        const place = { width, height, ...(x === undefined || y === undefined ? {} : { left: x, top: y }) }
        const { targetId } = await cdp.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank', newWindow: true, ...place })
        known.add(targetId)
        return targetId
      } finally {
        opening--
      }
    },
    onGone: (listener: (targetId: string) => void) => {
      goneListeners.push(listener)
    },
  }
}

/** Every request of every page, worker and frame comes by here before it reaches any network code. */
async function answerPaused(cdp: Cdp, event: CdpEvent, answer: BrowserOptions['answer']): Promise<void> {
  const { requestId, request, resourceType, frameId } = event.params as unknown as {
    requestId: string
    resourceType: string
    frameId: string
    request: { url: string; method: string; headers: Record<string, string>; postData?: string }
  }
  const isDocument = resourceType === 'Document'
  try {
    const url = toApp(request.url)
    const asked = {
      url,
      method: request.method,
      headers: request.headers,
      isDocument,
      frameId,
      ...(request.postData === undefined ? {} : { body: request.postData }),
    }
    const answered = await answer(asked)
    if (answered !== 'refused') {
      const responseHeaders = [...answered.headers].map(([name, value]) => ({ name, value }))
      const body = Buffer.from(await answered.arrayBuffer()).toString('base64')
      await cdp.send('Fetch.fulfillRequest', { requestId, responseCode: answered.status, responseHeaders, body }, event.sessionId)
    } else if (isDocument) {
      // "No content" leaves the page where it is, as a prevented navigation does in Electron.
      await cdp.send('Fetch.fulfillRequest', { requestId, responseCode: 204, responseHeaders: [] }, event.sessionId)
    } else await cdp.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' }, event.sessionId)
  } catch {
    /* the page or the browser went away while we answered */
  }
}
