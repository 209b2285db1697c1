/** Words and figures that the pages of handover share. */
import type { Output } from '../../../../preload/contract.ts'
import { formatCount } from '../../../ui/index.ts'

export type HandoverState = Output<'handover.read'>
export type HandoverRow = HandoverState['handovers'][number]
type CustodyNow = HandoverRow['cases'][number]['custody']

export const casesInWords = (count: number): string => (count === 1 ? '1 case' : `${formatCount(count)} cases`)

export function sizeInWords(bytes: number): string {
  return bytes < 1_000_000 ? `${formatCount(Math.max(1, Math.round(bytes / 1_000)))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

const going: Readonly<Record<CustodyNow, string>> = {
  outstanding: 'Waiting for receipt',
  gone: 'Signed for by the other workstation',
  'taken-back': 'Taken back: two workstations may hold it',
  here: 'Here',
  'moved-on': 'Handed over again',
}
const come: Readonly<Record<CustodyNow, string>> = { ...going, here: 'Held here', 'moved-on': 'Handed over again' }

export const custodyInWords = (direction: HandoverRow['direction'], custody: CustodyNow): string =>
  (direction === 'out' ? going : come)[custody]
