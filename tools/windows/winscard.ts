/**
 * A card written through the smart card service of Windows (WinSCard): our virtual card in the virtual reader of a `pcscd` in Wine's folder, and
 * the app's own code on Windows Node, which reaches it by Wine's `winscard.dll` and the binding `smartcard`.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { createVirtualCard } from '../../native/card/virtual-card.ts'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import { attachToVpcd, type CardInVpcd } from '../../native/reader/vpicc.ts'
import { random } from '../../test/support/cards.ts'
import { nodeHeaders } from '../set-up/places.mjs'
import { buildSmartcard } from './build-smartcard.ts'
import { cacheFolder } from './wine-folder.ts'
import { runInWine, windowsPath } from './wine.ts'
import type { WindowsNode } from './windows-node.ts'

const SERIAL = 271_828
/** What `samplePlan` sets. */
const PASSCODE = '303034323137ffff'

export interface OnWinscard {
  /** Folder of Wine. */
  readonly wine: string
  readonly windows: WindowsNode
  /** Of `copyTree`. */
  readonly tree: string
  /** Of `buildSmartcard`. */
  readonly binding: string
  /** For what Windows prints. */
  readonly output: string
}

export type WrittenOnWinscard =
  | { readonly ok: true; readonly reader: string; readonly milliseconds: number; readonly commands: number }
  | { readonly ok: false; readonly why: string }

/** Builds the binding where that was not done, and writes a card. */
export async function winscardOnWindows(
  given: Omit<OnWinscard, 'binding'> & { readonly say: (line: string) => void },
): Promise<WrittenOnWinscard> {
  const { wine, windows, say } = given
  const source = join(windows.modules, 'smartcard')
  if (!existsSync(source)) return { ok: false, why: 'npm did not install the package smartcard for Windows' }
  const nested = join(source, 'node_modules/node-addon-api')
  say('  a card through the smart card service of Windows: the binding is built once, in a minute or more')
  const binding = buildSmartcard({
    wine,
    source,
    addonApi: existsSync(nested) ? nested : join(windows.modules, 'node-addon-api'),
    headers: join(nodeHeaders(), 'include/node'),
    cache: join(cacheFolder(), 'windows'),
  })
  return writeCardOnWinscard({ ...given, binding })
}

/** Every line that the program on Windows prints, together. */
const told = z.object({
  platform: z.literal('win32'),
  binding: z.literal('smartcard'),
  waiting: z.string(),
  reader: z.string(),
  atr: z.string(),
  shared: z.literal(false),
  second: z.literal('card-in-use'),
  milliseconds: z.number(),
  written: z.object({ outcome: z.literal('done'), serial: z.literal(String(SERIAL)), objects: z.number().min(5) }),
  removed: z.literal(true),
  /** Windows says that it went, or gives an empty answer. */
  late: z.enum(['card-removed', 'card-lost']),
})

async function writeCardOnWinscard({ wine, windows, tree, binding, output }: OnWinscard): Promise<WrittenOnWinscard> {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-winscard-'))
  const stop = new AbortController()
  const log = join(output, 'winscard.log')
  mkdirSync(output, { recursive: true })
  rmSync(log, { force: true })
  const port = await freePort()
  configureReader(folder, port)
  const at = join(tree, 'node_modules')
  const running = runInWine({
    folder: wine,
    program: windows.node,
    args: [windowsPath(join(tree, 'tools/windows/winscard-card.ts'))],
    cwd: tree,
    folders: [
      tree,
      { from: windows.modules, at },
      { from: binding, at: join(at, 'smartcard/build/Release') },
      dirname(windows.node),
      folder,
      output,
    ],
    before: startService(folder),
    env: { NODE_OPTIONS: '--disable-warning=ExperimentalWarning', NO_COLOR: '1' },
    stdout: log,
    stderr: `${log}.errors`,
    timeLimit: 180_000,
    signal: stop.signal,
  })
  const ended = running.then(({ code }) => code)
  let card: CardInVpcd | undefined
  try {
    const inside = createVirtualCard({ state: blankCard({ serial: SERIAL }), random })
    let commands = 0
    const counted = {
      ...inside,
      transmit: (command: Uint8Array) => {
        commands += 1
        return inside.transmit(command)
      },
    }
    await until(ended, () => read(log).includes('"waiting"'))
    card = await attachToVpcd({ card: counted, port })
    await until(ended, () => read(log).includes('"written"'))
    const atTheEnd = commands
    await card.detach()
    card = undefined
    const code = await ended
    const lines = read(log).trim().split('\n')
    const all = told.safeParse(Object.assign({}, ...lines.map((line) => JSON.parse(line) as object)))
    if (code !== 0 || !all.success) return { ok: false, why: describe(code, log, all.error?.message) }
    if (inside.state().passcode.value !== PASSCODE) return { ok: false, why: 'the card does not have the passcode that was set' }
    return { ok: true, reader: all.data.reader, milliseconds: all.data.milliseconds, commands: atTheEnd }
  } catch (error) {
    return { ok: false, why: `${error instanceof Error ? error.message : String(error)}; ${describe(undefined, log)}` }
  } finally {
    stop.abort()
    await card?.detach().catch(() => undefined)
    await ended.catch(() => undefined)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The driver of Wine's folder, on a port of this run's own: processes in there share the network of the machine. */
function configureReader(folder: string, port: number): void {
  const hex = `0x${port.toString(16).toUpperCase()}`
  mkdirSync(join(folder, 'reader.conf.d'))
  writeFileSync(
    join(folder, 'reader.conf.d/vpcd'),
    `FRIENDLYNAME "Virtual PCD"\nDEVICENAME   /dev/null:${hex}\nLIBPATH      /usr/lib/pcsc/drivers/serial/libifdvpcd.so\nCHANNELID    ${hex}\n`,
  )
}

const startService = (folder: string): string =>
  [
    'mkdir -p /run/pcscd',
    `pcscd --foreground --disable-polkit --config ${folder}/reader.conf.d >${folder}/pcscd.log 2>&1 &`,
    'for i in $(seq 100); do [ -S /run/pcscd/pcscd.comm ] && break; sleep 0.1; done',
  ].join('\n')

/** `vpcd` takes this port and the next. */
async function freePort(): Promise<number> {
  for (let port = 30_400 + (process.pid % 100) * 2; ; port += 2) if ((await isFree(port)) && (await isFree(port + 1))) return port
}

function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen({ port }, () => server.close(() => resolve(true)))
  })
}

async function until(ended: Promise<number | undefined>, holds: () => boolean): Promise<void> {
  let over = false
  void ended.then(
    () => (over = true),
    () => (over = true),
  )
  while (!holds()) {
    if (over) throw new Error('the program on Windows ended too early')
    await sleep(50)
  }
}

const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')

function describe(code: number | undefined, log: string, more = ''): string {
  const said = `${read(log)}\n${read(`${log}.errors`)}`.trim().split('\n').slice(-8).join('\n')
  return `Windows Node ended with ${String(code)} ${more}\n${said}`
}
