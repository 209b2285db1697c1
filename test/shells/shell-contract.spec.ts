/** What must be true in both shells, of the product and of the smallest main there can be. Nothing here knows a screen beyond `/`. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, processesFor, startProcess, test } from './app-fixture.ts'
import { fixtureBuild, productBuild } from './build-first.ts'
import { channels } from '../../preload/contract.ts'
import type { Bridge } from '../../preload/contract.ts'
import { product } from '../../tools/build.ts'

declare global {
  interface Window {
    raDesk: Bridge
    broken?: boolean
    seen?: string[]
  }
}

/** A server next door that would answer: whatever reaches it got out of the app. */
async function withNeighbour(act: (origin: string) => Promise<void>): Promise<string[]> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url!)
    response.setHeader('access-control-allow-origin', '*')
    response.end('<p>out</p>')
  })
  server.on('connection', () => {
    asked.push('connection')
  })
  server.on('upgrade', (request, socket) => {
    asked.push(request.url!)
    socket.destroy()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  try {
    await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.close()
  }
  return asked
}

const needsUnlock = Object.entries(channels).find(([, { when }]) => when === 'unlocked')![0] as keyof typeof channels

for (const [name, build] of [
  ['smallest main', fixtureBuild],
  ['product', productBuild],
] as const) {
  test.describe(name, () => {
    test.use({ build })
    test.skip(name === 'product' && !existsSync(product.mainEntry), 'not run: main/index.ts is not there')

    test('the page has the web, the bridge with exactly two keys, and nothing of Node', async ({ launch }) => {
      const { page } = await launch()
      const found = await page.evaluate(() => ({
        keys: Object.keys(window.raDesk).sort(),
        all: Reflect.ownKeys(window.raDesk).length,
        frozen: Object.isFrozen(window.raDesk),
        node: [
          'process',
          'require',
          'module',
          'Buffer',
          'global',
          '__dirname',
          'electron',
          'ipcRenderer',
          'contextBridge',
          'raDeskToMain',
          'raDeskFromMain',
        ].filter((each) => each in window),
        secure: isSecureContext,
        subtle: typeof crypto.subtle,
      }))
      expect(found).toEqual({ keys: ['call', 'on'], all: 2, frozen: true, node: [], secure: true, subtle: 'object' })
    })

    test('the bridge cannot be replaced', async ({ launch }) => {
      const { page } = await launch()
      expect(
        await page.evaluate(() => {
          const before = window.raDesk
          const attempts = [
            () => {
              ;(window as { raDesk: unknown }).raDesk = {}
            },
            () => {
              Object.defineProperty(window, 'raDesk', { value: {} })
            },
            () => {
              ;(window.raDesk as { call: unknown }).call = () => 'mine'
            },
          ]
          for (const attempt of attempts)
            try {
              attempt()
            } catch {
              /* refused aloud */
            }
          return { same: window.raDesk === before, changed: String(window.raDesk.call).includes('mine') }
        }),
      ).toEqual({ same: true, changed: false })
    })

    test('a channel or push that is not in the contract is refused with a code', async ({ launch }) => {
      const { page } = await launch()
      const answers = await page.evaluate(async () => {
        const call = window.raDesk.call as (channel: unknown, input: unknown) => Promise<{ ok: boolean; error?: { code: string } }>
        const codes = []
        for (const channel of ['no.such', '__proto__', 'constructor', '', 'station.state\0'])
          codes.push((await call(channel, {})).error?.code)
        let push = 'allowed'
        try {
          ;(window.raDesk.on as (push: string, listener: () => void) => void)('no.such', () => undefined)
        } catch {
          push = 'refused'
        }
        return { codes, push }
      })
      expect(answers).toEqual({ codes: Array(5).fill('unknown-channel'), push: 'refused' })
    })

    test('a failure crosses the bridge whole: code, sentence and next action', async ({ launch }) => {
      const { page } = await launch()
      const answer = await page.evaluate((channel) => window.raDesk.call(channel, {}), needsUnlock)
      expect(answer).toEqual({
        ok: false,
        error: { code: 'locked', message: expect.stringMatching(/locked/), next: expect.stringMatching(/./) },
      })
    })

    test('a message of the wrong shape is refused: unknown keys, wrong types, too large', async ({ launch }) => {
      const { page } = await launch()
      const codes = await page.evaluate(async () => {
        const call = window.raDesk.call as (channel: string, input: unknown) => Promise<{ ok: boolean; error?: { code: string } }>
        const inputs: unknown[] = [{ more: 1 }, 'text', 7, null, [], { text: 'x'.repeat(9 * 1024 * 1024) }]
        return Promise.all(inputs.map(async (input) => (await call('vault.lock', input)).error?.code))
      })
      expect(codes).toEqual(['malformed', 'malformed', 'malformed', 'malformed', 'malformed', 'too-large'])
    })

    test('a frame inside the page gets no bridge', async ({ launch }) => {
      const { page } = await launch()
      expect(
        await page.evaluate(async () => {
          const policy = 'trustedTypes' in window
          const frames = ['about:blank', 'data:text/html,<p>x</p>', 'https://example.com/', '/'].map((src) => {
            const frame = document.createElement('iframe')
            frame.src = src
            document.body.append(frame)
            return frame
          })
          await new Promise((resolve) => {
            setTimeout(resolve, 500)
          })
          const has = frames.map((frame) => {
            try {
              return frame.contentWindow !== null && 'raDesk' in frame.contentWindow
            } catch {
              return 'out of reach'
            }
          })
          for (const frame of frames) frame.remove()
          return { policy, has: has.includes(true) }
        }),
      ).toEqual({ policy: true, has: false })
    })

    test('the page stays where it is: links, scripts and windows lead nowhere', async ({ launch }) => {
      const { page, context } = await launch()
      const home = page.url()
      const asked = await withNeighbour(async (neighbour) => {
        for (const target of [
          `${neighbour}/`,
          'https://example.com/',
          'data:text/html,<p>x</p>',
          'file:///etc/hosts',
          'about:blank',
          'blob:',
        ]) {
          await page
            .evaluate((to) => {
              location.href = to === 'blob:' ? URL.createObjectURL(new Blob(['x'], { type: 'text/html' })) : to
            }, target)
            .catch(() => undefined)
          await page.waitForTimeout(300)
          await expect.poll(() => page.url(), { message: target }).toBe(home)
          await expect.poll(() => page.evaluate(() => Object.keys(window.raDesk).length).catch(() => 0), { message: target }).toBe(2)
        }
        expect(await page.evaluate((to) => window.open(to) === null, neighbour)).toBe(true)
        await page.evaluate((to) => {
          const link = document.createElement('a')
          link.href = `${to}/link`
          link.target = '_blank'
          document.body.append(link)
          link.click()
          link.remove()
        }, neighbour)
        await page.waitForTimeout(300)
      })
      expect(asked).toEqual([])
      await expect.poll(() => context.pages().map((each) => each.url())).toEqual([home])
    })

    test('no request leaves: fetch, image, socket, beacon, worker', async ({ launch }) => {
      const { page } = await launch()
      const asked = await withNeighbour(async (neighbour) => {
        const results = await page.evaluate(async (out) => {
          const refused = (attempt: () => unknown) =>
            new Promise<boolean>((resolve) => {
              try {
                Promise.resolve(attempt()).then(
                  () => {
                    resolve(false)
                  },
                  () => {
                    resolve(true)
                  },
                )
              } catch {
                resolve(true)
              }
            })
          const loads = (element: HTMLImageElement | HTMLScriptElement, src: string) =>
            new Promise((resolve, reject) => {
              element.onload = resolve
              element.onerror = reject
              element.src = src
              document.head.append(element)
            })
          // A beacon says nothing of its fate; the neighbour does.
          navigator.sendBeacon(`${out}/beacon`)
          return {
            fetch: await refused(() => fetch(`${out}/fetch`)),
            image: await refused(() => loads(new Image(), `${out}/x.png`)),
            script: await refused(() => loads(document.createElement('script'), `${out}/x.js`)),
            socket: await refused(
              () =>
                new Promise((resolve, reject) => {
                  const socket = new WebSocket(out.replace('http', 'ws'))
                  socket.onopen = resolve
                  socket.onerror = reject
                }),
            ),
            worker: await refused(
              () =>
                new Promise((resolve, reject) => {
                  const worker = new Worker(`${out}/worker.js`)
                  worker.onmessage = resolve
                  worker.onerror = reject
                }),
            ),
            blobWorker: await refused(
              () =>
                new Promise((resolve, reject) => {
                  const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))
                  worker.onmessage = resolve
                  worker.onerror = reject
                }),
            ),
          }
        }, neighbour)
        await page.waitForTimeout(300)
        expect(results).toEqual({ fetch: true, image: true, script: true, socket: true, worker: true, blobWorker: true })
      })
      expect(asked).toEqual([])
    })

    test('the page carries the content policy, and inline script and HTML sinks are blocked', async ({ launch }) => {
      const { page } = await launch()
      const header = page.waitForResponse((response) => response.request().resourceType() === 'document')
      await page.reload()
      const policy = (await (await header).allHeaders())['content-security-policy'] ?? ''
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ])
        expect(policy).toContain(part)
      const blocked = await page.evaluate(async () => {
        const seen: string[] = []
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          seen.push(effectiveDirective)
        })
        const inline = document.createElement('script')
        try {
          inline.append('window.broken = true')
        } catch {
          /* trusted types */
        }
        document.head.append(inline)
        const button = document.createElement('button')
        button.setAttribute('id', 'inline')
        try {
          button.setAttribute('onclick', 'window.broken = true')
        } catch {
          /* trusted types */
        }
        document.body.append(button)
        button.click()
        let sink = 'open'
        try {
          button.innerHTML = '<b>x</b>'
        } catch {
          sink = 'closed'
        }
        await new Promise((resolve) => {
          setTimeout(resolve, 100)
        })
        return {
          broken: window.broken === true,
          sink,
          seen: seen.some((directive) => directive.startsWith('script-src') || directive === 'require-trusted-types-for'),
        }
      })
      expect(blocked).toEqual({ broken: false, sink: 'closed', seen: true })
    })

    test('what IndexedDB holds survives a closed window and a killed app', async ({ launch }) => {
      const app = await launch()
      const put = (key: string) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('shell-contract', 1)
          opening.onupgradeneeded = () => {
            opening.result.createObjectStore('rows')
          }
          opening.onerror = () => {
            reject(new Error('no database'))
          }
          opening.onsuccess = () => {
            const transaction = opening.result.transaction('rows', 'readwrite', { durability: 'strict' })
            transaction.objectStore('rows').put('kept', key)
            transaction.oncomplete = () => {
              opening.result.close()
              resolve()
            }
          }
        })
      const keys = () =>
        new Promise<unknown>((resolve) => {
          const opening = indexedDB.open('shell-contract', 1)
          opening.onsuccess = () => {
            const request = opening.result.transaction('rows').objectStore('rows').getAllKeys()
            request.onsuccess = () => {
              opening.result.close()
              resolve(request.result)
            }
          }
        })
      await app.page.evaluate(put, 'first')
      expect(await app.close()).toBe(0)
      const second = await app.relaunch()
      expect(await second.page.evaluate(keys)).toEqual(['first'])
      await second.page.evaluate(put, 'second')
      await second.kill()
      const third = await second.relaunch()
      expect(await third.page.evaluate(keys)).toEqual(['first', 'second'])
      expect(await third.page.evaluate(() => navigator.storage.persist())).toBe(true)
      expect(await third.page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe('denied')
    })

    test('a second start for the same data folder ends, and the first goes on', async ({ launch, shell }) => {
      const app = await launch()
      const { exited, stdout } = startProcess({ dataFolder: app.dataFolder, build, shell })
      expect(await exited).toBe(3)
      expect(stdout.join('\n')).not.toContain('devtools')
      expect(await app.page.evaluate(() => Object.keys(window.raDesk).length)).toBe(2)
      expect(app.context.pages()).toHaveLength(1)
      // A start for another folder is another app.
      await launch()
    })

    test('an app that was killed leaves no process behind and starts again', async ({ launch }) => {
      test.skip(process.platform !== 'linux', 'not run: counts processes in /proc')
      const app = await launch()
      expect(processesFor(app.dataFolder).length).toBeGreaterThan(1)
      await app.kill()
      await expect.poll(() => processesFor(app.dataFolder), { timeout: 10_000 }).toEqual([])
      expect(await (await app.relaunch()).close()).toBe(0)
      await expect.poll(() => processesFor(app.dataFolder)).toEqual([])
    })
  })
}

