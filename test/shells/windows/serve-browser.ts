/** Starts Chromium for a main that is elsewhere: the other end of `startElsewhere` in `../chromium/browser-process.ts`. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import { withParent } from '../../support/with-parent.ts'
import { findChromium } from '../chromium/find-chromium.ts'
import { formerBrowserGone } from '../chromium/former-browser.ts'

export interface BrowserService {
  /** `host:port`, for RA_DESK_BROWSER_AT. */
  readonly address: string
  readonly end: () => void
}

/** `say`: a line that main prints when it starts its browser itself. `translate`: a word of the browser's, as this machine has it. */
export async function serveBrowser(say: (line: string) => void, translate: (word: string) => string): Promise<BrowserService> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.setNoDelay(true).on('error', () => undefined)
    void readLine(socket).then((line) => startBrowser(socket, (JSON.parse(line) as string[]).map(translate), say))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    end: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}

/** What comes after the line stays in the socket. */
async function readLine(socket: Socket): Promise<string> {
  let text = Buffer.alloc(0)
  for (;;) {
    const chunk = socket.read() as Buffer | null
    if (chunk === null) {
      await once(socket, 'readable')
      continue
    }
    text = Buffer.concat([text, chunk])
    const end = text.indexOf('\n')
    if (end < 0) continue
    if (end + 1 < text.length) socket.unshift(text.subarray(end + 1))
    return text.subarray(0, end).toString()
  }
}

async function startBrowser(socket: Socket, words: readonly string[], say: (line: string) => void): Promise<void> {
  const profile = words.find((word) => word.startsWith('--user-data-dir='))?.replace(/^[^=]*=/, '')
  if (profile !== undefined) await formerBrowserGone(profile)
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(...withParent(findChromium(), [...root, ...words]), { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] })
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-20_000)
    const endpoint = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
    if (endpoint === undefined) return
    said = ''
    say(JSON.stringify({ devtools: endpoint }))
  })
  const toBrowser = child.stdio[3] as Writable
  toBrowser.on('error', () => undefined)
  socket.pipe(toBrowser)
  ;(child.stdio[4] as Readable).pipe(socket)
  child.once('exit', () => socket.end())
  child.once('error', () => socket.destroy())
  socket.once('close', () => child.kill('SIGKILL'))
}
