/** The virtual card as a process of its own, against a stand-in for vpcd that speaks its protocol. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { concat, formatHex, fromHex, unsigned } from '../../domain/bytes.ts'
import { blankCard, virtualCardState } from '../../native/card/virtual-card-state.ts'

const tool = fileURLToPath(new URL('../../tools/virtual-card.ts', import.meta.url))

let folder: string
let state: string
let server: Server
let port: number
let child: ChildProcess | undefined
let attached: (socket: Socket) => void
let nextCard: Promise<Socket>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ra-desk-virtual-card-'))
  state = join(folder, 'card.json')
  const wait = (): void => {
    nextCard = new Promise((resolve) => {
      attached = resolve
    })
  }
  wait()
  server = createServer((socket) => {
    attached(socket)
    wait()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

function start(...flags: string[]) {
  const started = spawn(process.execPath, [tool, '--port', String(port), ...flags], { stdio: 'pipe' })
  child = started
  let out = ''
  let errors = ''
  started.stdout.setEncoding('utf8').on('data', (piece: string) => {
    out += piece
  })
  started.stderr.setEncoding('utf8').on('data', (piece: string) => {
    errors += piece
  })
  const exit = new Promise<number | null>((resolve) => started.once('exit', (code) => resolve(code)))
  return { exit, out: () => out, errors: () => errors }
}

/** One message to the card and one back. */
function ask(socket: Socket, hex: string, answers = true): Promise<string> {
  const bytes = fromHex(hex)
  return new Promise((resolve) => {
    if (answers) {
      let got = new Uint8Array(0)
      const collect = (piece: Buffer): void => {
        got = new Uint8Array(concat(got, piece))
        if (got.length < 2 || got.length < 2 + got[0]! * 256 + got[1]!) return
        socket.off('data', collect)
        resolve(formatHex(got.subarray(2)))
      }
      socket.on('data', collect)
    }
    socket.write(concat(unsigned(bytes.length, 2), bytes))
    if (!answers) resolve('')
  })
}

const selectPiv = '00A4040005A00000030800'

describe('npm run virtual-card', () => {
  test('it attaches, answers, saves every change and leaves on SIGTERM', async () => {
    const arrived = nextCard
    const { exit, out } = start('--state', state, '--new', '--serial', '99')
    const socket = await arrived
    expect(await ask(socket, '04')).toBe(blankCard({ serial: 99 }).atr.toUpperCase())
    await ask(socket, '01', false)
    expect(await ask(socket, '0020008000')).toBe('6D00')
    expect(await ask(socket, selectPiv)).toMatch(/9000$/)
    expect(await ask(socket, '0020008008303030303030FFFF')).toBe('63C2')
    expect(virtualCardState.parse(JSON.parse(readFileSync(state, 'utf8'))).passcode.left).toBe(2)
    await ask(socket, '02', false)
    expect(await ask(socket, '0020008000')).toBe('6D00')
    expect(JSON.parse(out().trim())).toMatchObject({ attached: true, serial: 99, port })
    const gone = new Promise((resolve) => socket.once('close', resolve))
    child!.kill('SIGTERM')
    await gone
    expect(await exit).toBe(0)
    expect(readdirSync(folder)).toEqual(['card.json'])
  })

  test('a card is the same card the next time', async () => {
    writeFileSync(state, JSON.stringify({ ...blankCard({ serial: 5 }), passcode: { value: '303034323137ffff', left: 3, total: 3 } }))
    const arrived = nextCard
    start('--state', state)
    const socket = await arrived
    await ask(socket, selectPiv)
    expect(await ask(socket, '0020008008303034323137FFFF')).toBe('9000')
  })

  test('when the reader lets go it comes back, without its log-ins', async () => {
    const arrived = nextCard
    start('--state', state, '--new', '--serial', '5')
    const socket = await arrived
    await ask(socket, selectPiv)
    const back = nextCard
    socket.destroy()
    const again = await back
    expect(await ask(again, '0020008000')).toBe('6D00')
  })

  test('messages that arrive in crumbs are put together', async () => {
    const arrived = nextCard
    start('--state', state, '--new', '--serial', '5')
    const socket = await arrived
    socket.setNoDelay(true)
    const answer = new Promise<string>((resolve) => socket.once('data', (piece) => resolve(formatHex(piece))))
    for (const byte of concat(unsigned(11, 2), fromHex(selectPiv))) {
      socket.write(Uint8Array.of(byte))
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await answer).toMatch(/9000$/)
  })

  test('a file that holds no card is left alone, with words', async () => {
    writeFileSync(state, '{"format":2}')
    const { exit, errors } = start('--state', state)
    expect(await exit).toBe(2)
    expect(errors()).toContain('does not hold a virtual card')
    expect(readFileSync(state, 'utf8')).toBe('{"format":2}')
  })

  test('without a file or without a reader it says what is missing', async () => {
    const noFile = start()
    expect(await noFile.exit).toBe(2)
    expect(noFile.errors()).toContain('--state FILE')
    const noReader = start('--state', state, '--port', '1', '--wait', '0.1')
    expect(await noReader.exit).toBe(2)
    expect(noReader.errors()).toContain('No virtual reader on 127.0.0.1:1')
  })
})
