/** The device process's side of the pipe: carries out calls on real or virtual devices and tells what changes. */
import { fromBase64, toBase64 } from '../domain/bytes.ts'
import { deviceCall, type DeviceCall, type DeviceNews, type MessagePipe } from './device-messages.ts'
import type { CardConnection, Devices } from './ports.ts'
import { printFailures } from './printer/print-failures.ts'
import { readerFailure } from './reader-failure.ts'

export function serveDevices(pipe: Pick<MessagePipe, 'send' | 'onMessage'>, devices: Devices): void {
  const connections = new Map<number, CardConnection>()
  let nextConnection = 1
  let stopDocuments: (() => void) | undefined
  const tell = (news: DeviceNews): void => pipe.send(news)

  const carryOut = async (asked: DeviceCall): Promise<unknown> => {
    switch (asked.call) {
      case 'connect': {
        const made = await devices.reader.connect(asked.reader)
        if (!made.ok) return made
        const connection = nextConnection++
        connections.set(connection, made.value)
        return { ok: true, value: { connection, atr: made.value.atr, shared: made.value.shared } }
      }
      case 'transmit': {
        const answer = (await connections.get(asked.connection)?.transmit(fromBase64(asked.command))) ?? readerFailure('card-removed')
        return answer.ok ? { ok: true, value: toBase64(answer.value) } : answer
      }
      case 'disconnect':
        await connections.get(asked.connection)?.disconnect(asked.after)
        connections.delete(asked.connection)
        return { ok: true }
      case 'print':
        return devices[asked.on === 'cards' ? 'printer' : 'documents'].print({
          printer: asked.printer,
          title: asked.title,
          pdf: fromBase64(asked.pdf),
        })
      case 'watchDocuments':
        stopDocuments?.()
        stopDocuments = asked.on ? devices.documents.watch((printers) => tell({ event: 'documents', state: [...printers] })) : undefined
        return { ok: true }
      case 'move':
        return (await devices.printer.path?.[asked.move](asked.printer)) ?? printFailures.noPath()
      case 'send':
        return devices.text.send({ to: asked.to, body: asked.body })
    }
  }

  pipe.onMessage((message) => {
    // A malformed call is a bug of ours: it throws, the process ends, and the other side says "restarting".
    const asked = deviceCall.parse(message)
    void carryOut(asked).then((result) => tell({ id: asked.id, result }))
  })
  devices.reader.watch((state) =>
    tell({ event: 'readers', state: state.service === 'running' ? { ...state, readers: [...state.readers] } : { ...state, readers: [] } }),
  )
  devices.printer.watch((printers) => tell({ event: 'printers', state: [...printers] }))
  devices.text.watch((state) => tell({ event: 'text', state }))
}
