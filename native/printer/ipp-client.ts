/**
 * One IPP question over HTTP, asked once: nothing here asks again. How it ended says whether the printer can have acted on it, because a card
 * that was perhaps printed is not a card that was not.
 */
import { request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { getCACertificates } from 'node:tls'
import { concat } from '../../domain/bytes.ts'
import { createPrinterHosts, PRINTER_HOST_REFUSED, type PrinterHosts } from './printer-hosts.ts'
import type { IppPlace } from './ipp-place.ts'
import { decodeIpp, encodeIpp, type IppAttributeGroup, type IppMessage } from './ipp.ts'

export type IppAnswer =
  | { readonly outcome: 'answered'; readonly answer: IppMessage }
  /** `elsewhere`: the address is not one that a printer may have here. `unreachable`, `untrusted`, `elsewhere`: not a byte of the question went out. `refused`: HTTP said no. `cut`: it went out, and what happened to it is not known. */
  | { readonly outcome: 'unreachable' | 'untrusted' | 'elsewhere' | 'refused' | 'cut' }

const biggestAnswer = 4 * 1024 * 1024

export interface IppQuestion {
  readonly operation: number
  readonly groups: readonly IppAttributeGroup[]
  readonly data?: Uint8Array
  /** Milliseconds without a byte either way, and milliseconds in all. */
  readonly patience: { readonly idle: number; readonly whole: number }
  /** PEM; what this workstation trusts when absent. */
  readonly certificates?: readonly string[]
  /** Where a question may go over TCP; this computer and the private ranges when absent. */
  readonly hosts?: PrinterHosts
}

const requestId = 1

/** Never rejects. */
export function askIpp(place: IppPlace, question: IppQuestion): Promise<IppAnswer> {
  const { operation, groups, data = new Uint8Array(), patience, certificates, hosts = createPrinterHosts([]) } = question
  if ('host' in place && !hosts.allows(place.host)) return Promise.resolve({ outcome: 'elsewhere' })
  const body = encodeIpp({ version: [2, 0], code: operation, requestId, groups, data })
  const secure = 'secure' in place && place.secure
  const options: RequestOptions = {
    ...('socketPath' in place ? { socketPath: place.socketPath } : { host: place.host, port: place.port, lookup: hosts.lookup }),
    path: place.path,
    method: 'POST',
    agent: false,
    timeout: patience.idle,
    headers: {
      'content-type': 'application/ipp',
      'content-length': body.length,
      accept: 'application/ipp',
      ...('socketPath' in place ? { host: 'localhost' } : {}),
    },
  }
  return new Promise((resolve) => {
    let handedOver = false
    let responded = false
    let untrusted = false
    let elsewhere = false
    const request = secure ? httpsRequest({ ...options, ca: [...(certificates ?? trusted())] }) : httpRequest(options)
    const whole = setTimeout(() => request.destroy(), patience.whole)
    const end = (answer: IppAnswer): void => {
      clearTimeout(whole)
      resolve(answer)
    }
    const lost = (): void => end({ outcome: handedOver ? 'cut' : elsewhere ? 'elsewhere' : untrusted ? 'untrusted' : 'unreachable' })
    request.on('socket', (socket) =>
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        handedOver = true
      }),
    )
    request.on('timeout', () => request.destroy())
    request.on('error', (reason: NodeJS.ErrnoException) => {
      untrusted = secure && /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/.test(reason.code ?? '')
      elsewhere = reason.code === PRINTER_HOST_REFUSED
      lost()
    })
    // It can close before the last of a whole answer was read.
    request.on('close', () => {
      if (!responded) lost()
    })
    request.on('response', (response) => {
      responded = true
      const { statusCode = 0 } = response
      if (statusCode !== 200) {
        request.destroy()
        // A fault of a server, or of one between it and us, can come after the printer took the job.
        return end({ outcome: statusCode >= 500 ? 'cut' : 'refused' })
      }
      const pieces: Uint8Array[] = []
      let size = 0
      response.on('data', (piece: Uint8Array) => {
        size += piece.length
        if (size > biggestAnswer) request.destroy()
        else pieces.push(piece)
      })
      response.on('error', lost)
      response.on('close', lost)
      response.on('end', () => {
        const answer = response.complete ? decodeIpp(concat(...pieces)) : undefined
        end(answer?.requestId === requestId ? { outcome: 'answered', answer } : { outcome: 'cut' })
      })
    })
    request.end(body)
  })
}

/** An organisation's own authority is in the store of the system, not in the one that Node carries. */
function trusted(): readonly string[] {
  return [...getCACertificates('default'), ...getCACertificates('system')]
}