test.describe('smallest main, from the inside', () => {
  test.use({ build: fixtureBuild })

  test('a handler’s failure arrives word for word, a bug without its words, and neither is logged with them', async ({ launch }) => {
    const app = await launch()
    expect(await app.page.evaluate(() => window.raDesk.call('practice.insertCard', {}))).toEqual({
      ok: false,
      error: { code: 'no-card', message: 'There is no card: “Zoë” wrote nothing.', next: 'Insert one.' },
    })
    const bug = await app.page.evaluate(() => window.raDesk.call('practice.removeCard', {}))
    expect(bug).toMatchObject({ ok: false, error: { code: 'fault' } })
    expect(JSON.stringify(bug)).not.toContain('must not reach')
    const line = await app.waitForLine((each) => each.includes('"bug":"practice.removeCard"'))
    expect(line).not.toContain('must not reach')
    expect(line).toContain('main')
  })

  test('a push reaches the page until it stops listening', async ({ launch }) => {
    const { page } = await launch()
    expect(
      await page.evaluate(async () => {
        const heard: unknown[] = []
        const stop = window.raDesk.on('vault.locking', (payload) => {
          heard.push(payload)
        })
        await window.raDesk.call('vault.lock', {})
        await new Promise((resolve) => {
          setTimeout(resolve, 100)
        })
        stop()
        await window.raDesk.call('vault.lock', {})
        await new Promise((resolve) => {
          setTimeout(resolve, 100)
        })
        return heard
      }),
    ).toEqual([{}])
  })

  test('React, its style properties and a module worker run under the policy', async ({ launch }) => {
    const { page } = await launch()
    await expect(page.locator('#react span')).toHaveText('worker true object object')
    await expect(page.locator('#react span')).toHaveCSS('color', 'rgb(1, 2, 3)')
  })

  test('a utility process speaks and ends', async ({ launch }) => {
    const { page } = await launch()
    expect(await page.evaluate(() => window.raDesk.call('devices.state', {}))).toMatchObject({
      ok: true,
      value: { modem: { name: 'héllo one' } },
    })
  })

  test('a reveal is a window of its own, without bridge or scripts, served once, and goes at lock', async ({ launch }) => {
    const app = await launch()
    const opened = app.context.waitForEvent('page')
    await app.page.evaluate(() => window.raDesk.call('practice.phone', {}))
    const reveal = await opened
    await reveal.waitForLoadState('load')
    expect(new URL(reveal.url()).host).not.toBe(new URL(app.page.url()).host)
    await expect(reveal.locator('h1')).toHaveText('Text <it>')
    await expect(reveal.locator('svg rect')).toHaveCount(1)
    await expect(reveal.locator('body')).toHaveCSS('text-align', 'center')
    expect(await reveal.evaluate(() => 'raDesk' in window)).toBe(false)
    expect(await app.page.content()).not.toContain('07700')
    const again = await app.page.evaluate(
      (url) =>
        fetch(url).then(
          (response) => response.status,
          () => 'refused',
        ),
      reveal.url(),
    )
    expect(again).toBe('refused')
    await app.page.evaluate(() => window.raDesk.call('practice.samples', {}))
    await app.waitForLine((line) => line === '{"revealEnded":"lock"}')
    await expect.poll(() => app.context.pages().length).toBe(1)
  })

  test('sleep empties the page’s process and brings a working page back', async ({ launch, shell }) => {
    test.skip(shell !== 'chromium-stand-in', 'not run: sleep can only be told to the stand-in')
    const app = await launch()
    await app.page.evaluate(() => {
      ;(window as { secret?: string }).secret = 'in memory'
    })
    const lines = app.stdout.length
    app.signal('SIGUSR2')
    await app.waitForLine((line) => line === '{"lock":"suspend"}')
    await app.waitForLine((line) => line.startsWith('{"loaded"'), lines)
    const page = await app.freshPage()
    expect(await page.evaluate(() => [(window as { secret?: string }).secret ?? 'gone', Object.keys(window.raDesk).length])).toEqual([
      'gone',
      2,
    ])
  })

  test('main hears of a second start, of the window’s end, and tidies up before it ends', async ({ launch, shell }) => {
    const app = await launch()
    const { exited } = startProcess({ dataFolder: app.dataFolder, build: fixtureBuild, shell })
    await exited
    await app.waitForLine((line) => line === '{"secondInstance":true}')
    expect(await app.close()).toBe(0)
    expect(app.stdout.slice(-2)).toEqual(['{"closed":true}', '{"tidied":true}'])
  })

  test('with a display there is a window without tabs or address bar, a second one for a reveal, and the same bridge', async ({
    launch,
  }) => {
    const display = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1366x768x24'], { stdio: ['ignore', 'pipe', 'ignore'] })
    try {
      const number = await new Promise<string | undefined>((resolve) => {
        display.once('error', () => {
          resolve(undefined)
        })
        display.stdout.once('data', (chunk: Buffer) => {
          resolve(chunk.toString().trim())
        })
      })
      test.skip(number === undefined, 'not run: Xvfb is not on this machine')
      const app = await launch({ env: { RA_DESK_HEADLESS: '0', DISPLAY: `:${number}`, WAYLAND_DISPLAY: '' } })
      expect(await app.page.evaluate(() => [outerHeight - innerHeight < 60, Object.keys(window.raDesk).length])).toEqual([true, 2])
      const opened = app.context.waitForEvent('page')
      await app.page.evaluate(() => window.raDesk.call('practice.phone', {}))
      await expect((await opened).locator('h1')).toHaveText('Text <it>')
      // As a person does by its cross: the reveal alone, then the app.
      await (await opened).close()
      await app.waitForLine((line) => line === '{"revealEnded":"person"}')
      expect(await app.page.evaluate(() => Object.keys(window.raDesk).length)).toBe(2)
      expect(await app.close()).toBe(0)
      expect(app.stdout.at(-1)).toBe('{"tidied":true}')
    } finally {
      display.kill()
    }
  })

  test('a browser that dies ends the app tidily', async ({ launch, shell }) => {
    test.skip(shell !== 'chromium-stand-in' || process.platform !== 'linux', 'not run: in Electron the browser is the app')
    const app = await launch()
    const [browser] = processesFor(app.dataFolder).filter((pid) => pid !== app.pid)
    process.kill(browser!, 'SIGKILL')
    expect(await app.exited).toBe(0)
    expect(app.stdout).toContain('{"crashed":"killed"}')
    expect(app.stdout.at(-1)).toBe('{"tidied":true}')
  })

  test('a termination signal ends the app tidily', async ({ launch }) => {
    test.skip(process.platform === 'win32', 'not run: no such signal')
    const app = await launch()
    app.signal('SIGTERM')
    expect(await app.exited).toBe(0)
    expect(app.stdout).toContain('{"tidied":true}')
  })
})
