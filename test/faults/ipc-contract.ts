/**
 * IPC messages that must do nothing: misshapen in every way, from foreign frames, while locked, sent a second time, and beyond the
 * signed-in role. They go to the whole app on virtual devices. Its folder and what was printed, texted, saved and shown must be the same
 * before and after. Controls: without the check of frames or of shapes, the same messages do reach the handlers.
 */
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { createAnswerer, type Gate } from '../../main/shell/ipc.ts'
import type { ChannelRule } from '../../preload/contract/parts.ts'
import { type FrameEvent, isOurFrame } from '../../main/shell/sender-check.ts'
import { type ChannelName, channels } from '../../preload/contract.ts'
import { type MainApp, openMainApp } from '../support/main-app.ts'
import { newCase, walkUntil } from '../support/main-journey.ts'
import type { Result } from '../../domain/result.ts'
import type { FaultReport } from './suites.ts'
import { type Below, evil, long, type Message, spoil, strange, unknownNames } from '../support/hostile-messages.ts'
import { askWithConfusedIds } from './confused-ids.ts'
import { foreign, ours, window } from '../support/hostile-frames.ts'

type Figures = Record<string, number>

const names = Object.keys(channels) as ChannelName[]
const checker = {
  signInName: 'dilys',
  name: 'Dilys Invented',
  mobile: '+447700900222',
  role: 'idChecker' as const,
  passphrase: 'nine quiet herons read newspapers',
}

export interface IpcContractRun {
  readonly rounds: number
  readonly folder: string
  readonly random: Below
}

export async function ipcContractSuite({ rounds, folder, random }: IpcContractRun): Promise<FaultReport> {
  const figures: Figures = {
    messages: 0,
    'misshapen, from our own frame': 0,
    'with 50 MB of text': 0,
    'not a message at all, or of no channel': 0,
    'well formed, from a foreign frame': 0,
    'well formed, while locked': 0,
    'sent a second time': 0,
    'beyond the role': 0,
    'with ids of something else': 0,
    'control: the same with their own ids taken': 0,
    crashes: 0,
    answered: 0,
    effects: 0,
  }
  let stray = 0
  const onStray = () => {
    stray += 1
  }
  process.on('unhandledRejection', onStray)
  process.on('uncaughtException', onStray)
  try {
    const home = join(folder, 'station')
    mkdirSync(home)
    const main = await openMainApp({ folder: home })
    const honest = await fillStation(main)
    const wellFormed = (unlockedOnly = false) => {
      for (;;) {
        const message = honest.sent[random(honest.sent.length)]!
        if (!unlockedOnly || channels[message.channel as ChannelName].when === 'unlocked') return message
      }
    }
    const ask = asker(main, figures, channels)
    await askInPhases({ main, honest, ask, wellFormed, rounds, random, figures })
    const confused = await askWithConfusedIds({
      main,
      times: Math.max(1, Math.round(rounds * 0.1)),
      random,
      ask: (message) => ask(ours, [message]),
      lookAt: () => lookAt(main),
    })
    figures['with ids of something else'] = confused.tried
    figures['control: the same with their own ids taken'] = confused.taken
    figures['effects']! += confused.effects
    await beyondRole(main, honest, Math.max(1, Math.round(rounds * 0.05)), random, figures)
    await main.app.lock('asked')
    const locked = await lookAt(main)
    const times = Math.max(1, Math.round(rounds * 0.1))
    for (let time = 0; time < times; time += 1) await ask(ours, [wellFormed(true)])
    figures['well formed, while locked']! += times
    if (main.app.isUnlocked() || (await lookAt(main)) !== locked) figures['effects']! += 1
    figures['messages'] = Object.entries(figures)
      .filter(([name]) => /, |second time|beyond|50 MB|ids of something else/.test(name))
      .reduce((sum, [, count]) => sum + count, 0)
    figures['crashes']! += stray

    const controls = await runControls(home, folder, honest, random)
    const harmless = figures['crashes'] === 0 && figures['answered'] === 0 && figures['effects'] === 0
    const hasControls = confused.taken > 0 && Object.values(controls).every((count) => count > 0)
    return { ok: harmless && hasControls, harmless, figures: { ...figures, ...controls } }
  } finally {
    process.off('unhandledRejection', onStray)
    process.off('uncaughtException', onStray)
  }
}

