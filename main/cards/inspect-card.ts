/** Everything on the card in a reader, in words. A card that RA Desk keeps its hands off is described by its answer to reset, and not connected to. */
import { ok, type Result } from '../../domain/result.ts'
import { describeAtr, readCard, type CardPage } from '../../native/card-inspection/read-card.ts'
import type { ReadersState, ReaderFailureCode } from '../../native/ports.ts'
import { readerFailure } from '../../native/reader-failure.ts'
import type { DevicePorts, RandomBytes } from '../ports.ts'

export async function readCardPage(desk: DevicePorts & RandomBytes, reader: string): Promise<Result<CardPage, ReaderFailureCode>> {
  const connected = await desk.devices.reader.connect(reader)
  if (!connected.ok) {
    const { code } = connected.error
    const atr = code === 'own-card' || code === 'own-card-reader' ? findAtr(desk, reader) : undefined
    if (atr === undefined) return connected
    const { what, section } = describeAtr(atr)
    return ok({
      atr,
      what,
      sections: [
        {
          ...section,
          message:
            code === 'own-card'
              ? `${section.message} A person uses it for their work, so RA Desk does not connect to it.`
              : `${section.message} ${connected.error.message}`,
        },
      ],
      transcript: [],
    })
  }
  const connection = connected.value
  try {
    let lost: ReturnType<typeof readerFailure> | undefined
    const page = await readCard({
      connection: {
        ...connection,
        transmit: async (command) => {
          const answer = await connection.transmit(command)
          if (!answer.ok) lost = answer
          return answer
        },
      },
      random: desk.randomBytes,
    })
    return lost ?? ok(page)
  } finally {
    await connection.disconnect('reset')
  }
}

function findAtr({ devices }: DevicePorts, reader: string): string | undefined {
  let state: ReadersState | undefined
  devices.reader.watch((now) => {
    state = now
  })()
  return state?.readers.find(({ name }) => name === reader)?.atr
}
