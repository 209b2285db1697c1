/**
 * The IPC gate of main. Everything the page asks comes over one channel as `{ channel, input }`; it is looked at in this
 * order: whose frame, which channel, how large, whether now, what shape. What does not fit is refused with a code, changes nothing,
 * and is reported without its content.
 */
import type { z } from 'zod'
import type { AgentFirst } from '../../domain/agent-first.ts'
import { err, type Failure, type Result } from '../../domain/result.ts'
import { channels, pushes, type GateCode, type Handlers, type Push, type PushName } from '../../preload/contract.ts'
import type { ChannelRule } from '../../preload/contract/parts.ts'
import { findMessageFault } from '../../preload/contract/message-size.ts'

/** The one name under which messages travel, each way. `preload/index.ts` says the same. */
export const callChannel = 'ra-desk'
export const pushChannel = 'ra-desk-push'

export type RefusalCode = Exclude<GateCode, 'fault'>

/** Decided by who is signed in, not by the request alone. */
type AccessRefusalCode = 'not-your-role' | 'passphrase-needed'

export interface Refusal {
  /** Only names from the contract are repeated; what a stranger sent is not. */
  readonly channel: string
  readonly code: RefusalCode
}

export interface Gate<Event> {
  readonly isOurFrame: (event: Event) => boolean
  readonly isUnlocked: () => boolean
  readonly isPractice: () => boolean
  /** Whether the signed-in role forbids it, or the passphrase must be typed again; asked last, because it may depend on what is asked. */
  readonly findRefusal?: (channel: string, input: unknown) => Failure<AccessRefusalCode> | undefined
  readonly onRefused: (refusal: Refusal) => void
  /** Does what the agent waits for; checks in the background stop meanwhile. */
  readonly act?: AgentFirst['act']
  /** Throw at a code that the channel does not declare, instead of answering `fault`: true wherever the app is not installed. */
  readonly isStrict?: boolean
  /** The error's own message may name a person, so it is left out: kind and place only. */
  readonly onBug: (channel: string, error: Error) => void
}

type Contract = Readonly<Record<string, Pick<ChannelRule, 'when' | 'input' | 'output' | 'codes' | 'background'>>>
type AnyHandlers = Readonly<Record<string, (input: never) => Promise<Result<unknown>>>>
interface HandleOnly<Event> {
  handle(channel: string, listener: (event: Event, ...args: unknown[]) => unknown): void
}

/** Serves the contract to the page. */
export function serve<Event>(ipcMain: HandleOnly<Event>, handlers: Handlers, gate: Gate<Event>): void {
  const answer = createAnswerer(channels, handlers, gate)
  ipcMain.handle(callChannel, (event, ...args) => answer(event, args))
}

const messages: Readonly<Record<Exclude<RefusalCode, AccessRefusalCode> | 'fault', readonly [string, string]>> = {
  'foreign-frame': ['The request did not come from the app’s own page.', 'Close the window and start RA Desk again.'],
  'unknown-channel': ['The page asked for something this version does not have.', 'Close the window and start RA Desk again.'],
  'too-large': ['That is too much to take in at once. Nothing was changed.', 'Choose a smaller file.'],
  malformed: ['The request was not in the expected form. Nothing was changed.', 'Check what was entered and try again.'],
  locked: ['RA Desk is locked. Nothing was changed.', 'Unlock it and try again.'],
  'not-in-practice': ['That is for practice mode only. Nothing was changed.', 'Start RA Desk in practice mode to use it.'],
  fault: [
    'Something went wrong inside RA Desk. Everything that was shown as saved is safe.',
    'Try again. If it happens again, restart RA Desk and tell the support team what you were doing.',
  ],
}

function failure(code: keyof typeof messages) {
  return err(code, ...messages[code])
}

