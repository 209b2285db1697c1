/** What must be true in both shells, of the product and of the smallest main there can be. Nothing here knows a screen beyond `/`. */
import { existsSync } from 'node:fs'
import { expect, processesFor, startProcess, test } from './app-fixture.ts'
import { bothBuilds } from './build-first.ts'
import { type Bridge, channels } from '../../preload/contract.ts'
import { product } from '../../tools/build.ts'

declare global {
  interface Window {
    raDesk: Bridge
    broken?: boolean
    seen?: string[]
  }
}

const needsUnlock = Object.entries(channels).find(([, { when }]) => when === 'unlocked')![0] as keyof typeof channels

for (const [name, build] of bothBuilds) {
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
