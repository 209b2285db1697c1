/** Which printer an IPP question goes to, and how each question is asked. */
import { existsSync } from 'node:fs'
import { ippAttributes, ippGroup, ippOperation, type IppAttributeGroup, type IppMessage, type IppValue } from './ipp.ts'
import { askIpp, type IppAnswer } from './ipp-client.ts'
import { findIppPlace, type IppPlace } from './ipp-place.ts'
import type { PrinterHosts } from './printer-hosts.ts'

export interface IppTarget {
  readonly uri: string
  readonly place: IppPlace
}

/** Where CUPS is asked. */
export type CupsPlace = { readonly socketPath: string } | { readonly host: string; readonly port: number }

const cupsSockets = ['/run/cups/cups.sock', '/private/var/run/cupsd']
const question = { idle: 5_000, whole: 10_000 }

/** One printer by its address. Throws when it is not the address of an IPP printer. */
export function getDirectTarget(uri: string): IppTarget {
  const place = findIppPlace(uri)
  if (!place) throw new TypeError('not the address of an IPP printer: ipps://…, or ipp:// on this machine')
  return { uri, place }
}

/** A path of CUPS: `/` for all queues. `cups` absent: its socket when it is there, port 631 of this machine when not. */
export function getCupsTarget(path: string, cups: CupsPlace = findCups()): IppTarget {
  return { uri: `ipp://localhost${path}`, place: 'socketPath' in cups ? { ...cups, path } : { ...cups, path, secure: false } }
}

function findCups(): CupsPlace {
  const socketPath = cupsSockets.find((path) => existsSync(path))
  return socketPath === undefined ? { host: 'localhost', port: 631 } : { socketPath }
}

export type AskTarget = (
  target: IppTarget,
  operation: number,
  operationAttributes: Readonly<Record<string, IppValue | readonly IppValue[]>>,
  rest?: Partial<Parameters<typeof askIpp>[1]>,
) => Promise<IppAnswer>

/** `userName`: whose jobs they are. `certificates`: PEM of whom an `ipps` printer is believed from. */
export function createAskTarget(userName: string, certificates: readonly string[] | undefined, hosts?: PrinterHosts): AskTarget {
  return (target, operation, operationAttributes, rest = {}) => {
    const first: IppAttributeGroup = {
      tag: ippGroup.operation,
      attributes: ippAttributes({
        'attributes-charset': { kind: 'charset', value: 'utf-8' },
        'attributes-natural-language': { kind: 'naturalLanguage', value: 'en-gb' },
        ...(operation === ippOperation.cupsGetPrinters ? {} : { 'printer-uri': { kind: 'uri', value: target.uri } }),
        'requesting-user-name': { kind: 'name', value: userName },
        ...operationAttributes,
      }),
    }
    return askIpp(target.place, {
      operation,
      patience: question,
      ...(certificates ? { certificates } : {}),
      ...(hosts ? { hosts } : {}),
      ...rest,
      groups: [first, ...(rest.groups ?? [])],
    })
  }
}

export const keywords = (values: readonly string[]): readonly IppValue[] => values.map((value) => ({ kind: 'keyword', value }))
export const isSuccess = ({ code }: IppMessage): boolean => code < 0x0100
/** RFC 8011 Appendix B.1.4.7. CUPS says so when there is no queue of the name, or none at all. */
export const notFound = 0x0406
