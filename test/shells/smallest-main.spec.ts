/** The smallest main there can be, driven from the inside, in both shells. */
import { spawn } from 'node:child_process'
import { withParent } from '../support/with-parent.ts'
import { expect, processesFor, startProcess, test } from './app-fixture.ts'
import { fixtureBuild } from './build-first.ts'

test.describe('smallest main, from the inside', () => {
  test.use({ build: fixtureBuild })

  test('a handler’s failure arrives word for word, a bug without its words, and neither is logged with them', async ({ launch }) => {
    const app = await launch()
    expect(await app.page.evaluate(() => window.raDesk.call('restore.choose', {}))).toEqual({
      ok: false,
      error: { code: 'vault-exists', message: 'There is a station: “Zoë” set it up.', next: 'Choose another.' },
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
        while (heard.length === 0)
          await new Promise((resolve) => {
            setTimeout(resolve, 10)
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
    const display = spawn(...withParent('Xvfb', ['-displayfd', '1', '-screen', '0', '1366x768x24']), {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    try {
      const number = await new Promise<string | undefined>((resolve) => {
        for (const end of ['error', 'exit'] as const) {
          display.once(end, () => {
            resolve(undefined)
          })
        }
        display.stdout!.once('data', (chunk: Buffer) => {
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
