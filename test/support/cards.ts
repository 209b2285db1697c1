/** Plans and pictures for card tests: invented, and obviously so. */
import { randomBytes } from 'node:crypto'
import { concat, fromHex } from '../../domain/bytes.ts'
import type { PersonalisationPlan } from '../../native/card/plan.ts'

export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length))
export const now = (): string => '2026-11-23T09:30:00.000Z'

/** A JPEG of one grey block, made longer with comments: the frame header is real, the picture is not a person. */
export function sampleJpeg(length = 4000): Uint8Array {
  const start = fromHex('FFD8FFE000104A46494600010100000100010000')
  const frame = fromHex('FFC0000B08014000F001011100')
  const end = fromHex('FFD9')
  const room = length - start.length - frame.length - end.length - 4
  const comment = concat(
    fromHex('FFFE'),
    Uint8Array.of((room + 2) >> 8, (room + 2) & 0xff),
    Uint8Array.from({ length: room }, (_, index) => index % 251),
  )
  return concat(start, comment, frame, end)
}

export function samplePlan(over: Partial<PersonalisationPlan> = {}): PersonalisationPlan {
  return {
    passcode: '004217',
    puk: '90314275',
    cardholder: {
      displayName: 'Siân Ŵyn Sample-Nguyễn',
      organisation: 'Example Integrated Care Board',
      uuid: '999900001111',
      expiry: '2029-11-22',
    },
    guid: fromHex('5A4D504C000040008000000000000001'),
    facialImage: sampleJpeg(),
    certificate: { kind: 'self-signed' },
    ...over,
  }
}

/** The example of TIG SCEPACS 2.2. */
export const agencyFascn = {
  agency: '0032',
  system: '0001',
  credential: '092446',
  series: '0',
  issue: '1',
  person: '1112223333',
  organisationCategory: '1',
  organisation: '1223',
  association: '2',
}
