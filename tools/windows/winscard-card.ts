/**
 * Runs on Windows Node: writes the card that is put into the reader, by the same calls as the app, through the smart card service of Windows.
 * Prints a line of JSON for each thing that happened.
 */
import { personalise } from '../../native/card/personalise.ts'
import type { CardReader, ReadersState } from '../../native/ports.ts'
import { chooseBinding } from '../../native/reader/choose-binding.ts'
import { createPcscReader } from '../../native/reader/pcsc-reader.ts'
import { now, random, samplePlan } from '../../test/support/cards.ts'

const GET_SERIAL = Uint8Array.of(0x00, 0xf8, 0x00, 0x00, 0x00)

function tell(what: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(what)}\n`)
}

function until(reader: CardReader, card: 'empty' | 'present'): Promise<ReadersState['readers'][number]> {
  return new Promise((resolve) => {
    const stop = reader.watch(({ readers }) => {
      const found = readers.find((each) => each.card === card)
      if (!found) return
      queueMicrotask(() => stop())
      resolve(found)
    })
  })
}

tell({ platform: process.platform, binding: chooseBinding('smartcard').name })
const reader = createPcscReader({ first: 'smartcard' })
tell({ waiting: (await until(reader, 'empty')).name })
const seen = await until(reader, 'present')
tell({ reader: seen.name, atr: seen.atr })
const made = await reader.connect(seen.name)
if (!made.ok) throw new Error(made.error.message)
const { shared } = made.value
const second = await reader.connect(seen.name)
const started = performance.now()
const written = await personalise({ connection: made.value, plan: samplePlan(), random, now, journal: () => undefined })
const milliseconds = Math.round(performance.now() - started)
tell({
  shared,
  second: second.ok ? 'granted' : second.error.code,
  milliseconds,
  written:
    written.outcome === 'done'
      ? { outcome: 'done', serial: written.serial, objects: written.objects.length }
      : { outcome: written.outcome, step: written.step, reason: written.reason.message },
})
await until(reader, 'empty')
const late = await made.value.transmit(GET_SERIAL)
tell({ removed: true, late: late.ok ? 'answered' : late.error.code })
await made.value.disconnect('leave')
await reader.close()
