/** What the smart card service answers when it will not (winscard.h, pcsclite.h), as failures with words. */
import type { Err } from '../../domain/result.ts'
import type { ReaderFailureCode } from '../ports.ts'
import { readerFailure } from '../reader-failure.ts'

/** By the number that binding and service print, lower case. What is not here is a fault of the reader. */
export const pcscCodes: Readonly<Record<string, ReaderFailureCode>> = {
  '80100003': 'reader-service-stopped', // SCARD_E_INVALID_HANDLE: the service that gave the handle is gone
  '80100009': 'reader-gone', // SCARD_E_UNKNOWN_READER
  '8010000a': 'card-timed-out', // SCARD_E_TIMEOUT
  '8010000b': 'card-in-use', // SCARD_E_SHARING_VIOLATION
  '8010000c': 'no-card', // SCARD_E_NO_SMARTCARD
  '8010000d': 'card-unsupported', // SCARD_E_UNKNOWN_CARD
  '8010000f': 'card-unsupported', // SCARD_E_PROTO_MISMATCH
  '80100010': 'card-mute', // SCARD_E_NOT_READY
  '80100013': 'reader-service-stopped', // SCARD_F_COMM_ERROR: the service broke off
  '80100016': 'command-not-carried', // SCARD_E_NOT_TRANSACTED: the card went, or the driver does not take the command
  '80100017': 'reader-gone', // SCARD_E_READER_UNAVAILABLE
  '8010001c': 'card-unsupported', // SCARD_E_CARD_UNSUPPORTED
  '8010001d': 'reader-service-stopped', // SCARD_E_NO_SERVICE
  '8010001e': 'reader-service-stopped', // SCARD_E_SERVICE_STOPPED
  '80100027': 'reader-not-allowed', // SCARD_E_NO_ACCESS
  '8010002e': 'no-reader', // SCARD_E_NO_READERS_AVAILABLE
  '8010002f': 'command-not-carried', // SCARD_E_COMM_DATA_LOST: likewise
  '80100065': 'card-unsupported', // SCARD_W_UNSUPPORTED_CARD
  '80100066': 'card-mute', // SCARD_W_UNRESPONSIVE_CARD
  '80100067': 'card-unpowered', // SCARD_W_UNPOWERED_CARD
  '80100068': 'card-reset', // SCARD_W_RESET_CARD; macOS also says so of a card that was taken out
  '80100069': 'card-removed', // SCARD_W_REMOVED_CARD
  '8010006a': 'reader-not-allowed', // SCARD_W_SECURITY_VIOLATION
}

export function pcscFailure(error: unknown): Err<ReaderFailureCode> {
  const text = error instanceof Error ? error.message : String(error)
  const number = /0x(?:f{8})?([0-9a-f]{8})\b/i.exec(text)?.[1]?.toLowerCase()
  return readerFailure((number === undefined ? undefined : pcscCodes[number]) ?? 'reader-fault')
}
