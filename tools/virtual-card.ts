/**
 * A virtual card in the machine's virtual reader, as a process of its own.
 *   virtual-card --state FILE [--new] [--serial N] [--port 35963] [--host 127.0.0.1] [--wait SECONDS]
 * FILE holds the card between runs and is written after every change. Prints one JSON line each time the card is in the reader.
 * SIGTERM or SIGINT takes the card out and ends with 0.
 */
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createVirtualCard } from '../native/card/virtual-card.ts'
import { blankCard, virtualCardState, type VirtualCardState } from '../native/card/virtual-card-state.ts'
import { attachToVpcd, vpcdPort, type CardInVpcd } from '../native/reader/vpicc.ts'

const { values: flags } = parseArgs({
  options: {
    state: { type: 'string' },
    new: { type: 'boolean', default: false },
    serial: { type: 'string' },
    port: { type: 'string', default: String(vpcdPort) },
    host: { type: 'string', default: '127.0.0.1' },
    wait: { type: 'string', default: '15' },
  },
})

function fail(message: string): never {
  console.error(message)
  process.exit(2)
}

const file = flags.state ?? fail('Say where the card is kept: --state FILE')

function save(state: VirtualCardState): void {
  const draft = `${file}.${String(process.pid)}.tmp`
  const handle = openSync(draft, 'w', 0o600)
  writeSync(handle, `${JSON.stringify(state, undefined, 2)}\n`)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(draft, file)
}

function load(): VirtualCardState {
  if (flags.new || !existsSync(file)) {
    const serial = flags.serial === undefined ? randomBytes(4).readUInt32BE() >>> 4 : Number(flags.serial)
    if (!Number.isInteger(serial) || serial < 0 || serial > 0xffffffff) fail('--serial is a whole number of up to 32 bits')
    const state = blankCard({ serial })
    save(state)
    return state
  }
  const read = virtualCardState.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!read.success) fail(`${file} does not hold a virtual card. Nothing was changed. To begin a new card there, add --new`)
  return read.data
}

let leaving = false
let inReader: CardInVpcd | undefined

async function leave(): Promise<void> {
  leaving = true
  await inReader?.detach()
  process.exit(0)
}
process.once('SIGTERM', () => void leave())
process.once('SIGINT', () => void leave())

const card = createVirtualCard({ state: load(), random: (length) => new Uint8Array(randomBytes(length)), changed: save })
const patience = Number(flags.wait) * 1000

/** The reader may come later than the card, or be restarted under it. */
async function attach(): Promise<CardInVpcd> {
  const started = Date.now()
  for (;;) {
    try {
      return await attachToVpcd({ card, host: flags.host, port: Number(flags.port) })
    } catch (reason) {
      if (Date.now() - started > patience) {
        fail(
          `No virtual reader on ${flags.host}:${flags.port} (${reason instanceof Error ? reason.message : String(reason)}). It listens while pcscd runs with vsmartcard-vpcd installed.`,
        )
      }
      await sleep(200)
    }
  }
}

while (!leaving) {
  inReader = await attach()
  console.log(
    JSON.stringify({
      attached: true,
      host: flags.host,
      port: Number(flags.port),
      serial: card.state().serial,
      state: file,
      pid: process.pid,
    }),
  )
  await inReader.ended
  inReader = undefined
}
