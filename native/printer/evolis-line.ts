/**
 * A conversation with an Evolis printer over any stream of bytes: one command at a time, answered with ACK, or with NACK and the code of why.
 * An answer that comes too late belongs to no command: after silence the line is left until it is quiet, so that no late ACK is taken for another command's.
 */
import type { ByteStream } from '../modem/at-command.ts'
import { frameOf, type EvolisCommand } from './evolis-commands.ts'

export type EvolisReply =
  /** `answer`: what a question was answered with, before ACK. */
  | { readonly result: 'ack'; readonly answer: string }
  | { readonly result: 'nack'; readonly code: string }
  /** The time ran out, or what came is no answer. */
  | { readonly result: 'silent' }
  /** `sent`: the printer may have the command. */
  | { readonly result: 'closed'; readonly sent: boolean }

export interface EvolisTiming {
  /** Milliseconds that a question and a move may take, and that the line must be quiet after silence. */
  readonly question: number
  readonly move: number
  readonly quiet: number
}

const ACK = 0x06
const NACK = 0x15
const longestAnswer = 64
const mostQuietRounds = 10

export interface EvolisLine {
  ask(command: EvolisCommand): Promise<EvolisReply>
  readonly closed: () => boolean
}

export function createEvolisLine(stream: ByteStream, timing: EvolisTiming): EvolisLine {
  let closed = false
  let answer = ''
  let refused = false
  let heard = false
  let hear: ((reply: EvolisReply) => void) | undefined
  let turn: Promise<unknown> = Promise.resolve()

  stream.onBytes((bytes) => {
    heard = true
    for (const byte of bytes) {
      if (!hear) continue
      if (refused) hear({ result: 'nack', code: String.fromCharCode(byte) })
      else if (byte === NACK) refused = true
      else if (byte === ACK) hear({ result: 'ack', answer: answer.trim() })
      else answer = (answer + String.fromCharCode(byte)).slice(-longestAnswer)
    }
  })
  stream.onClose(() => {
    closed = true
    hear?.({ result: 'closed', sent: true })
  })

  async function untilQuiet(): Promise<void> {
    for (let round = 0; round < mostQuietRounds && !closed; round++) {
      heard = false
      await new Promise((resolve) => setTimeout(resolve, timing.quiet))
      if (!heard) return
    }
  }

  async function askOnce(command: EvolisCommand): Promise<EvolisReply> {
    if (closed) return { result: 'closed', sent: false }
    answer = ''
    refused = false
    const reply = await new Promise<EvolisReply>((resolve) => {
      const timer = setTimeout(() => hear?.({ result: 'silent' }), command.kind === 'move' ? timing.move : timing.question)
      hear = (said) => {
        clearTimeout(timer)
        hear = undefined
        resolve(said)
      }
      stream.write(frameOf(command)).catch(() => hear?.({ result: 'closed', sent: true }))
    })
    if (reply.result === 'silent') await untilQuiet()
    return reply
  }

  return {
    ask(command) {
      const mine = turn.then(() => askOnce(command))
      turn = mine.catch(() => undefined)
      return mine
    },
    closed: () => closed,
  }
}
