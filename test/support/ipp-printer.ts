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
import { findProgram } from './pcsc.ts'

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

const shim = `
#include <dlfcn.h>
#include <netinet/in.h>
#include <sys/socket.h>
extern "C" {
static int thing;
void *avahi_threaded_poll_new() { return &thing; }
void *avahi_threaded_poll_get(void *) { return &thing; }
int avahi_threaded_poll_start(void *) { return 0; }
void avahi_threaded_poll_lock(void *) {}
void avahi_threaded_poll_unlock(void *) {}
void *avahi_client_new(void *, int, void *, void *, int *) { return &thing; }
int avahi_client_errno(void *) { return 0; }
const char *avahi_client_get_host_name_fqdn(void *) { return "localhost"; }
void *avahi_entry_group_new(void *, void *, void *) { return &thing; }
int avahi_entry_group_add_service_strlst(void *, ...) { return 0; }
int avahi_entry_group_add_service_subtype(void *, ...) { return 0; }
int avahi_entry_group_commit(void *) { return 0; }
int avahi_entry_group_free(void *) { return 0; }
void *avahi_string_list_add_printf(void *, const char *, ...) { return &thing; }
void avahi_string_list_free(void *) {}
int bind(int socket, const struct sockaddr *given, socklen_t size) {
  typedef int (*Bind)(int, const struct sockaddr *, socklen_t);
  static Bind real = (Bind)dlsym(RTLD_NEXT, "bind");
  struct sockaddr_storage address = {};
  if (given->sa_family == AF_INET) {
    struct sockaddr_in *four = (struct sockaddr_in *)&address;
    *four = *(const struct sockaddr_in *)given;
    four->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    given = (struct sockaddr *)four;
  } else if (given->sa_family == AF_INET6) {
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)&address;
    *six = *(const struct sockaddr_in6 *)given;
    six->sin6_addr = in6addr_loopback;
    given = (struct sockaddr *)six;
  }
  return real(socket, given, size);
}
}
`

/** CR80 upright, as printer makers round it, and a label roll to choose from. */
const ppd = `*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "CARD.PPD"
*Manufacturer: "Sample"
*Product: "(Sample card printer)"
*ModelName: "Sample card printer"
*ShortNickName: "Sample card printer"
*NickName: "Sample card printer"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*OpenUI *PageSize/Media Size: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: CR80
*PageSize CR80/Card: "<</PageSize[153.07 243.78]>>setpagedevice"
*PageSize Label/Label: "<</PageSize[283.46 425.2]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: CR80
*PageRegion CR80/Card: "<</PageSize[153.07 243.78]>>setpagedevice"
*PageRegion Label/Label: "<</PageSize[283.46 425.2]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: CR80
*ImageableArea CR80/Card: "0 0 153.07 243.78"
*ImageableArea Label/Label: "0 0 283.46 425.2"
*DefaultPaperDimension: CR80
*PaperDimension CR80/Card: "153.07 243.78"
*PaperDimension Label/Label: "283.46 425.2"
*OpenUI *InputSlot/Feeder: PickOne
*OrderDependency: 20 AnySetup *InputSlot
*DefaultInputSlot: Main
*InputSlot Main/Main: "<</MediaPosition 0>>setpagedevice"
*InputSlot Manual/Manual: "<</MediaPosition 1>>setpagedevice"
*CloseUI: *InputSlot
`

/** Prints by keeping what it was given; a job of the bench is not kept, its title goes to the printer as a change of state. */
const command = (printed: string): string => `#!/bin/sh
case "$IPP_JOB_NAME" in
STATE:*) echo "$IPP_JOB_NAME" >&2; exit 0;;
esac
cp "$1" "${printed}/$IPP_JOB_ID.part" || exit 1
printf '%s\\n%s\\n' "$IPP_JOB_NAME" "$IPP_MEDIA_COL" > "${printed}/$IPP_JOB_ID.txt"
mv "${printed}/$IPP_JOB_ID.part" "${printed}/$IPP_JOB_ID.pdf"
`

