/** A card that answers from a list, and what was asked of it: for tests of single commands. */
import { formatHex, fromHex, toHex } from '../../domain/bytes.ts'
import { openCommand, type CardCommand } from '../../native/card/card-command.ts'

export interface ScriptedCommand {
  readonly command: CardCommand
  /** INS, P1, P2, data and expected length of each command, in hex; a dash for what was not there. */
  readonly asked: readonly string[]
}

/** Each answer is data and status word in hex, in the order in which they are asked for. A command too many throws. */
export function scriptedCommand(...answers: readonly string[]): ScriptedCommand {
  const left = [...answers]
  const asked: string[] = []
  const command = openCommand({
    send: ({ cla, ins, p1, p2, data, le }) => {
      const dataText = data === undefined ? '-' : toHex(data)
      asked.push(`${formatHex(Uint8Array.of(cla, ins, p1, p2))} ${dataText} ${le ?? '-'}`)
      const answer = left.shift()
      if (answer === undefined) throw new Error(`the card was asked once more than it has answers: ${asked.at(-1)!}`)
      const bytes = fromHex(answer)
      return Promise.resolve({ ok: true, value: { data: bytes.subarray(0, -2), sw: (bytes.at(-2)! << 8) | bytes.at(-1)! } })
    },
  })
  return { command, asked }
}
