/** The process of the browser, from its start to its end: on this computer, or where another program starts it. */
import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import { overPipe, type Cdp } from './cdp.ts'
import { findChromium } from './find-chromium.ts'

export interface BrowserProcess {
  readonly cdp: Cdp
  readonly exited: Promise<void>
  readonly isGone: () => boolean
  readonly onGone: (listener: () => void) => void
  readonly kill: () => void
  /** What it said on its error output before it ended. */
  readonly lastWords: () => string
}

/** `tellAddress`: prints where its pages can be reached, for a test that starts the app. */
export function startHere(words: readonly string[], tellAddress: boolean): BrowserProcess {
  const child = spawn(findChromium(), words, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] })
  const end = createEnd()
  child.once('exit', end.now)
  child.once('error', end.now)
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-20_000)
    const endpoint = tellAddress ? /DevTools listening on (ws:\S+)/.exec(said)?.[1] : undefined
    if (endpoint) {
      said = ''
      process.stdout.write(`${JSON.stringify({ devtools: endpoint })}\n`)
    }
  })
  return {
    ...end.seen,
    cdp: overPipe(child.stdio[3] as Writable, child.stdio[4] as Readable),
    kill: () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    },
    lastWords: () => said.trim().split('\n').slice(-8).join('\n'),
  }
}

/**
 * The program at `address` (`host:port`) starts the browser and ends it with the connection: main is Windows' under Wine, the browser is
 * not. It gets the words as a line of JSON, then what goes to the debugging pipe, and sends back what comes from it.
 */
export function startElsewhere(address: string, words: readonly string[]): BrowserProcess {
  const [host = '', port] = address.split(':')
  const socket = connect(Number(port), host)
  socket.setNoDelay(true)
  socket.write(`${JSON.stringify(words)}\n`)
  const end = createEnd()
  socket.once('close', end.now)
  return { ...end.seen, cdp: overPipe(socket, socket), kill: () => socket.destroy(), lastWords: () => `at ${address}` }
}

function createEnd() {
  let gone = false
  const listeners: (() => void)[] = []
  const { promise: exited, resolve } = Promise.withResolvers<void>()
  return {
    now: () => {
      if (gone) return
      gone = true
      resolve()
      for (const listener of listeners) listener()
    },
    seen: {
      exited,
      isGone: () => gone,
      onGone: (listener: () => void) => {
        if (gone) listener()
        else listeners.push(listener)
      },
    },
  }
}
