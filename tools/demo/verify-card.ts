/** Whether the passcode that came to the phone opens the card that was written, asked of the card itself. Virtual cards only: a wrong answer costs a try. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openSession } from '../../native/card/session.ts'
import { createVirtualCard } from '../../native/card/virtual-card.ts'
import { virtualCardState, type VirtualCardState } from '../../native/card/virtual-card-state.ts'
import { forkDeviceProcess } from '../../native/device-pipe.ts'
import type { CardConnection } from '../../native/ports.ts'
import { createRemoteDevices } from '../../native/remote-devices.ts'
import { ok } from '../../domain/result.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))

/** Nothing when the passcode opens the card, else what the card said. */
export async function verifyOnCard(connection: Pick<CardConnection, 'transmit'>, passcode: string): Promise<string | undefined> {
  const session = openSession({ connection, random })
  const selected = await session.select()
  if (!selected.ok) return selected.error.message
  const verified = await session.verifyPasscode(passcode)
  return verified.ok ? undefined : verified.error.message
}

/** On a copy of the card, so that no try is used. */
export async function verifyOnCopy(state: VirtualCardState, passcode: string): Promise<string | undefined> {
  const card = createVirtualCard({ state: structuredClone(state), random, changed: () => undefined })
  return verifyOnCard({ transmit: (command) => Promise.resolve(ok(card.transmit(command))) }, passcode)
}

/** On the card in a virtual reader of this machine's PC/SC. The card must be the one whose state is in the file. */
export async function verifyOverPcsc(reader: string, stateFile: string, passcode: string): Promise<string | undefined> {
  virtualCardState.parse(JSON.parse(readFileSync(stateFile, 'utf8')))
  const devices = createRemoteDevices(() =>
    forkDeviceProcess(fileURLToPath(new URL('../../native/device-process.ts', import.meta.url)), {
      reader: 'pcsc',
      printer: 'none',
      documents: 'none',
      text: 'none',
    }),
  )
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error(`There is no card in ${reader}`))
      }, 10_000)
      devices.reader.watch((state) => {
        if (!state.readers.some(({ name, card }) => name === reader && card === 'present')) return
        clearTimeout(late)
        resolve()
      })
    })
    const connection = await devices.reader.connect(reader)
    if (!connection.ok) return connection.error.message
    const said = await verifyOnCard(connection.value, passcode)
    await connection.value.disconnect('reset')
    return said
  } finally {
    await devices.close()
  }
}
