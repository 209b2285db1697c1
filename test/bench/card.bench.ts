/**
 * A whole card over PC/SC (vpcd), beside the same commands sent bare; and how much is sent, beside yubico-piv-tool to the same end.
 * Time: from the first command to "done", with a journal entry on disk before and after each step, through the device process; the baseline sends the
 * very same commands to the same card one after another, checks nothing and keeps nothing: once through the same device process (what the plan and its
 * journal cost) and once straight to PC/SC from one process (what everything costs). The pipe between the two processes costs next to nothing, so
 * turns go on until the two baselines agree within 3 %; if they never do, the machine is too busy and it says so. vpcd costs 45 to 100 ms a command.
 */
import { execFile } from 'node:child_process'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sameBytes, toHex } from '../../domain/bytes.ts'
import { personalise } from '../../native/card/personalise.ts'
import { plannedObject } from '../../native/card/plan.ts'
import { cardProfiles } from '../../native/card/profile.ts'
import { blankCard } from '../../native/card/virtual-card-state.ts'
import { forkDeviceProcess } from '../../native/device-pipe.ts'
import type { CardConnection, CardReader } from '../../native/ports.ts'
import { createPcscReader } from '../../native/reader/pcsc-reader.ts'
import { createRemoteDevices } from '../../native/remote-devices.ts'
import { inTurnsUntilAgreed, median, toRow, type BenchRow } from '../support/bench.ts'
import { createTestAuthority } from '../support/card-authority.ts'
import { testManagementKey } from '../support/fault-set-ups.ts'
import { createCardSlot, seededRandom, type CardSlot, type Said } from '../support/card-in-vpcd.ts'
import { random, now, sampleJpeg, samplePlan } from '../support/cards.ts'
import { findProgram } from '../support/find-program.ts'
import { takePcsc, vpcdReader, whyNoPcsc } from '../support/pcsc.ts'

const TURNS = { least: 7, most: 28, within: 0.03 }
/** Old versions of yubico-piv-tool write no object over about 3 kB. */
const photograph = sampleJpeg(2_400)
const blank = blankCard({ serial: 20_261_123, managementAlgorithms: [3] })
const authority = createTestAuthority()
const plan = samplePlan({
  facialImage: photograph,
  nextManagementKey: testManagementKey,
  certificate: { kind: 'authority', issue: (request) => authority.issue(request) },
})

async function connect(reader: CardReader): Promise<CardConnection> {
  const made = await reader.connect(vpcdReader)
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}

