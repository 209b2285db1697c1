/** What is asked of a modem before any text: waking it, setting it up, and whether it can send now (3GPP TS 27.005 and 27.007). */
import type { AtConversation } from './at-command.ts'
import type { ModemCharset } from './gsm-text.ts'
import { radioOff, readSimFault, readSimState, type ModemTrouble } from './modem-fault.ts'

/** All in milliseconds. */
export interface SerialModemTiming {
  /** How long a modem may take over an ordinary command, over the prompt, and over the sending itself. */
  readonly command: number
  readonly prompt: number
  readonly result: number
  /** How long the line must be silent before the first command. */
  readonly quiet: number
  /** Between two checks of the signal, and before the port is opened again. */
  readonly poll: number
  readonly reopen: number
}

export const usualTiming: SerialModemTiming = { command: 5000, prompt: 10_000, result: 60_000, quiet: 300, poll: 10_000, reopen: 3000 }

/** One opening of the port, from the first AT to the moment the port is lost. */
export interface ModemLine {
  readonly at: AtConversation
  readonly timing: SerialModemTiming
  readonly name: string
  readonly charsets: ReadonlySet<ModemCharset>
}

/** `lost`: silent, closed, or out of step. `cannot-send`: what moving the modem does not help against. */
export type ModemCheck =
  | { readonly state: 'ready' | 'no-signal' | 'lost' }
  | { readonly state: 'cannot-send'; readonly trouble: ModemTrouble }

// Home, roaming, texts only (home, roaming), CSFB not preferred (home, roaming): 27.007 §7.2.
const registered = new Set(['1', '5', '6', '7', '9', '10'])
/** Minimum function, and transmitter and receiver off (27.007 §8.2). */
const withoutRadio = /^\+CFUN: ?[04](?:,|$)/
/** 27.007 §8.5: no signal strength is known. */
const noStrength = '99'

type Conversation = Pick<ModemLine, 'at' | 'timing'>

/** A command that a modem may refuse: true, false, or undefined when the line is lost. */
export async function accepts({ at, timing }: Conversation, command: string): Promise<boolean | undefined> {
  const reply = await at.ask(command, { milliseconds: timing.command })
  return reply.result === 'ok' ? true : reply.result === 'error' ? false : undefined
}

/** A question: what follows the answer's name, null when refused, undefined when the line is lost. OK without an answer is out of step, so lost. */
async function query({ at, timing }: Conversation, command: string, answer: string, shape: RegExp): Promise<string | null | undefined> {
  const reply = await at.ask(command, { milliseconds: timing.command, answer })
  if (reply.result === 'error') return null
  if (reply.result !== 'ok') return undefined
  return reply.lines.map((one) => shape.exec(one)?.[1]).findLast((found) => found !== undefined)
}

async function wakeUp(line: Conversation): Promise<boolean> {
  // A modem may be set to answer in digits (ATV0), and some keep to them: either is understood.
  for (const word of ['ATV1', 'AT', 'ATV1']) {
    // It may also still be at the prompt of a program that was killed, where an AT command would be text.
    await line.at.cancel(line.timing.quiet)
    const answers = await accepts(line, word)
    if (answers) return true
  }
  return false
}

/** Wakes the modem and sets it up; `undefined` when the line is lost. `path`: the port, for its name. */
export async function setUpModem(line: Conversation, path: string): Promise<ModemLine | undefined> {
  const { at, timing } = line
  if (!(await wakeUp(line))) return undefined
  // No echo; faults as numbers; texts of others stay in the modem and are not read out between our lines.
  for (const command of ['ATE0', 'AT+CMEE=1', 'AT+CNMI=2,0,0,0,0']) if ((await accepts(line, command)) === undefined) return undefined
  const model = await at.ask('AT+CGMM', { milliseconds: timing.command, answer: '' })
  if (model.result === 'silent' || model.result === 'closed') return undefined
  const charsets = new Set<ModemCharset>()
  for (const charset of ['GSM', 'IRA'] as const) {
    const accepted = await accepts(line, `AT+CSCS="${charset}"`)
    if (accepted === undefined) return undefined
    if (accepted) charsets.add(charset)
  }
  if (charsets.size === 0) {
    const accepted = await accepts(line, 'AT+CSCS="UCS2"')
    if (accepted === undefined) return undefined
    if (accepted) charsets.add('UCS2')
  }
  const said = model.lines[0]
    ?.replace(/^\+CGMM:\s*/, '')
    .replace(/[^ -~]|["<>]/g, '')
    .trim()
    .slice(0, 40)
  return { at, timing, name: `${said || 'Modem'} on ${path}`, charsets }
}

async function readSignal(line: Conversation): Promise<'ready' | 'no-signal' | 'lost'> {
  let asked = false
  for (const network of ['CREG', 'CEREG']) {
    // The answer has two numbers. One alone is unsolicited news in the same words.
    const state = await query(line, `AT+${network}?`, `+${network}:`, new RegExp(`^\\+${network}: ?\\d,(\\d{1,2})(?:,|$)`))
    if (state === undefined) return 'lost'
    if (state !== null && registered.has(state)) return 'ready'
    asked ||= state !== null
  }
  if (asked) return 'no-signal'
  // A modem that cannot say whether it is registered is judged by the strength of what it hears.
  const strength = await query(line, 'AT+CSQ', '+CSQ:', /^\+CSQ: ?(\d{1,3}),/)
  if (strength === undefined) return 'lost'
  return strength === null || strength === noStrength ? 'no-signal' : 'ready'
}

/** Whether the modem can send a text now. */
export async function checkModem(line: ModemLine): Promise<ModemCheck> {
  const { at, timing } = line
  // Asked first: without its radio a modem may not find its SIM either, and never finds a network. One that does not know the question has it on.
  const radio = await at.ask('AT+CFUN?', { milliseconds: timing.command, answer: '+CFUN:' })
  if (radio.result === 'silent' || radio.result === 'closed') return { state: 'lost' }
  if (withoutRadio.test(radio.lines.at(-1) ?? '')) return { state: 'cannot-send', trouble: radioOff }
  const reply = await at.ask('AT+CPIN?', { milliseconds: timing.command, answer: '+CPIN:' })
  if (reply.result === 'silent' || reply.result === 'closed') return { state: 'lost' }
  const said = reply.lines.map((one) => /^\+CPIN: ?(.+)$/.exec(one)?.[1]).findLast((found) => found !== undefined)
  if (reply.result === 'ok' && said === undefined) return { state: 'lost' }
  const trouble = reply.result === 'ok' ? readSimState(said!) : readSimFault(reply.fault)
  return trouble ? { state: 'cannot-send', trouble } : { state: await readSignal(line) }
}
