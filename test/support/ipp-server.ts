/** An IPP server under the test's hand, for what no printer of others can be made to say: it answers each operation as the test tells it to. */
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import {
  decodeIpp,
  encodeIpp,
  ippAttributes,
  ippGroup,
  type IppAttributeGroup,
  type IppMessage,
  type IppValue,
} from '../../native/printer/ipp.ts'

export interface IppReply {
  readonly status: number
  readonly groups?: readonly IppAttributeGroup[]
}

/** `hang up`: takes the whole question and closes. `silence`: takes it and says nothing. A number is an HTTP status; bytes are sent as they are. */
export type Reaction = IppReply | 'hang up' | 'silence' | number | Uint8Array

export interface IppServer {
  readonly port: number
  readonly asked: readonly { readonly path: string; readonly message: IppMessage }[]
  answer(operation: number, reaction: Reaction | ((message: IppMessage, path: string) => Reaction)): void
  close(): Promise<void>
}

export const keyword = (...values: readonly string[]): readonly IppValue[] => values.map((value) => ({ kind: 'keyword', value }))
export const printerGroup = (given: Readonly<Record<string, IppValue | readonly IppValue[]>>): IppAttributeGroup => ({
  tag: ippGroup.printer,
  attributes: ippAttributes(given),
})
export const size = (x: number, y: number): IppValue => ({
  kind: 'collection',
  members: ippAttributes({ 'x-dimension': { kind: 'integer', value: x }, 'y-dimension': { kind: 'integer', value: y } }),
})

const head: IppAttributeGroup = {
  tag: ippGroup.operation,
  attributes: ippAttributes({
    'attributes-charset': { kind: 'charset', value: 'utf-8' },
    'attributes-natural-language': { kind: 'naturalLanguage', value: 'en' },
  }),
}

/** On a port of loopback, or on a socket in the file system as CUPS has one. */
export async function startIppServer(socketPath?: string): Promise<IppServer> {
  const asked: { path: string; message: IppMessage }[] = []
  const reactions = new Map<number, Reaction | ((message: IppMessage, path: string) => Reaction)>()
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const message = decodeIpp(Buffer.concat(pieces))
      if (!message) return void response.writeHead(400).end()
      const path = request.url ?? ''
      asked.push({ path, message })
      const told = reactions.get(message.code) ?? { status: 0x0501 }
      const reaction = typeof told === 'function' ? told(message, path) : told
      if (reaction === 'hang up') return void request.socket.destroy()
      if (reaction === 'silence') return
      if (typeof reaction === 'number') return void response.writeHead(reaction).end()
      const body =
        reaction instanceof Uint8Array
          ? reaction
          : encodeIpp({
              version: [2, 0],
              code: reaction.status,
              requestId: message.requestId,
              groups: [head, ...(reaction.groups ?? [])],
              data: new Uint8Array(),
            })
      response.writeHead(200, { 'content-type': 'application/ipp' }).end(body)
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => {
    if (socketPath === undefined) server.listen(0, '127.0.0.1', resolve)
    else server.listen(socketPath, resolve)
  })
  return {
    port: socketPath === undefined ? (server.address() as AddressInfo).port : 0,
    asked,
    answer: (operation, reaction) => void reactions.set(operation, reaction),
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
