/**
 * Loaded into main on Windows Node under Wine, before main: a Linux test reaches the device controls by TCP, because it cannot open a
 * Windows pipe. Says so with one byte when a connection to the pipe stands. Plain JavaScript, because it is loaded as it is.
 */
import { connect, createServer } from 'node:net'
import { isMainThread } from 'node:worker_threads'

const { RA_DESK_RELAY_PORT: port, RA_DESK_HANDS: pipe } = process.env

if (isMainThread && port && pipe) {
  const server = createServer((socket) => {
    const controls = connect(pipe, () => {
      socket.write('.')
      controls.pipe(socket)
      socket.pipe(controls)
    })
    for (const [one, other] of [
      [socket, controls],
      [controls, socket],
    ])
      one?.on('error', () => undefined).on('close', () => other?.destroy())
  })
  server.listen(Number(port), '127.0.0.1').unref()
}
