/** One command under way, and what each line that is heard means for it. */
import { announcesText, isInformation, readFinal, type Final, type PromptReply } from './at-reply.ts'

const mostLines = 64

interface UnderWay {
  /** What the modem may say back of our own words; `undefined` once it has. */
  echo: string | undefined
  readonly answer: string | undefined
  readonly wantsPrompt: boolean
  readonly lines: string[]
  overheard: boolean
  finish(reply: PromptReply): void
}

/** What is known between two lines. */
export interface AtState {
  underWay: UnderWay | undefined
  /** Between the prompt and the text. A result that comes in that moment takes the prompt back. */
  prompted: { final?: Final; overheard: boolean } | undefined
  /** The next line is the text of a stranger. */
  textFollows: boolean
}

export interface Exchange {
  /** After so long without a result the modem is silent. */
  readonly milliseconds: number
  readonly echo: string
  /** How information lines begin; `undefined`: none is wanted. */
  readonly answer?: string | undefined
  readonly wantsPrompt: boolean
  /** Something of a stranger came in before. */
  readonly overheard?: boolean
}

export function hearLine(state: AtState, line: string): void {
  const { underWay, prompted } = state
  if (line === '') return
  if (state.textFollows) {
    state.textFollows = false
    return
  }
  if (underWay?.echo !== undefined && line.replace(/\u001a$/, '').trim() === underWay.echo) {
    underWay.echo = undefined
    return
  }
  if (announcesText(line)) {
    state.textFollows = true
    if (underWay) underWay.overheard = true
    if (prompted) prompted.overheard = true
    return
  }
  const final = readFinal(line)
  if (prompted && final) prompted.final ??= final
  if (!underWay) return
  const { lines, overheard, answer } = underWay
  if (final) return underWay.finish({ ...final, lines, overheard })
  if (answer !== undefined && lines.length < mostLines && isInformation(line, answer)) lines.push(line)
}

/** Whether the prompt was waited for. */
export function hearPrompt({ underWay, textFollows }: AtState): boolean {
  if (!underWay?.wantsPrompt || textFollows) return false
  underWay.finish({ result: 'prompt' })
  return true
}

/** `say` writes; it is told whether the exchange is still open, and a write that fails ends it. */
export function runExchange(state: AtState, given: Exchange, say: (open: () => boolean) => Promise<void>): Promise<PromptReply> {
  return new Promise((resolve) => {
    const mine: UnderWay = {
      echo: given.echo,
      answer: given.answer,
      wantsPrompt: given.wantsPrompt,
      lines: [],
      overheard: given.overheard ?? false,
      finish(reply) {
        if (state.underWay !== mine) return
        clearTimeout(timer)
        state.underWay = undefined
        state.prompted = reply.result === 'prompt' ? { overheard: mine.overheard } : undefined
        resolve(reply)
      },
    }
    const timer = setTimeout(() => mine.finish({ result: 'silent' }), given.milliseconds)
    state.underWay = mine
    state.prompted = undefined
    say(() => state.underWay === mine).catch(() => mine.finish({ result: 'closed' }))
  })
}
