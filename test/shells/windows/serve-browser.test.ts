/** Both ends of a browser that is started for a main elsewhere, with a program in Chromium's place that answers what it was started with. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startElsewhere } from '../chromium/browser-process.ts'
import { relayControls } from './relay-controls.ts'
import { serveBrowser, type BrowserService } from './serve-browser.ts'

const browser = (node: string) => `#!${node}
const fs = require('node:fs')
process.stderr.write('DevTools listening on ws://127.0.0.1:1/x\\n')
const answers = fs.createWriteStream(null, { fd: 4 })
let rest = ''
fs.createReadStream(null, { fd: 3 }).on('data', (chunk) => {
  const messages = (rest + chunk).split('\\0')
  rest = messages.pop()
  for (const { id, method } of messages.map((text) => JSON.parse(text))) {
    if (method === 'Browser.close') process.exit(0)
    answers.write(JSON.stringify({ id, result: { pid: process.pid, words: process.argv.slice(2), text: 'ä'.repeat(100000) } }) + '\\0')
  }
})
`

const before = process.env['RA_DESK_CHROMIUM']
let folder: string
let service: BrowserService
const said: string[] = []

describe.skipIf(process.platform === 'win32')('a browser for a main that is elsewhere', () => {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ra-desk-test-'))
    const program = join(folder, 'browser.cjs')
    writeFileSync(program, browser(process.execPath))
    chmodSync(program, 0o755)
    process.env['RA_DESK_CHROMIUM'] = program
    said.length = 0
    service = await serveBrowser(
      (line) => void said.push(line),
      (word) => word.replace('Z:', ''),
    )
  })
  afterEach(() => {
    service.end()
    if (before === undefined) delete process.env['RA_DESK_CHROMIUM']
    else process.env['RA_DESK_CHROMIUM'] = before
    rmSync(folder, { recursive: true, force: true })
  })

  const isRunning = (pid: number) => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }
  const ask = (at: ReturnType<typeof startElsewhere>) => at.cdp.send<{ pid: number; words: string[]; text: string }>('Words')

  test('gets its words as this machine has them, and answers over the connection', async () => {
    const started = startElsewhere(service.address, ['--user-data-dir=Z:/profile', 'a b'])
    const { words, text } = await ask(started)
    expect(words.slice(-2)).toEqual(['--user-data-dir=/profile', 'a b'])
    expect(text).toHaveLength(100_000)
    expect(said).toEqual(['{"devtools":"ws://127.0.0.1:1/x"}'])
    expect(started.isGone()).toBe(false)
    started.cdp.send('Browser.close').catch(() => undefined)
    await started.exited
    expect(started.isGone()).toBe(true)
  })

  test('ends with the connection of the main that asked for it', async () => {
    const started = startElsewhere(service.address, [])
    const { pid } = await ask(started)
    started.kill()
    await expect.poll(() => isRunning(pid), { timeout: 60_000 }).toBe(false)
  })

  test('device controls: nothing passes before the other end has reached them', async () => {
    const { connect, createServer } = await import('node:net')
    const path = join(folder, 'hands.sock')
    const port = await relayControls(path)
    const answer = new Promise<string>((resolve) => {
      connect(path)
        .once('data', (chunk) => {
          resolve(chunk.toString())
        })
        .write('hello')
    })
    const controls = createServer((socket) => {
      socket.write('.')
      socket.on('data', (chunk) => socket.write(chunk.toString().toUpperCase()))
    }).listen(port, '127.0.0.1')
    expect(await answer).toBe('HELLO')
    controls.close()
  })
})