type Ask = (event: FrameEvent, args: unknown[]) => Promise<void>

interface Phases extends Omit<IpcContractRun, 'folder'> {
  readonly main: MainApp
  readonly honest: Honest
  readonly ask: Ask
  readonly wellFormed: () => Message
  readonly figures: Figures
}

/** Misshapen, foreign and repeated messages. */
async function askInPhases({ main, honest, ask, wellFormed, rounds, random, figures }: Phases): Promise<void> {
  const pick = <Value>(from: readonly Value[]): Value => from[random(from.length)]!
  const phases: readonly (readonly [name: string, share: number, send: () => Promise<void>])[] = [
    ['misshapen, from our own frame', 0.5, () => ask(ours, [spoil(wellFormed(), random)])],
    [
      'with 50 MB of text',
      0.002,
      () => ask(ours, [{ channel: pick(names), input: pick([long, { caseId: long }, { text: long }, [long]]) }]),
    ],
    [
      'not a message at all, or of no channel',
      0.098,
      () => ask(ours, random(2) === 0 ? pick(strange)() : [{ channel: pick(unknownNames), input: pick(evil)() }]),
    ],
    ['well formed, from a foreign frame', 0.2, () => ask(pick(foreign), [wellFormed()])],
    ['sent a second time', 0.05, () => ask(ours, [pick(honest.spent)])],
  ]
  for (const [name, share, send] of phases) {
    const before = await lookAt(main)
    const times = Math.max(1, Math.round(rounds * share))
    for (let time = 0; time < times; time += 1) await send()
    figures[name]! += times
    if ((await lookAt(main)) !== before) figures['effects']! += 1
  }
}

interface Honest {
  /** Every message that was really sent while a case was carried to its posting, and one of each channel that takes nothing. */
  readonly sent: readonly Message[]
  /** Those that did something that may be done once. */
  readonly spent: readonly Message[]
}

/** Carries one case as far as its posting, and keeps each message. */
async function fillStation(main: MainApp): Promise<Honest> {
  const sent: Message[] = []
  const handlers = main.app.handlers as unknown as Record<string, (input: unknown) => Promise<Result<unknown>>>
  const own = { ...handlers }
  for (const [channel, handle] of Object.entries(own))
    handlers[channel] = (input) => {
      sent.push({ channel, input: structuredClone(input) })
      return handle(input)
    }
  await main.setUp()
  await main.must('agents.add', checker)
  await walkUntil(main, await newCase(main), 'posted')
  Object.assign(handlers, own)
  for (const name of names) if (channels[name].input.safeParse({}).success && name !== 'vault.lock') sent.push({ channel: name, input: {} })
  const once =
    /^(station\.(setUp|save)|case\.act|agents\.add|evidence\.store|call\.(textNumbers|compareNumbers)|card\.(write|printFace)|label\.make|manifest\.close)$/
  return { sent, spent: sent.filter(({ channel }) => once.test(channel)) }
}

