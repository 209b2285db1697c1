/** What keeps the page inside: it goes nowhere, asks nothing of another computer, and runs no script but ours. In both shells. */
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './app-fixture.ts'
import { bothBuilds } from './build-first.ts'
import type { Bridge } from '../../preload/contract.ts'
import { product } from '../../tools/build.ts'

declare global {
  interface Window {
    raDesk: Bridge
    broken?: boolean
    seen?: string[]
  }
}

/** A server next door that would answer: a request that reaches it got out of the app. */
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

for (const [name, build] of bothBuilds) {
  test.describe(name, () => {
    test.use({ build })
    test.skip(name === 'product' && !existsSync(product.mainEntry), 'not run: main/index.ts is not there')

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
  })
}
