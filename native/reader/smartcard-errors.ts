/** `smartcard` keeps the sentence of an error and drops its number. Here the number is put back, which the rest of RA Desk goes by. */

/** The sentences of version 3.7 (its `pcsc_errors.h`), and the numbers of winscard.h. What is not here stays without a number. */
const numbers: Readonly<Record<string, string>> = {
  'Operation cancelled': '80100002',
  'Invalid handle': '80100003',
  'Unknown reader': '80100009',
  'Operation timed out': '8010000a',
  'Sharing violation': '8010000b',
  'No smart card present': '8010000c',
  'Unknown card type': '8010000d',
  'Protocol mismatch': '8010000f',
  'Reader not ready': '80100010',
  'System cancelled operation': '80100012',
  'Communication error': '80100013',
  'Transaction failed': '80100016',
  'Reader unavailable': '80100017',
  'PC/SC service not running': '8010001d',
  'PC/SC service stopped': '8010001e',
  'No readers available': '8010002e',
  'Card is not supported': '80100065',
  'Card is unresponsive': '80100066',
  'Card is unpowered': '80100067',
  'Card was reset': '80100068',
  'Card was removed': '80100069',
}

export function codedError(error: unknown): Error {
  const words = error instanceof Error ? error.message : String(error)
  const number = Object.hasOwn(numbers, words) ? numbers[words] : undefined
  return new Error(number === undefined ? words : `${words} (0x${number})`)
}