/** Everything a message could have changed: each file, each paper, text, saved file and window. */
async function lookAt(main: MainApp): Promise<string> {
  // Work that was started and not awaited.
  await new Promise((resolve) => {
    setTimeout(resolve, 50)
  })
  const hash = createHash('sha256')
  for (const name of readdirSync(main.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()) {
    hash.update(name).update(createHash('sha256').update(readFileSync(name)).digest())
  }
  hash.update(
    JSON.stringify(
      [main.saved.size, main.revealed.length, main.phone.messages().length, main.printer.jobs().length, main.app.isUnlocked()],
      (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    ),
  )
  return hash.digest('hex')
}

/** Sends through the gate as `main/index.ts` puts it together, and counts what should never be. */
function asker(
  main: MainApp,
  figures: Figures,
  contract: Readonly<Record<string, ChannelRule>>,
  gate: Partial<Gate<FrameEvent>> = {},
): Ask {
  const answer = createAnswerer<FrameEvent>(contract, main.app.handlers as never, {
    isOurFrame: (event) => isOurFrame(window, event),
    isUnlocked: main.app.isUnlocked,
    isPractice: () => false,
    findRefusal: main.app.findRefusal,
    onRefused: () => undefined,
    onBug: () => undefined,
    ...gate,
  })
  return async (event, args) => {
    try {
      const answered: Result<unknown> = await answer(event, args)
      if (answered.ok) figures['answered']! += 1
      else if (answered.error.code === 'fault' || !answered.error.message || !answered.error.next) figures['crashes']! += 1
    } catch {
      figures['crashes']! += 1
    }
  }
}

/** An ID checker signs in, who may use no card and no passcode. The first refusal of each channel is an entry of the record, and nothing else is. */
async function beyondRole(main: MainApp, honest: Honest, times: number, random: Below, figures: Figures): Promise<void> {
  await main.app.lock('switch')
  const agent = (await main.must('station.state', {})).agents.find(({ signInName }) => signInName === checker.signInName)!
  await main.must('vault.unlock', { agentId: agent.agentId, passphrase: checker.passphrase, workerPublicKey: main.worker.publicKey })
  const forbidden = honest.sent.filter(
    ({ channel }) => channels[channel as ChannelName].roles.idChecker === 'no' && channels[channel as ChannelName].when === 'unlocked',
  )
  const ask = asker(main, figures, channels)
  const before = await main.must('record.checkpoint', {})
  const { lastSeq } = await lastOf(main)
  const asked = new Set<string>()
  for (let time = 0; time < times; time += 1) {
    const message = forbidden[random(forbidden.length)]!
    asked.add(message.channel)
    await ask(ours, [message])
  }
  figures['beyond the role']! += times
  let after = await main.must('record.checkpoint', {})
  for (let tries = 0; after.size < before.size + asked.size && tries < 200; tries += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 20)
    })
    after = await main.must('record.checkpoint', {})
  }
  if (after.size !== before.size + asked.size || (await lastOf(main, lastSeq)).rows > 0) figures['effects']! += 1
}

async function lastOf(main: MainApp, from = 0): Promise<{ lastSeq: number; rows: number }> {
  const last = { lastSeq: from, rows: 0 }
  for (const which of ['rows', 'scans'] as const) {
    for (let afterSeq = from, more = true; more;) {
      const page = await main.must('database.page', { afterSeq, which })
      last.rows += page.rows.length
      ;({ lastSeq: afterSeq, more } = page)
      last.lastSeq = Math.max(last.lastSeq, afterSeq)
    }
  }
  return last
}

/** The same messages where one of the looks is left out, on copies of the station. */
async function runControls(home: string, folder: string, honest: Honest, random: Below): Promise<Figures> {
  const attempt = async (
    name: string,
    contract: Readonly<Record<string, ChannelRule>>,
    gate: Partial<Gate<FrameEvent>>,
    message: (index: number) => { event: FrameEvent; args: unknown[] },
  ): Promise<Figures> => {
    const copy = join(folder, name)
    cpSync(home, copy, { recursive: true })
    const main = await openMainApp({ folder: copy })
    await main.unlock()
    const figures: Figures = { crashes: 0, answered: 0 }
    const ask = asker(main, figures, contract, gate)
    for (let index = 0; index < 120; index += 1) {
      const { event, args } = message(index)
      await ask(event, args)
    }
    await main.app.lock('closed')
    return figures
  }
  const open: Record<string, ChannelRule> = Object.fromEntries(
    Object.entries(channels).map(([name, rule]) => [name, { ...rule, input: z.unknown(), output: z.unknown() }]),
  )
  const harmless = honest.sent.filter(({ channel }) => !/^(vault|station\.setUp|agents|database\.setAside)/.test(channel))
  const frames = await attempt('without-frames', channels, { isOurFrame: () => true }, (index) => ({
    event: foreign[index % foreign.length]!,
    args: [harmless[random(harmless.length)]!],
  }))
  const shapes = await attempt('without-shapes', open, {}, () => ({
    event: ours,
    args: [spoil(harmless[random(harmless.length)]!, random)],
  }))
  return {
    'control: answered when frames are not looked at': frames['answered']!,
    'control: bugs reached when shapes are not looked at': shapes['crashes']!,
  }
}
