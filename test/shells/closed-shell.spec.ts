/**
 * Every way out of the page that a script in it could try: addresses, frames, windows, requests, permissions, devices. Each is tried in the
 * product's own page. The same attempts in an open page of the same browser are the control: there they do get out.
 */
import { createSocket } from 'node:dgram'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Page } from '@playwright/test'
import type { Bridge } from '../../preload/contract.ts'
import { expect, test } from './app-fixture.ts'
import { findChromium } from './chromium/find-chromium.ts'
import { whyNot } from './shells.ts'

declare global {
  interface Window {
    raDesk: Bridge
  }
}

type Try = (out: string) => unknown

/** What asks for an address somewhere else. Each is given one that no other try has. */
const requests: Readonly<Record<string, Try>> = {
  fetch: (out) => fetch(out),
  'fetch without CORS': (out) => fetch(out, { mode: 'no-cors', keepalive: true }),
  XMLHttpRequest: (out) => {
    const request = new XMLHttpRequest()
    request.open('GET', out)
    request.send()
  },
  beacon: (out) => navigator.sendBeacon(out, 'x'),
  'server-sent events': (out) => new EventSource(out),
  'web socket': (out) => new WebSocket(out.replace('http', 'ws')),
  image: (out) => {
    new Image().src = out
  },
  'image set': (out) => {
    new Image().srcset = `${out} 1x`
  },
  audio: (out) => {
    new Audio(out).load()
  },
  'video poster': (out) => {
    const video = document.createElement('video')
    video.poster = out
    document.body.append(video)
  },
  script: (out) => {
    const script = document.createElement('script')
    script.src = out
    document.body.append(script)
  },
  module: (out) => import(out),
  worker: (out) => new Worker(out),
  'shared worker': (out) => new SharedWorker(out),
  'style sheet': (out) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = out
    document.head.append(link)
  },
  'style with import': (out) => {
    const style = document.createElement('style')
    style.textContent = `@import url(${out});`
    document.head.append(style)
  },
  'constructed style': (out) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`body { background: url(${out}) }`)
    document.adoptedStyleSheets.push(sheet)
  },
  'style property': (out) => {
    document.body.style.listStyleImage = `url(${out})`
    document.body.style.backgroundImage = `url(${out})`
  },
  typeface: (out) => new FontFace('out', `url(${out})`).load(),
  icon: (out) => {
    const link = document.createElement('link')
    link.rel = 'icon'
    link.href = out
    document.head.append(link)
  },
  preload: (out) => {
    const link = document.createElement('link')
    link.rel = 'preload'
    link.as = 'image'
    link.href = out
    document.head.append(link)
  },
  prefetch: (out) => {
    const link = document.createElement('link')
    link.rel = 'prefetch'
    link.href = out
    document.head.append(link)
  },
  'web manifest': (out) => {
    const link = document.createElement('link')
    link.rel = 'manifest'
    link.href = out
    document.head.append(link)
  },
  'picture in a drawing': (out) => {
    const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    const image = document.createElementNS('http://www.w3.org/2000/svg', 'image')
    image.setAttribute('href', out)
    drawing.append(image)
    document.body.append(drawing)
  },
  frame: (out) => {
    const frame = document.createElement('iframe')
    frame.src = out
    document.body.append(frame)
  },
  'frame with text': (out) => {
    const frame = document.createElement('iframe')
    frame.srcdoc = `<img src="${out}">`
    document.body.append(frame)
  },
  object: (out) => {
    const object = document.createElement('object')
    object.data = out
    document.body.append(object)
  },
  embed: (out) => {
    const embed = document.createElement('embed')
    embed.src = out
    document.body.append(embed)
  },
  'form in a frame': (out) => {
    const frame = Object.assign(document.createElement('iframe'), { name: 'inner' })
    const form = Object.assign(document.createElement('form'), { action: out, method: 'post', target: 'inner' })
    document.body.append(frame, form)
    form.submit()
  },
  'ping of a link': (out) => {
    const link = Object.assign(document.createElement('a'), { href: '#', ping: out })
    document.body.append(link)
    link.click()
  },
  'policy report': (out) => {
    const meta = Object.assign(document.createElement('meta'), {
      httpEquiv: 'Content-Security-Policy',
      content: `img-src 'none'; report-uri ${out}`,
    })
    document.head.append(meta)
    new Image().src = '/x'
  },
}

