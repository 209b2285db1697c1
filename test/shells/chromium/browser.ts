import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { mkdirSync } from 'node:fs'
import { overPipe, type Cdp, type CdpEvent } from './cdp.ts'
import { findChromium } from './find-chromium.ts'
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
  '--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,AutofillServerCommunication,PasswordManagerOnboarding,InterestFeedContentSuggestions,CertificateTransparencyComponentUpdater,HttpsUpgrades',
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
  mkdirSync(options.profile, { recursive: true, mode: 0o700 })
  const headless = isHeadless()
  const port = process.env['RA_DESK_TEST_PORT']
  const child = spawn(
    findChromium(),
    [
      ...commonFlags,
      ...options.switches,
      `--user-data-dir=${options.profile}`,
      `--window-size=${options.size.width},${options.size.height}`,
      ...(headless ? ['--headless=new', '--disable-gpu', '--hide-scrollbars', '--mute-audio'] : []),
      ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(port === undefined ? [] : [`--remote-debugging-port=${Number(port)}`]),
      // A window without tabs or address bar is given for a web address only. `--test-type` keeps the warnings about flags off it.
      ...(headless ? ['about:blank'] : ['--test-type', `--app=${options.home}`]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  )

  let gone = false
  const goneListeners: (() => void)[] = []
  const exited = new Promise<void>((resolve) => {
    const end = () => {
      if (!gone) {
        gone = true
        resolve()
        for (const listener of goneListeners) listener()
      }
    }
    child.once('exit', end)
    child.once('error', end)
  })
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-20_000)
    const endpoint = port === undefined ? undefined : /DevTools listening on (ws:\S+)/.exec(said)?.[1]
    if (endpoint) {
      said = ''
      process.stdout.write(`${JSON.stringify({ devtools: endpoint })}\n`)
    }
  })

  const cdp = overPipe(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const kill = () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  }
  const pageGone: ((targetId: string) => void)[] = []
  const known = new Set<string>()
  const wanted: ((targetId: string) => void)[] = []
  let opening = 0

  cdp.onEvent((event) => {
    if (event.method === 'Fetch.requestPaused') void answerPaused(cdp, event, options.answer)
    else if (event.method === 'Target.targetCreated') {
      const { targetId, type, openerId } = event.params['targetInfo'] as { targetId: string; type: string; openerId?: string }
      if (type !== 'page' || known.has(targetId)) return
      const waiting = openerId === undefined ? wanted.shift() : undefined
      if (waiting) {
        known.add(targetId)
        waiting(targetId)
      }
      // Whatever else opens (a popup that got through, a new browser window by keyboard) is not ours.
      else if (openerId !== undefined || opening === 0) cdp.send('Target.closeTarget', { targetId }).catch(() => undefined)
    } else if (event.method === 'Target.targetDestroyed') {
      const targetId = event.params['targetId'] as string
      if (known.delete(targetId)) for (const listener of pageGone) listener(targetId)
    }
  })
  const first = new Promise<string>((resolve) => wanted.push(resolve))
  const early = exited.then(() => {
    throw new Error(`Chromium ended before it was ready:\n${said.trim().split('\n').slice(-8).join('\n')}`)
  })
  early.catch(() => undefined)
  await Promise.race([
    early,
    (async () => {
      await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
      await cdp.send('Browser.setDownloadBehavior', { behavior: 'deny' })
      await cdp.send('Target.setDiscoverTargets', { discover: true })
      await first
    })(),
  ])
  let unused: string | undefined = await first

  return {
    cdp,
    headless,
    openPage: async ({ width, height, x, y }) => {
      let targetId = unused
      unused = undefined
      if (targetId === undefined) {
        opening++
        try {
          const place = { width, height, ...(x === undefined || y === undefined ? {} : { left: x, top: y }) }
          targetId = (await cdp.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank', newWindow: true, ...place }))
            .targetId
          known.add(targetId)
        } finally {
          opening--
        }
      }
      const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
      return { targetId, sessionId }
    },
    onPageGone: (listener) => {
      pageGone.push(listener)
    },
    onGone: (listener) => {
      if (gone) listener()
      else goneListeners.push(listener)
    },
    close: async () => {
      if (gone) return
      await Promise.race([cdp.send('Browser.close').catch(() => undefined), exited])
      const late = setTimeout(kill, 5_000)
      await exited
      clearTimeout(late)
    },
    kill,
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
