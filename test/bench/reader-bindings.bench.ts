/**
 * The two bindings to PC/SC, `smartcard` beside `pcsclite`: both in this process, against the same service and the same virtual card, in turns.
 */
import { fromHex } from '../../domain/bytes.ts'
import { createPcscReader } from '../../native/reader/pcsc-reader.ts'
import { bindingNames } from '../../native/reader/binding-names.ts'
import { chooseBinding } from '../../native/reader/choose-binding.ts'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import type { CardReader } from '../../native/ports.ts'
import { toRow, type BenchRow } from '../support/bench.ts'
import { createCardSlot, seededRandom } from '../support/card-in-vpcd.ts'
import { takePcsc, vpcdReader, whyNoPcsc } from '../support/pcsc.ts'

const TURNS = 6
const COMMANDS = 100
const select = fromHex('00A4040005A00000030800')

interface Measured {
  readonly seen: number[]
  readonly connected: number[]
  readonly commands: number[]
  readonly idle: number[]
}

export default async function run(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const missing = whyNoPcsc()
  if (missing !== undefined) throw new Error(`Card readers cannot be measured here: ${missing}`)
  for (const name of bindingNames) if (chooseBinding(name).name !== name) throw new Error(`${name} was not built`)
  const pcsc = await takePcsc()
  const [theirs, ours] = bindingNames.map((first) => createPcscReader({ first })) as [CardReader, CardReader]
  const slot = createCardSlot([theirs, ours], pcsc.ports.first)
  const measured = { pcsclite: empty(), smartcard: empty() }
  try {
    for (let turn = 0; turn < TURNS; turn++) {
      const inTurn = [
        [theirs, measured.pcsclite],
        [ours, measured.smartcard],
      ] as const
      await slot.remove()
      const coming = inTurn.map(([reader, into]) => untilPresent(reader, into))
      await slot.insert(blankCard({ serial: 1_000 + turn }), seededRandom(String(turn)))
      await Promise.all(coming)
      for (const [reader, into] of turn % 2 === 0 ? inTurn : inTurn.toReversed()) await oneCard(reader, into)
    }
    await slot.remove()
  } finally {
    await theirs.close()
    await ours.close()
    await pcsc.release()
  }
  say(`${String(TURNS)} cards, ${String(COMMANDS)} commands on each; the driver does not wait inside a command here`)
  const row = (name: string, of: (each: Measured) => number[], unit: string) =>
    toRow(name, unit, of(measured.smartcard), of(measured.pcsclite))
  return [
    row('a card is put in, until it is seen', ({ seen }) => seen, 'ms'),
    row('a card is connected to', ({ connected }) => connected, 'ms'),
    row(`${String(COMMANDS)} commands`, ({ commands }) => commands, 'ms'),
    row('the longest that the process was held during them', ({ idle }) => idle, 'ms'),
  ]
}

const empty = (): Measured => ({ seen: [], connected: [], commands: [], idle: [] })

function untilPresent(reader: CardReader, { seen }: Measured): Promise<void> {
  const started = performance.now()
  return new Promise((resolve) => {
    const stop = reader.watch(({ readers }) => {
      if (readers.find(({ name }) => name === vpcdReader)?.card !== 'present') return
      queueMicrotask(() => stop())
      seen.push(performance.now() - started)
      resolve()
    })
  })
}

async function oneCard(reader: CardReader, { connected, commands, idle }: Measured): Promise<void> {
  const before = performance.now()
  const made = await reader.connect(vpcdReader)
  if (!made.ok) throw new Error(made.error.message)
  const started = performance.now()
  connected.push(started - before)
  let last = started
  let longest = 0
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 1)
  for (let count = 0; count < COMMANDS; count++) {
    const answer = await made.value.transmit(select)
    if (!answer.ok) throw new Error(answer.error.message)
  }
  commands.push(performance.now() - started)
  clearInterval(watch)
  idle.push(longest)
  await made.value.disconnect('reset')
}
