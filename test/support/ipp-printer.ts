/**
 * A printer of others for tests: `ippeveprinter` of cups-ipp-utils, on loopback only. It will not start without DNS-SD and would listen on every
 * network, so a small library of ours stands between it and both. Everything it has lies in one temporary folder.
 */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { command, ppd, shim, stateJob } from './ipp-printer-files.ts'
import { findProgram } from './find-program.ts'
import { withParent } from './with-parent.ts'

/** Why no IPP printer of others can be had here; undefined when it can. */
export function whyNoIppPrinter(): string | undefined {
  if (process.platform !== 'linux') return 'ippeveprinter is set up on Linux only'
  const missing = ['ippeveprinter', 'ipptool', 'g++'].find((name) => !findProgram(name))
  return missing && `${missing} is not installed`
}

export interface ForeignJob {
  readonly title: string
  readonly document: Uint8Array
  /** Hundredths of a millimetre, as the printer understood the job; undefined when the job named no medium. */
  readonly mediaSize: { readonly x: number; readonly y: number } | undefined
}

export interface ForeignPrinter {
  readonly uri: string
  readonly secureUri: string
  readonly name: string
  /** What the printer has printed to the end. */
  jobs(): readonly ForeignJob[]
  /** Waits until it has done what it was given. */
  settled(): Promise<void>
  setCards(count: 0 | 25): Promise<void>
  /** A reason that the printer's own program gives: `cover-open`. It takes a job to give it, which is not among `jobs`. */
  setReason(reason: string, there: boolean): Promise<void>
  /** PEM of the certificate that it made for itself, once it was spoken to over TLS. */
  certificate(): string
  stop(): Promise<void>
  start(): Promise<void>
  /** Stops it and removes its folder. */
  close(): Promise<void>
}

const NAME = 'Sample card printer'

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function until(what: string, holds: () => Promise<boolean> | boolean, seconds = 20): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(20)) if (await holds()) return
  throw new Error(`waited ${String(seconds)} s in vain until ${what}`)
}

/** Built once for all printers of a test file; remove the folder after. */
export function buildShim(): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-no-avahi-'))
  const source = join(folder, 'no-avahi.cpp')
  const path = join(folder, 'no-avahi.so')
  writeFileSync(source, shim)
  execFileSync(findProgram('g++')!, ['-shared', '-fPIC', '-o', path, source, '-ldl'], { stdio: 'inherit' })
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** One printer's places and addresses; they stay while its process ends and starts again. */
interface PrinterPlaces {
  readonly folder: string
  readonly printed: string
  readonly spool: string
  readonly keys: string
  readonly file: (name: string) => string
  readonly port: number
  readonly uri: string
}

export async function startForeignPrinter(shimPath: string): Promise<ForeignPrinter> {
  const places = await layOutPlaces()
  const { folder, printed, keys, file, uri } = places
  let running: Running | undefined = await launch(places, shimPath)
  const stop = async (): Promise<void> => {
    await running?.end()
    running = undefined
  }
  const idle = (): Promise<void> => until('the printer is idle', () => /printer-state \(enum\) = idle/.test(attributesOf(uri)))

  return {
    uri,
    name: NAME,
    secureUri: uri.replace('ipp:', 'ipps:'),
    jobs: () => jobsIn(printed),
    settled: async () => {
      if (running) await idle()
    },
    async setCards(count) {
      const form = await readPage(places, '/media')
      const size = /<option selected>([^<]+)<\/option>/.exec(form)?.[1] ?? /<option>(\w*54x86mm)<\/option>/.exec(form)?.[1]
      if (!size) throw new Error(`the printer's own page has changed: ${form}`)
      await readPage(places, `/media?size0=${size}&level0=${String(count)}`)
    },
    async setReason(reason, there) {
      await idle()
      execFileSync(
        findProgram('ipptool')!,
        ['-t', '-d', `title=STATE: ${there ? '+' : '-'}${reason}`, '-f', file('nothing.pdf'), uri, file('state.test')],
        { timeout: 10_000 },
      )
      await until(
        'the printer has taken the new state',
        () => new RegExp(`printer-state-reasons .*${reason}`).test(attributesOf(uri)) === there,
      )
      await idle()
    },
    certificate: () => certificateIn(keys),
    stop,
    async start() {
      running = await launch(places, shimPath)
    },
    async close() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function layOutPlaces(): Promise<PrinterPlaces> {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-printer-'))
  const file = (name: string): string => join(folder, name)
  const [printed, spool, keys] = [file('printed'), file('spool'), file('keys')]
  for (const part of [printed, spool, keys]) mkdirSync(part)
  writeFileSync(file('card.ppd'), ppd)
  writeFileSync(file('print.sh'), command(printed), { mode: 0o755 })
  writeFileSync(file('state.test'), stateJob)
  writeFileSync(file('nothing.pdf'), '%PDF-1.4\n')
  const port = await freePort()
  return { folder, printed, spool, keys, file, port, uri: `ipp://localhost:${String(port)}/ipp/print` }
}

interface Running {
  end(): Promise<void>
}

/** Resolves once the printer answers. */
async function launch(places: PrinterPlaces, shimPath: string): Promise<Running> {
  const { folder, spool, keys, file, port } = places
  const words = ['-n', 'localhost', '-p', String(port), '-P', file('card.ppd'), '-d', spool, '-K', keys, '-c', file('print.sh'), NAME]
  const child = spawn(...withParent(findProgram('ippeveprinter')!, words), {
    cwd: folder,
    env: { ...process.env, LD_PRELOAD: shimPath, LC_ALL: 'C.UTF-8' },
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()))
  const running: Running = {
    async end() {
      child.kill('SIGKILL')
      await ended
    },
  }
  try {
    await until('ippeveprinter answers', () =>
      readPage(places, '/').then(
        () => true,
        () => child.exitCode !== null && Promise.reject(new Error('ippeveprinter did not start')),
      ),
    )
  } catch (error) {
    await running.end()
    throw error
  }
  return running
}

/** A page of the printer's own web server. */
const readPage = async ({ port }: PrinterPlaces, path: string): Promise<string> =>
  (await fetch(`http://localhost:${String(port)}${path}`, { signal: AbortSignal.timeout(5_000) })).text()

const attributesOf = (uri: string): string =>
  execFileSync(findProgram('ipptool')!, ['-tv', uri, 'get-printer-attributes.test'], { encoding: 'utf8', timeout: 10_000 })

const jobsIn = (printed: string): readonly ForeignJob[] =>
  readdirSync(printed)
    .filter((entry) => entry.endsWith('.pdf'))
    .sort((a, b) => parseInt(a) - parseInt(b))
    .map((entry) => {
      const [title = '', mediaCol = ''] = readFileSync(join(printed, entry.replace('.pdf', '.txt')), 'utf8').split('\n')
      const size = /x-dimension=(\d+) y-dimension=(\d+)/.exec(mediaCol)
      return {
        title,
        document: new Uint8Array(readFileSync(join(printed, entry))),
        mediaSize: size ? { x: Number(size[1]), y: Number(size[2]) } : undefined,
      }
    })

function certificateIn(keys: string): string {
  const found = existsSync(keys) ? readdirSync(keys).find((entry) => entry.endsWith('.crt')) : undefined
  if (!found) throw new Error('the printer has made no certificate yet')
  return readFileSync(join(keys, found), 'utf8')
}
