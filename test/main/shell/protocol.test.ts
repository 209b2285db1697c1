import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import fc from 'fast-check'

vi.mock('electron', () => import('../../shells/chromium/electron.ts'))
const { appOrigin, appPolicy, createAppPages } = await import('../../../main/shell/protocol.ts')
const { isAppUrl } = await import('../../../main/shell/own-origin.ts')

let folder = ''
let root = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ra-desk-protocol-'))
  root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(root, 'index.html'), '<title>home</title>')
  writeFileSync(join(root, 'assets/page.js'), 'own')
  writeFileSync(join(root, 'assets/a b.css'), 'own')
  writeFileSync(join(root, 'assets/notes.exe'), 'unknown kind')
  writeFileSync(join(folder, 'outside.txt'), 'outside')
  symlinkSync(join(folder, 'outside.txt'), join(root, 'link.txt'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const ask = async (url: string, init?: RequestInit) => {
  const response = createAppPages(root).handle(new Request(url, init))
  return { status: response.status, text: await response.text(), headers: response.headers }
}

describe('the app’s pages', () => {
  it.each([
    ['app://ra-desk/', 'text/html; charset=utf-8', '<title>home</title>'],
    ['app://ra-desk/?x=1#y', 'text/html; charset=utf-8', '<title>home</title>'],
    ['app://ra-desk/index.html', 'text/html; charset=utf-8', '<title>home</title>'],
    ['app://ra-desk/assets/page.js', 'text/javascript; charset=utf-8', 'own'],
    ['app://ra-desk/assets/a%20b.css', 'text/css; charset=utf-8', 'own'],
  ])('serves %s with its kind, the policy and no sniffing', async (url, mime, text) => {
    const answer = await ask(url)
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 200, text })
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': mime,
      'content-security-policy': appPolicy,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
  })

  it.each([
    'app://ra-desk/../outside.txt',
    'app://ra-desk/%2e%2e/outside.txt',
    'app://ra-desk/..%2foutside.txt',
    'app://ra-desk/..%5coutside.txt',
    'app://ra-desk/assets/../../outside.txt',
    'app://ra-desk/assets%00/page.js',
    'app://ra-desk//assets/page.js',
    'app://ra-desk/link.txt',
    'app://ra-desk/assets/notes.exe',
    'app://ra-desk/assets',
    'app://ra-desk/assets/',
    'app://ra-desk/missing.js',
    'app://elsewhere/',
    'app://ra-desk.evil/',
    'app://ra-desk-reveal/',
    'app://ra-desk-reveal/index.html',
    'https://ra-desk/',
    'file:///etc/hosts',
  ])('refuses %s', async (url) => {
    const answer = await ask(url)
    expect(answer.status).toBe(404)
    expect(answer.text).toBe('Not found')
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'")
  })

  it('answers no path but those listed, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.webPath(), fc.string(), async (path, tail) => {
        const answer = await ask(`app://ra-desk/${path.slice(1)}${encodeURI(tail.toWellFormed())}`)
        expect(answer.status === 404 || ['<title>home</title>', 'own'].includes(answer.text)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('reads only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await ask('app://ra-desk/', { method })).status).toBe(405)
    expect(await ask('app://ra-desk/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
  })

  it('serves a thing from memory once, under its own host and policy, and not after it was taken back', async () => {
    const pages = createAppPages(root)
    const first = pages.serveOnce('/reveal/a', 'secret', 'text/html; charset=utf-8', "default-src 'none'")
    const second = pages.serveOnce('/reveal/b', 'other', 'text/html; charset=utf-8', "default-src 'none'")
    expect(isAppUrl(first)).toBe(false)
    expect(pages.handle(new Request(`${appOrigin()}/reveal/a`)).status).toBe(404)
    const answer = pages.handle(new Request(first))
    expect([answer.status, await answer.text(), answer.headers.get('content-security-policy')]).toEqual([
      200,
      'secret',
      "default-src 'none'",
    ])
    expect(pages.handle(new Request(first)).status).toBe(404)
    pages.withdraw(second)
    expect(pages.handle(new Request(second)).status).toBe(404)
  })

  it('allows nothing inline, from elsewhere or by eval', () => {
    expect(appPolicy).not.toMatch(/unsafe|https?:|\*|data:/)
    expect(appPolicy).toContain("default-src 'none'")
  })
})

it.each([
  ['app://ra-desk', true],
  ['app://ra-desk/', true],
  ['app://ra-desk/x', true],
  ['app://ra-desk.evil/', false],
  ['app://ra-desk-reveal/', false],
  ['https://ra-desk/', false],
  ['blob:app://ra-desk/1', false],
  ['null', false],
  ['', false],
])('tells %s from the app’s own addresses', (url, own) => {
  expect(isAppUrl(url)).toBe(own)
})
