/** The device controls of a main on Windows Node, at the socket where a test of this machine looks for them. `relay.mjs` is the other end. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

const PATIENCE = 60_000

/** Answers the port that the other end has to listen on. */
export async function relayControls(path: string): Promise<number> {
  const port = await findFreePort()
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    void reach(port).then((controls) => {
      if (!controls) return socket.destroy()
      controls.on('error', () => undefined).on('close', () => socket.destroy())
      socket.on('close', () => controls.destroy())
      socket.pipe(controls)
      return controls.pipe(socket)
    })
  })
  server.listen(path).unref()
  await once(server, 'listening')
  return port
}

/** The devices are there a moment after the page: tries until the other end says with its byte that it has reached them. */
async function reach(port: number): Promise<Socket | undefined> {
  for (const end = performance.now() + PATIENCE; performance.now() < end; await delay(100)) {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined)
    const there = await new Promise<boolean>((resolve) => {
      socket.once('readable', () => {
        resolve(socket.read(1) !== null)
      })
      socket.once('close', () => {
        resolve(false)
      })
    })
    if (there) return socket
    socket.destroy()
  }
  return undefined
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