export default async function run(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const missing = whyNoPcsc()
  if (missing !== undefined) throw new Error(`The card cannot be measured here: ${missing}`)
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-bench-card-'))
  const pcsc = await takePcsc({ asInstalled: true })
  const devices = createRemoteDevices(() =>
    forkDeviceProcess(fileURLToPath(new URL('../../native/device-process.ts', import.meta.url)), {
      reader: 'pcsc',
      printer: 'none',
      documents: 'none',
      text: 'none',
    }),
  )
  const bare = createPcscReader()
  const slot = createCardSlot([devices.reader, bare], pcsc.ports.first)
  try {
    return await measure(say, folder, slot, devices.reader, bare)
  } finally {
    await slot.remove()
    await devices.close()
    await bare.close()
    await pcsc.release()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(
  say: (line: string) => void,
  folder: string,
  slot: CardSlot,
  reader: CardReader,
  bareReader: CardReader,
): Promise<readonly BenchRow[]> {
  let seed = 0
  let last: readonly Said[] = []
  const onDisk: number[] = []
  const ours = async (): Promise<number> => {
    await slot.insert(blank, seededRandom(String(++seed)))
    const file = openSync(join(folder, 'journal'), 'a')
    const connection = await connect(reader)
    let kept = 0
    const started = performance.now()
    const outcome = await personalise({
      connection,
      plan,
      profile: cardProfiles['piv-p256'],
      random,
      now,
      journal: (entry) => {
        const before = performance.now()
        writeSync(file, `${JSON.stringify(entry)}\n`)
        fdatasyncSync(file)
        kept += performance.now() - before
      },
    })
    const milliseconds = performance.now() - started
    last = [...slot.said()]
    onDisk.push(kept)
    await connection.disconnect('reset')
    closeSync(file)
    if (outcome.outcome !== 'done') throw new Error(`${outcome.outcome} at ${outcome.step}: ${outcome.reason.message}`)
    return milliseconds
  }
  const bareOver = (to: CardReader) => async (): Promise<number> => {
    const commands = last
    await slot.insert(blank, seededRandom(String(seed)))
    const connection = await connect(to)
    const answers: Uint8Array[] = []
    const started = performance.now()
    for (const { command } of commands) {
      const answer = await connection.transmit(command)
      if (!answer.ok) throw new Error(answer.error.message)
      answers.push(answer.value)
    }
    const milliseconds = performance.now() - started
    await connection.disconnect('reset')
    // Otherwise something else was measured than the same card answering the same commands.
    if (!answers.every((answer, index) => sameBytes(answer, commands[index]!.answer)))
      throw new Error('the card did not answer the same commands in the same way')
    return milliseconds
  }
  await ours()
  await bareOver(bareReader)()
  const measured = await inTurnsUntilAgreed(ours, [bareOver(reader), bareOver(bareReader)], TURNS)
  const [same, straight] = measured.baselines
  const rows = [
    toRow('a whole card over PC/SC, beside its commands sent bare through the same device process', 'ms', measured.ours, same),
    toRow('the same, beside its commands sent straight to PC/SC', 'ms', measured.ours, straight),
  ]
  if (!measured.agreed)
    say(
      `The machine is too busy: after ${String(TURNS.most)} turns the two baselines still differ by more than ${String(TURNS.within * 100)} % (${median(same).toFixed(0)} and ${median(straight).toFixed(0)} ms). Do not trust the ratios; measure again on a quiet machine.`,
    )
  say(
    `${String(last.length)} commands, ${String(measured.ours.length)} cards each way; of ours, ${median(onDisk).toFixed(0)} ms were spent waiting for the disk to keep the journal`,
  )

  if (!findProgram('yubico-piv-tool')) {
    say('yubico-piv-tool is not installed: nothing to count beside')
    return rows
  }
  const theirs = await byYubico(say, folder, slot)
  rows.push(
    toRow('commands for a card, beside yubico-piv-tool', 'commands', [last.length], [theirs.length]),
    toRow('bytes both ways, beside yubico-piv-tool', 'bytes', [bytes(last)], [bytes(theirs)]),
  )
  return rows
}

function bytes(said: readonly Said[]): number {
  return said.reduce((sum, { command, answer }) => sum + command.length + answer.length, 0)
}

/**
 * The same outcome with as few calls as its flags allow: key, request, certificate, four objects, PUK, passcode, management key, everything read back,
 * a signature, the attempts. It does not check that the card is blank; a step that this version fails at after a good card answer is still counted.
 */
async function byYubico(say: (line: string) => void, folder: string, slot: CardSlot): Promise<readonly Said[]> {
  const card = await slot.insert(blank, seededRandom('theirs'))
  const at = (name: string): string => join(folder, name)
  const card9a = { serial: String(blank.serial), issuedOn: now().slice(0, 10) }
  const objects = [
    ['0x5fc109', 'printed-information'],
    ['0x5fc108', 'facial-image'],
  ] as const
  for (const [, name] of objects) writeFileSync(at(name), plannedObject(name, plan, card9a))
  const all: Said[] = []
  const piv = async (...flags: string[]): Promise<void> => {
    slot.forget()
    const said = await new Promise<string>((resolve) =>
      execFile('yubico-piv-tool', ['-r', 'Virtual PCD', ...flags], { timeout: 60_000 }, (error, out, complaint) => {
        resolve(error ? complaint || out : '')
      }),
    )
    const sent = slot.said()
    say(
      `  ${String(sent.length).padStart(3)} commands: yubico-piv-tool ${flags
        .filter((flag) => flag.startsWith('-a') || !flag.includes('/'))
        .join(' ')
        .slice(0, 90)}${said ? `  (${said.trim().split('\n').at(-1)!})` : ''}`,
    )
    all.push(...sent)
  }
  await piv('-a', 'generate', '-s', '9a', '-A', 'ECCP256', '-o', at('key.pem'), '-a', 'set-chuid', '-a', 'set-ccc')
  await piv('-a', 'change-puk', '-P', '12345678', '-N', plan.puk)
  await piv('-a', 'change-pin', '-P', '123456', '-N', plan.passcode)
  await piv(
    '-a',
    'verify-pin',
    '-P',
    plan.passcode,
    '-a',
    'request-certificate',
    '-s',
    '9a',
    '-S',
    '/CN=Sample/',
    '-i',
    at('key.pem'),
    '-o',
    at('request.pem'),
  )
  const pem = Buffer.from(authority.certificate)
    .toString('base64')
    .replaceAll(/(.{64})/g, '$1\n')
  writeFileSync(at('certificate.pem'), `-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n`)
  await piv('-a', 'import-certificate', '-s', '9a', '-i', at('certificate.pem'))
  for (const [id, name] of objects) await piv('-a', 'write-object', '--id', id, '-f', 'binary', '-i', at(name))
  await piv('-a', 'set-mgm-key', '-n', toHex(testManagementKey({ serial: card9a.serial, algorithm: 3 })))
  for (const id of ['0x5fc105', '0x5fc102', '0x5fc107']) await piv('-a', 'read-object', '--id', id, '-f', 'binary', '-o', at('read'))
  for (const [id] of objects)
    await piv('-a', 'verify-pin', '-P', plan.passcode, '-a', 'read-object', '--id', id, '-f', 'binary', '-o', at('read'))
  await piv('-a', 'verify-pin', '-P', plan.passcode, '-a', 'test-signature', '-s', '9a', '-i', at('certificate.pem'))
  await piv('-a', 'status')
  const { objects: kept, management } = card.state()
  for (const tag of ['5FC105', '5FC102', '5FC107', '5FC109', '5FC108'])
    if (kept[tag] === undefined) throw new Error(`yubico-piv-tool left out ${tag}: it did not come to the same end`)
  if (management.key === blank.management.key) throw new Error('yubico-piv-tool left the management key: it did not come to the same end')
  return all
}
