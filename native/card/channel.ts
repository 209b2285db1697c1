/**
 * How long commands and answers cross a link that carries short APDUs: small decorators, one inside another.
 * `openChannel` is the usual stack; each part is exported so that each can be tested by itself.
 */
import { ok, type Result } from '../../domain/result.ts'
import type { CardConnection, CardLink, ReaderFailureCode } from '../ports.ts'
import { readerFailure } from '../reader-failure.ts'
import {
  decodeResponse,
  encodeCommand,
  longestExtendedAnswer,
  longestShortAnswer,
  longestShortData,
  type CommandApdu,
  type ResponseApdu,
} from './apdu.ts'
import { concat, empty } from '../../domain/bytes.ts'
import { instructions } from './piv.ts'

export interface CardChannel {
  send(command: CommandApdu): Promise<Result<ResponseApdu, ReaderFailureCode>>
}

const chainingClass = 0x10

/** One command, one answer. An answer without a status word is a lost card, never data. */
function plainChannel(connection: Pick<CardConnection, 'transmit'>): CardChannel {
  return {
    async send(command) {
      const answer = await connection.transmit(encodeCommand(command))
      if (!answer.ok) return answer
      const response = decodeResponse(answer.value)
      return response ? ok(response) : readerFailure('card-lost')
    },
  }
}

/**
 * Cards differ in which Le they take. 6Cxx says how long the answer is: ask once more with exactly that. Some refuse 256 without saying (6700, or 6C00,
 * which only repeats it): then without any Le, from then on in this session. Each of them promises that nothing was carried out.
 */
function withRightLength(channel: CardChannel): CardChannel {
  let takesLongest = true
  return {
    async send(given) {
      const { le, ...bare } = given
      const command: CommandApdu = le === longestShortAnswer && !takesLongest ? bare : given
      const answer = await channel.send(command)
      if (!answer.ok) return answer
      const { sw } = answer.value
      const exact = sw >> 8 === 0x6c ? sw & 0xff || longestShortAnswer : undefined
      if (exact !== undefined && exact !== command.le) return channel.send({ ...command, le: exact })
      if (command.le !== longestShortAnswer || (exact === undefined && sw !== 0x6700)) return answer
      const without = await channel.send(bare)
      if (without.ok && without.value.sw !== 0x6700) takesLongest = false
      return without
    },
  }
}

/** 61xx: more is waiting; fetch it with GET RESPONSE until the card says otherwise. */
function withGetResponse(channel: CardChannel): CardChannel {
  return {
    async send(command) {
      const pieces: Uint8Array[] = []
      let answer = await channel.send(command)
      let length = 0
      while (answer.ok && answer.value.sw >> 8 === 0x61) {
        pieces.push(answer.value.data)
        // A card that never stops is as bad as one that never answers, also when its pieces are empty.
        length += Math.max(1, answer.value.data.length)
        if (length > longestExtendedAnswer) return readerFailure('reader-fault')
        answer = await channel.send({ cla: 0, ins: instructions.getResponse, p1: 0, p2: 0, le: answer.value.sw & 0xff || 256 })
      }
      return answer.ok ? ok({ data: concat(...pieces, answer.value.data), sw: answer.value.sw }) : answer
    },
  }
}

/** Command chaining of ISO 7816-4 §5.3.3: all pieces but the last carry class bit 0x10; a refusal of any piece is the answer. */
function withChaining(channel: CardChannel): CardChannel {
  return {
    async send(command) {
      const { data = empty, le, ...header } = command
      const last = { ...header, ...(le === undefined ? {} : { le: Math.min(le, longestShortAnswer) }) }
      let at = 0
      while (data.length - at > longestShortData) {
        const piece = { ...header, cla: header.cla | chainingClass, data: data.subarray(at, at + longestShortData) }
        const answer = await channel.send(piece)
        if (!answer.ok || answer.value.sw !== 0x9000) return answer
        at += longestShortData
      }
      return channel.send({ ...last, data: data.subarray(at) })
    },
  }
}

/**
 * What cards, drivers and T=0 answer to an extended APDU that they do not take, before they do anything: wrong length, class or command unknown,
 * wrong parameters, wrong order of pieces, and what cannot be named.
 */
const refusalsOfExtended: ReadonlySet<number> = new Set([0x6700, 0x6883, 0x6981, 0x6a86, 0x6d00, 0x6e00, 0x6f00])

/**
 * Extended APDUs for long data, where they get through; answers always come in short pieces, as every card can give them. A card or reader without
 * extended APDUs refuses the first one, or the reader does not pass it on, so the same command goes again in short pieces, and so do all that follow.
 */
function withExtendedLength(extended: CardChannel, short: CardChannel, link: CardLink): CardChannel {
  return {
    async send(command) {
      if ((command.data?.length ?? 0) <= longestShortData || link.carriesExtended === false) return short.send(command)
      const le = command.le === undefined ? {} : { le: Math.min(command.le, longestShortAnswer) }
      const answer = await extended.send({ ...command, ...le })
      // A card that took others may still refuse one by its length; all else that it answers is about the command itself.
      if (link.carriesExtended === true) return answer.ok && answer.value.sw === 0x6700 ? short.send(command) : answer
      const isRefused = answer.ok ? refusalsOfExtended.has(answer.value.sw) : answer.error.code === 'command-not-carried'
      if (answer.ok || isRefused) link.carriesExtended = !isRefused
      return isRefused ? short.send(command) : answer
    },
  }
}

/** `chained` never sends an extended APDU; `extended` tries one and falls back. */
export function openChannel(connection: Pick<CardConnection, 'transmit' | 'link'>, transport: 'chained' | 'extended'): CardChannel {
  const plain = withGetResponse(withRightLength(plainChannel(connection)))
  const chained = withChaining(plain)
  return transport === 'chained' ? chained : withExtendedLength(plain, chained, connection.link ?? {})
}
