/** Card traffic as text, `=>` out and `<=` back, one APDU a line. What carries a secret is redacted before it is written anywhere. */
import { decodeCommand } from '../card/apdu.ts'
import { toHex } from '../card/bytes.ts'
import { instructions } from '../card/piv.ts'
import type { CardConnection } from '../ports.ts'

const secretInstructions: ReadonlySet<number> = new Set([
  instructions.verify, instructions.changeReferenceData, instructions.resetRetryCounter, instructions.setManagementKey,
])

export interface TranscriptLine {
  readonly direction: '=>' | '<='
  readonly text: string
}

/** The header stays readable; the data of VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER and SET MANAGEMENT KEY does not. */
export function describeCommand(command: Uint8Array): string {
  const decoded = decodeCommand(command)
  // When the form cannot be read, no one can say where a secret begins.
  const secret = !decoded ? command.length > 4 : secretInstructions.has(decoded.ins) && decoded.data.length > 0
  return secret ? `${toHex(command.subarray(0, 4))} [${String(command.length - 4)} bytes withheld]` : toHex(command)
}

/** The same connection, telling what crosses it. Off unless someone asks for it: answers may hold what the card says about a person. */
export function recordConnection(connection: CardConnection, write: (line: TranscriptLine) => void): CardConnection {
  return {
    ...connection,
    async transmit(command) {
      write({ direction: '=>', text: describeCommand(command) })
      const answer = await connection.transmit(command)
      write({ direction: '<=', text: answer.ok ? toHex(answer.value) : `! ${answer.error.code}` })
      return answer
    },
  }
}
