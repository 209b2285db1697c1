/** Answers of a print system about its queues and jobs. */
import { type IppAttributeGroup, ippAttributes, ippGroup, type IppValue } from '../../native/printer/ipp.ts'
import { keyword, printerGroup, type Reaction, size } from './ipp-server.ts'

export const [idle, stopped] = [3, 5]
export const name = (value: string): IppValue => ({ kind: 'name', value })
export const state = (value: number): IppValue => ({ kind: 'enum', value })

export function queue(
  called: string,
  given: {
    readonly state?: number
    readonly reasons?: readonly string[]
    readonly more?: Readonly<Record<string, IppValue | readonly IppValue[]>>
  } = {},
): IppAttributeGroup {
  return printerGroup({
    'printer-name': name(called),
    'printer-state': state(given.state ?? idle),
    'printer-state-reasons': keyword(...(given.reasons ?? ['none'])),
    'printer-is-accepting-jobs': { kind: 'boolean', value: true },
    'media-size-supported': [size(21_000, 29_700), size(5398, 8560)],
    'document-format-supported': [{ kind: 'mimeMediaType', value: 'application/pdf' }],
    'print-scaling-supported': keyword('auto', 'fit', 'none'),
    'copies-supported': { kind: 'rangeOfInteger', low: 1, high: 99 },
    ...given.more,
  })
}

export const job = (id: number, jobState = 3): IppAttributeGroup => ({
  tag: ippGroup.job,
  attributes: ippAttributes({ 'job-id': { kind: 'integer', value: id }, 'job-state': state(jobState) }),
})
export const taken: Reaction = { status: 0, groups: [job(12)] }