/** The whole of the gate, apart from Electron and from the product's own contract. */
export function createAnswerer<Event>(
  contract: Contract,
  handlers: AnyHandlers,
  gate: Gate<Event>,
): (event: Event, args: unknown[]) => Promise<Result<unknown>> {
  const refuse = (channel: string, code: Exclude<RefusalCode, AccessRefusalCode>) => {
    gate.onRefused({ channel, code })
    return failure(code)
  }
  const bug = (channel: string, error: unknown) => {
    gate.onBug(channel, withoutWords(error))
    return failure('fault')
  }

  return async (event, args) => {
    const message = args[0]
    const named = channelNamed(contract, message)
    if (!gate.isOurFrame(event)) return refuse(named ?? '(unknown)', 'foreign-frame')
    if (named === undefined) return refuse('(unknown)', isMessage(message) ? 'unknown-channel' : 'malformed')
    if (args.length !== 1) return refuse(named, 'malformed')
    const fault = findMessageFault(message)
    if (fault) return refuse(named, fault)
    const rule = contract[named]!
    if (rule.when === 'unlocked' && !gate.isUnlocked()) return refuse(named, 'locked')
    if (rule.when === 'practice' && !gate.isPractice()) return refuse(named, 'not-in-practice')
    const input = rule.input.safeParse((message as { input: unknown }).input)
    if (!input.success || Object.keys(message as object).length !== 2) return refuse(named, 'malformed')
    const forbidden = gate.findRefusal?.(named, input.data)
    if (forbidden) {
      // Asking for the passphrase is the ordinary way.
      if (forbidden.code === 'not-your-role') gate.onRefused({ channel: named, code: forbidden.code })
      return { ok: false, error: forbidden }
    }
    try {
      const handle = () => handlers[named]!(input.data as never)
      const answer = await (rule.background || !gate.act ? handle() : gate.act(handle))
      if (!answer.ok) {
        const { code, message: what, next } = answer.error
        if (!rule.codes.includes(code)) throw new UndeclaredCode(code)
        return err(code, what, next)
      }
      const output = rule.output.safeParse(answer.value)
      return output.success ? { ok: true, value: output.data } : bug(named, new WrongAnswer(output.error))
    } catch (error) {
      const answered = bug(named, error)
      if (gate.isStrict && error instanceof UndeclaredCode) throw error
      return answered
    }
  }
}

function isMessage(message: unknown): message is { channel: string; input: unknown } {
  return (
    typeof message === 'object' &&
    message !== null &&
    Object.hasOwn(message, 'channel') &&
    Object.hasOwn(message, 'input') &&
    typeof (message as { channel: unknown }).channel === 'string'
  )
}

function channelNamed(contract: Contract, message: unknown): string | undefined {
  return isMessage(message) && Object.hasOwn(contract, message.channel) ? message.channel : undefined
}

class WrongAnswer extends Error {
  override name = 'WrongAnswer'
  readonly places: string
  constructor(error: z.ZodError) {
    super()
    this.places = error.issues
      .map(({ code, path }) => `${path.map((step) => (typeof step === 'number' ? '#' : String(step))).join('.') || '(whole)'}: ${code}`)
      .join(', ')
  }
}

/** A handler failed with a code that its channel does not declare. */
class UndeclaredCode extends Error {
  override name = 'UndeclaredCode'
  readonly code: string
  constructor(code: string) {
    super(`the contract does not declare the failure code ${code} for this channel`)
    this.code = code
  }
}

/** Kind of error and the lines of code it came through. Its message is dropped: it may quote what somebody typed. */
function withoutWords(error: unknown): Error {
  const bare = new Error(
    error instanceof WrongAnswer
      ? `answer does not fit the contract (${error.places})`
      : error instanceof UndeclaredCode
        ? error.message
        : '(message withheld)',
  )
  if (!(error instanceof Error)) {
    bare.name = `thrown ${typeof error}`
    bare.stack = bare.name
    return bare
  }
  bare.name = error.name
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  bare.stack = [`${bare.name}: ${bare.message}`, ...frames].join('\n')
  return bare
}

interface Target {
  isDestroyed(): boolean
  send(channel: string, ...args: unknown[]): void
}

/** Tells the page something it did not ask for. A payload outside the contract is a bug and throws here, not in the page. */
export function createPush(target: () => Target | undefined): <Name extends PushName>(name: Name, payload: Push<Name>) => void {
  return (name, payload) => {
    const value: unknown = pushes[name].parse(payload)
    const contents = target()
    if (contents && !contents.isDestroyed()) contents.send(pushChannel, { push: name, payload: value })
  }
}