/** What would take the page somewhere else, or open another window. */
const moves: Readonly<Record<string, Try>> = {
  'location.href': (out) => {
    location.href = out
  },
  'location.assign': (out) => {
    location.assign(out)
  },
  'location.replace': (out) => {
    location.replace(out)
  },
  link: (out) => {
    const link = Object.assign(document.createElement('a'), { href: out })
    document.body.append(link)
    link.click()
    link.remove()
  },
  'link to the top': (out) => {
    const link = Object.assign(document.createElement('a'), { href: out, target: '_top' })
    document.body.append(link)
    link.click()
    link.remove()
  },
  'link to a new window': (out) => {
    const link = Object.assign(document.createElement('a'), { href: out, target: '_blank', rel: 'opener' })
    document.body.append(link)
    link.click()
    link.remove()
  },
  download: (out) => {
    const link = Object.assign(document.createElement('a'), { href: out, download: 'out.exe' })
    document.body.append(link)
    link.click()
    link.remove()
  },
  form: (out) => {
    const form = Object.assign(document.createElement('form'), { action: out, method: 'get' })
    document.body.append(form)
    form.submit()
    form.remove()
  },
  'form by post to a new window': (out) => {
    const form = Object.assign(document.createElement('form'), { action: out, method: 'post', target: '_blank' })
    document.body.append(form)
    form.submit()
    form.remove()
  },
  'meta refresh': (out) => {
    document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0; url=${out}` }))
  },
  'base address': (out) => {
    document.head.append(Object.assign(document.createElement('base'), { href: out }))
    const link = Object.assign(document.createElement('a'), { href: 'x' })
    document.body.append(link)
    link.click()
    link.remove()
  },
  'window.open': (out) => {
    open(out)
  },
  'window.open without opener': (out) => {
    open(out, '_blank', 'noopener,noreferrer,popup')
  },
  'window.open over itself': (out) => {
    open(out, '_self')
  },
}

/** Where else than to the neighbour a page could be sent. */
const places = [
  'about:blank',
  'about:srcdoc',
  'data:text/html,<p>x</p>',
  'file:///etc/hosts',
  'file://server/share',
  'view-source:https://ra-desk.invalid/',
  'chrome://version/',
  'chrome://gpu/',
  'devtools://devtools/bundled/inspector.html',
  'ftp://127.0.0.1/x',
  'mailto:someone@example.com',
  'tel:07700900123',
  'ms-settings:privacy',
  'search-ms:query=x',
  'javascript:document.title="out"',
  'blob:null/x',
  'filesystem:https://ra-desk.invalid/temporary/x',
  'app://elsewhere/',
  'https://ra-desk.invalid/case/x',
  'https://ra-desk.invalid/images/ra-desk.svg',
  'app://ra-desk-reveal/reveal/x',
  'https://ra-desk-reveal.invalid/',
  'https://ra-desk.invalid.example.com/',
  'https://user@ra-desk.invalid:8443/',
]

/** Answers when it was allowed; throws when it was refused or is not there at all. */
const permissions: Readonly<Record<string, () => unknown>> = {
  camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
  microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
  screen: () => navigator.mediaDevices.getDisplayMedia({ video: true }),
  position: () =>
    new Promise((resolve, reject) => {
      navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 1_000 })
    }),
  notifications: async () => {
    if ((await Notification.requestPermission()) !== 'granted') throw new Error('refused')
  },
  'reading the clipboard': () => navigator.clipboard.readText(),
  'reading pictures from the clipboard': () => navigator.clipboard.read(),
  MIDI: () => navigator.requestMIDIAccess({ sysex: true }),
  USB: () => (navigator as unknown as { usb: { requestDevice(o: object): unknown } }).usb.requestDevice({ filters: [] }),
  'serial ports': () => (navigator as unknown as { serial: { requestPort(): unknown } }).serial.requestPort(),
  HID: async () => {
    if (
      (await (navigator as unknown as { hid: { requestDevice(o: object): Promise<unknown[]> } }).hid.requestDevice({ filters: [] }))
        .length === 0
    )
      throw new Error('none')
  },
  Bluetooth: () =>
    (navigator as unknown as { bluetooth: { requestDevice(o: object): unknown } }).bluetooth.requestDevice({ acceptAllDevices: true }),
  'smart cards': () => (navigator as unknown as { smartCard: { establishContext(): unknown } }).smartCard.establishContext(),
  'wake lock': () => navigator.wakeLock.request('screen'),
  'idle detection': async () => {
    if (
      (await (globalThis as unknown as { IdleDetector: { requestPermission(): Promise<string> } }).IdleDetector.requestPermission()) !==
      'granted'
    )
      throw new Error('refused')
  },
  'typefaces of this computer': async () => {
    if ((await (globalThis as unknown as { queryLocalFonts(): Promise<unknown[]> }).queryLocalFonts()).length === 0) throw new Error('none')
  },
  'window management': () => (globalThis as unknown as { getScreenDetails(): unknown }).getScreenDetails(),
  'keyboard lock': async () => {
    await document.documentElement.requestFullscreen()
    await (navigator as unknown as { keyboard: { lock(): Promise<void> } }).keyboard.lock()
    await document.exitFullscreen()
    throw new Error('no wall')
  },
  payment: () =>
    new PaymentRequest([{ supportedMethods: 'https://example.com/pay' }], {
      total: { label: 'x', amount: { currency: 'GBP', value: '1' } },
    }).show(),
  'a passkey': () =>
    navigator.credentials.create({
      publicKey: {
        challenge: new Uint8Array(16),
        rp: { name: 'x' },
        user: { id: new Uint8Array(8), name: 'x', displayName: 'x' },
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        timeout: 500,
      },
    }),
  'a service worker': () => navigator.serviceWorker.register('/trusted-types.js'),
  'scheme of its own': () => {
    navigator.registerProtocolHandler('web+radesk', `${location.origin}/?%s`)
    throw new Error('asks nobody, and nothing came of it')
  },
  sensors: () => {
    const sensor = new (globalThis as unknown as { AmbientLightSensor: new () => { start(): void } }).AmbientLightSensor()
    sensor.start()
  },
}

interface Neighbour {
  readonly origin: string
  readonly asked: Set<string>
  readonly datagrams: () => number
  readonly datagramPort: number
}

/** Servers next door that would answer: whatever reaches one got out of the page. */
async function withNeighbour(act: (neighbour: Neighbour) => Promise<void>): Promise<void> {
  const asked = new Set<string>()
  let datagrams = 0
  const server = createServer((request, response) => {
    asked.add(decodeURIComponent(request.url!.slice(1)).replace(/\?.*$/s, ''))
    response.setHeader('access-control-allow-origin', '*')
    response.end('')
  })
  server.on('upgrade', (request, socket) => {
    asked.add(decodeURIComponent(request.url!.slice(1)))
    socket.destroy()
  })
  const datagram = createSocket('udp4', () => {
    datagrams += 1
  })
  await Promise.all([
    new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    }),
    new Promise<void>((resolve) => {
      datagram.bind(0, '127.0.0.1', resolve)
    }),
  ])
  try {
    await act({
      origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      asked,
      datagrams: () => datagrams,
      datagramPort: datagram.address().port,
    })
  } finally {
    server.closeAllConnections()
    server.close()
    datagram.close()
  }
}

/** Nothing that is tried may hold the rest up. */
const tried = (work: Promise<unknown>, milliseconds: number): Promise<string> =>
  Promise.race([
    work.then(
      () => 'allowed',
      () => 'refused',
    ),
    new Promise<string>((resolve) => {
      setTimeout(() => {
        resolve('no answer')
      }, milliseconds)
    }),
  ])

async function askFor(page: Page, { origin, datagramPort }: Neighbour): Promise<void> {
  for (const [name, ask] of Object.entries(requests))
    await tried(page.evaluate(ask as (out: string) => void, `${origin}/${encodeURIComponent(name)}`), 300)
  await page
    .evaluate(async (port) => {
      const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] })
      peer.createDataChannel('out')
      await peer.setLocalDescription(await peer.createOffer())
    }, datagramPort)
    .catch(() => undefined)
  await page.waitForTimeout(1_500)
}

/** The page is where it was, has its bridge, and is alone. */
async function atHome(page: Page, home: string, what: string): Promise<void> {
  await expect.poll(() => page.url().replace(/#.*$/s, ''), { message: what }).toBe(home.replace(/#.*$/s, ''))
  await expect.poll(() => page.evaluate(() => Object.keys(window.raDesk).length).catch(() => 0), { message: what }).toBe(2)
  await expect.poll(() => page.context().pages().length, { message: what }).toBe(1)
}

test(`${Object.keys(requests).length + 1} ways to ask another computer for something: nothing leaves, not even a datagram`, async ({
  launch,
}) => {
  const { page } = await launch()
  const home = page.url()
  await withNeighbour(async (neighbour) => {
    await askFor(page, neighbour)
    expect([...neighbour.asked]).toEqual([])
    expect(neighbour.datagrams()).toBe(0)
  })
  await atHome(page, home, 'after all')
})

test('control: from an open page of the same browser the same ways do lead out', async ({ shell }) => {
  const reason = whyNot('chromium-stand-in')
  test.skip(shell !== 'chromium-stand-in' || reason !== undefined, reason ?? 'not run: the control needs a browser, not Electron')
  const browser = await chromium.launch({ executablePath: findChromium(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  try {
    await withNeighbour(async (neighbour) => {
      const page = await browser.newPage()
      await page.goto(`${neighbour.origin}/start`)
      await askFor(page, neighbour)
      expect(Object.keys(requests).filter((name) => neighbour.asked.has(name)).length).toBeGreaterThan(20)
      expect(neighbour.datagrams()).toBeGreaterThan(0)
      await page.evaluate(moves['location.href'] as (out: string) => void, `${neighbour.origin}/moved`)
      await page.waitForURL(`${neighbour.origin}/moved`)
    })
  } finally {
    await browser.close()
  }
})

test(`${Object.keys(moves).length} ways to move the page and ${places.length} places to move it to: it stays, alone and with its bridge`, async ({
  launch,
}) => {
  test.setTimeout(120_000)
  const { page } = await launch()
  const home = page.url()
  const title = await page.title()
  const downloads: string[] = []
  page.on('download', (download) => {
    downloads.push(download.url())
  })
  await withNeighbour(async (neighbour) => {
    for (const [name, move] of Object.entries(moves)) {
      await tried(page.evaluate(move as (out: string) => void, `${neighbour.origin}/${encodeURIComponent(name)}`), 500)
      await page.waitForTimeout(150)
      await atHome(page, home, name)
    }
    // What a refresh or a base address left in the page is gone with it.
    await page.reload()
    for (const place of places) {
      for (const how of ['location.href', 'link', 'window.open'] as const)
        await tried(page.evaluate(moves[how] as (out: string) => void, place), 300)
      await page.waitForTimeout(100)
      await atHome(page, home, place)
    }
    expect([...neighbour.asked]).toEqual([])
  })
  expect(downloads).toEqual([])
  expect(await page.title()).toBe(title)
})

test(`${Object.keys(permissions).length} permissions and devices: none is given; lasting storage is the one that is`, async ({
  launch,
}) => {
  test.setTimeout(120_000)
  const { page } = await launch()
  const home = page.url()
  for (const [name, ask] of Object.entries(permissions)) {
    const outcome = await tried(page.evaluate(ask as () => void), 1_200)
    expect(outcome, name).not.toBe('allowed')
  }
  expect(await page.evaluate(() => navigator.storage.persist())).toBe(true)
  const states = await page.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'midi',
      'clipboard-read',
      'screen-wake-lock',
      'idle-detection',
      'local-fonts',
      'window-management',
      'persistent-storage',
    ]
    return Promise.all(
      names.map(async (name) => [
        name,
        await navigator.permissions.query({ name: name as PermissionName }).then(
          ({ state }) => state,
          () => 'unknown',
        ),
      ]),
    )
  })
  expect(states.filter(([, state]) => state === 'granted')).toEqual([['persistent-storage', 'granted']])
  await atHome(page, home, 'after all')
})

test('paths that climb out of the built renderer are not found', async ({ launch }) => {
  const { page } = await launch()
  const answers = new Map<string, number>()
  page.on('response', (response) => {
    if (response.request().resourceType() === 'image' && !response.url().endsWith('/images/ra-desk.svg'))
      answers.set(response.url(), response.status())
  })
  const paths = [
    '../preload.cjs',
    '%2e%2e/preload.cjs',
    '..%2fpreload.cjs',
    '..%5cpreload.cjs',
    '%252e%252e%252fpreload.cjs',
    'assets/..%2f..%2fpreload.cjs',
    'assets%00/x.js',
    '.%00./preload.cjs',
    '....//preload.cjs',
    '%c0%ae%c0%ae/preload.cjs',
    '//etc/passwd',
    'etc/passwd',
    'C:/Windows/win.ini',
    '%5c%5cserver%5cshare%5cx',
    'preload.cjs',
    'chromium/main.mjs',
    'index.html/',
    'index.html%20',
    'INDEX.HTML',
    '.built/renderer',
    'assets/',
  ]
  for (const path of paths) {
    await page.evaluate(
      (to) =>
        new Promise((resolve) => {
          const image = new Image()
          image.onload = image.onerror = resolve
          image.src = to
        }),
      `${new URL(page.url()).origin}/${path}`,
    )
  }
  expect(answers.size).toBeGreaterThan(paths.length / 2)
  expect([...answers].filter(([, status]) => status !== 404)).toEqual([])
})
