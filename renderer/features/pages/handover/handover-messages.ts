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
  outstanding: 'Receipt outstanding',
  gone: 'The other workstation has signed',
  'taken-back': 'Taken back: two workstations may hold it',
  here: 'Here',
  'moved-on': 'Handed over again since',
}
const come: Readonly<Record<CustodyNow, string>> = { ...going, here: 'In hand here', 'moved-on': 'Handed on since' }

export const custodyInWords = (direction: HandoverRow['direction'], custody: CustodyNow): string =>
  (direction === 'out' ? going : come)[custody]