const stateJob = `{
  OPERATION Print-Job
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR naturalLanguage attributes-natural-language en
  ATTR uri printer-uri $uri
  ATTR name requesting-user-name bench
  ATTR name job-name "$title"
  ATTR mimeMediaType document-format application/pdf
  FILE $filename
  STATUS successful-ok
}
`

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

export async function startForeignPrinter(shimPath: string): Promise<ForeignPrinter> {
  const name = 'Sample card printer'
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-printer-'))
  const [printed, spool, keys] = ['printed', 'spool', 'keys'].map((part) => join(folder, part)) as [string, string, string]
  for (const part of [printed, spool, keys]) mkdirSync(part)
  const file = (of: string): string => join(folder, of)
  writeFileSync(file('card.ppd'), ppd)
  writeFileSync(file('print.sh'), command(printed), { mode: 0o755 })
  writeFileSync(file('state.test'), stateJob)
  writeFileSync(file('nothing.pdf'), '%PDF-1.4\n')
  const port = await freePort()
  const uri = `ipp://localhost:${String(port)}/ipp/print`
  const web = `http://localhost:${String(port)}`
  let running: { end(): Promise<void> } | undefined

  const page = async (path: string): Promise<string> => (await fetch(web + path, { signal: AbortSignal.timeout(5_000) })).text()
  const start = async (): Promise<void> => {
    const child = spawn(
      findProgram('ippeveprinter')!,
      ['-n', 'localhost', '-p', String(port), '-P', file('card.ppd'), '-d', spool, '-K', keys, '-c', file('print.sh'), name],
      {
        cwd: folder,
        env: { ...process.env, LD_PRELOAD: shimPath, LC_ALL: 'C.UTF-8' },
        stdio: 'ignore',
      },
    )
    const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()))
    running = {
      async end() {
        child.kill('SIGKILL')
        await ended
      },
    }
    await until('ippeveprinter answers', () =>
      page('/').then(
        () => true,
        () => child.exitCode !== null && Promise.reject(new Error('ippeveprinter did not start')),
      ),
    )
  }
  await start()

  const attributes = (): string =>
    execFileSync(findProgram('ipptool')!, ['-tv', uri, 'get-printer-attributes.test'], { encoding: 'utf8', timeout: 10_000 })
  const idle = (): Promise<void> => until('the printer is idle', () => /printer-state \(enum\) = idle/.test(attributes()))

  return {
    uri,
    name,
    secureUri: uri.replace('ipp:', 'ipps:'),
    jobs: () =>
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
        }),
    settled: async () => {
      if (running) await idle()
    },
    async setCards(count) {
      const form = await page('/media')
      const size = /<option selected>([^<]+)<\/option>/.exec(form)?.[1] ?? /<option>(\w*54x86mm)<\/option>/.exec(form)?.[1]
      if (!size) throw new Error(`the printer's own page has changed: ${form}`)
      await page(`/media?size0=${size}&level0=${String(count)}`)
    },
    async setReason(reason, there) {
      await idle()
      execFileSync(
        findProgram('ipptool')!,
        ['-t', '-d', `title=STATE: ${there ? '+' : '-'}${reason}`, '-f', file('nothing.pdf'), uri, file('state.test')],
        { timeout: 10_000 },
      )
      await until('the printer has taken the new state', () => new RegExp(`printer-state-reasons .*${reason}`).test(attributes()) === there)
      await idle()
    },
    certificate() {
      const found = existsSync(keys) ? readdirSync(keys).find((entry) => entry.endsWith('.crt')) : undefined
      if (!found) throw new Error('the printer has made no certificate yet')
      return readFileSync(join(keys, found), 'utf8')
    },
    async stop() {
      await running?.end()
      running = undefined
    },
    start,
    async close() {
      await running?.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
