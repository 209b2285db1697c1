/**
 * A card in the machine's own reader (left there by `npm run demo -- --keep-card`, or a real card in a real reader) fails no test of PC/SC,
 * and no test sends it a command. A second stack stands in for the machine's: it is mounted where PC/SC programs look by themselves.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createVirtualCard } from '../../native/card/virtual-card.ts'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import { attachToVpcd, type CardInVpcd } from '../../native/reader/vpicc.ts'
import { random } from '../support/cards.ts'
import { missing } from '../support/foreign-tools.ts'
import { startPcscStack, takePcsc, vpcdReader, whyNoPcsc, type PcscStack } from '../support/pcsc.ts'
import { withParent } from '../support/with-parent.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() })

describe.skipIf(missing !== undefined)(`a stranger's card in the machine's reader${missing === undefined ? '' : ` (${missing})`}`, () => {
  let machine: PcscStack
  let inReader: CardInVpcd
  let folder: string
  const card = createVirtualCard({ state: blankCard({ serial: 16_180_339 }), random })
  let heard = 0

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ra-desk-pcsc-apart-'))
    machine = await startPcscStack()
    inReader = await attachToVpcd({
      card: {
        ...card,
        transmit(command) {
          heard += 1
          return card.transmit(command)
        },
      },
      port: machine.ports.first,
    })
  })
  afterAll(async () => {
    await inReader?.detach()
    await machine?.release()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Runs a program for which `machine` is the PC/SC of the machine. Answers its exit code and what it printed. */
  function onMachine(program: string, ...words: string[]): Promise<{ readonly code: number | null; readonly said: string }> {
    const { PCSCLITE_CSOCK_NAME: _own, ...environment } = process.env
    for (const name of Object.keys(environment)) if (name.startsWith('VITEST')) delete environment[name]
    const script = 'mount --bind "$1" /run/pcscd && shift && exec "$@"'
    return new Promise((resolve) => {
      const child = spawn(...withParent('unshare', ['--mount', 'sh', '-c', script, 'sh', machine.runFolder, program, ...words]), {
        cwd: root,
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let said = ''
      for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (piece: string) => (said += piece))
      child.once('close', (code) => resolve({ code, said }))
    })
  }

  test('control: a program that asks the machine for its readers reaches the card', async () => {
    await expect
      .poll(async () => (await onMachine('opensc-tool', '--list-readers')).said, { timeout: 20_000 })
      .toMatch(/Yes\s+Virtual PCD 00 00/)
    expect((await onMachine('yubico-piv-tool', '-r', vpcdReader, '-a', 'status')).said).toMatch(/Serial Number:\s+16180339/)
    expect(heard).toBeGreaterThan(0)
  })

  test('the tests of PC/SC pass beside it, and the card gets no command', async () => {
    heard = 0
    const before = card.state()
    const report = join(folder, 'vitest.json')
    const { code, said } = await onMachine(
      process.execPath,
      'node_modules/vitest/vitest.mjs',
      'run',
      'test/contracts/card-reader.test.ts',
      'test/contracts/foreign-tools.test.ts',
      '--testNamePattern=(over PC/SC.*(byte for byte|two cards|a service that stops)|^programs of others)',
      '--reporter=json',
      `--outputFile=${report}`,
    )
    expect({ code, said }).toMatchObject({ code: 0 })
    const { numPassedTests, numFailedTests } = vitestReport.parse(JSON.parse(readFileSync(report, 'utf8')))
    expect(numFailedTests).toBe(0)
    // Three of each binding, and six of the programs of others.
    expect(numPassedTests).toBe(12)
    expect(heard).toBe(0)
    expect(card.state()).toEqual(before)
    expect((await onMachine('opensc-tool', '--list-readers')).said).toMatch(/Yes\s+Virtual PCD 00 00/)
  })
})

const noPcsc = whyNoPcsc()
test.skipIf(noPcsc !== undefined)(
  `two stacks at once share no port, and only one is in the environment${noPcsc === undefined ? '' : ` (${noPcsc})`}`,
  async () => {
    const other = await startPcscStack()
    const own = await takePcsc()
    try {
      expect(new Set([own.ports.first, own.ports.second, other.ports.first, other.ports.second]).size).toBe(4)
      expect(own.runFolder).not.toBe(other.runFolder)
      expect(process.env['PCSCLITE_CSOCK_NAME']).toBe(own.environment.PCSCLITE_CSOCK_NAME)
    } finally {
      await own.release()
      await other.release()
    }
    expect(process.env['PCSCLITE_CSOCK_NAME']).toBeUndefined()
  },
)
