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
import { moves, permissions, places, requests } from './closed-shell-attempts.ts'

declare global {
  interface Window {
    raDesk: Bridge
  }
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
