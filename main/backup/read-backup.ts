/** Reads a backup line by line. Each piece is used only after the age format has authenticated it. */
import { findJson } from '../../domain/find-json.ts'
import { createHash, type Hash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { backupLine, findNewerVersion, type BackupHead, type BackupLine } from '../../domain/backup/lines.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { findHeaderFault, MOST_HEADER_BYTES, MOST_RECIPIENTS } from '../files/age-header.ts'
import { piecesIn, streamOf, type AgeIdentity } from './age-streams.ts'

export type BackupReadFailureCode = 'no-such-backup' | 'not-a-backup' | 'backup-key-wrong' | 'backup-damaged' | 'backup-newer'

/** Decrypted and taken line by line before other work goes on. */
const PIECE = 128 * 1024
/** The longest line that RA Desk writes is a picture of a card template, 2.7 MB; a longer one is not ours. It is parsed at once, some 20 ms. */
const LONGEST_LINE = 4 * 1024 * 1024
/** The last line lists every piece of a scan that the station had lost: of thousands of scans, when the disk was damaged. */
const LONGEST_LAST_LINE = 64 * 1024 * 1024
const LAST_LINE = Buffer.from('{"end":')

export interface OpenBackup {
  readonly head: BackupHead
  /** Every line after the head. Ends with a failure if a line does not read, or if the last line's digest is wrong. Read it once. */
  lines(): AsyncGenerator<Result<Exclude<BackupLine, { head: unknown }>, BackupReadFailureCode>>
  /** Closes the file, also when not everything was read. */
  close(): Promise<void>
}

export async function openBackup(path: string, identity: AgeIdentity): Promise<Result<OpenBackup, BackupReadFailureCode>> {
  const { Decrypter } = await import('age-encryption')
  const file = await open(path, 'r').catch(() => undefined)
  if (file === undefined) return noSuchBackup
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for (let offset = 0; ;) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(PIECE), 0, PIECE, offset)
      if (bytesRead === 0) return
      offset += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  }
  const fail = async <Failed>(failed: Failed): Promise<Failed> => {
    await file.close().catch(() => undefined)
    return failed
  }
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MOST_HEADER_BYTES), 0, MOST_HEADER_BYTES, 0)
    const fault = findHeaderFault(buffer.subarray(0, bytesRead))
    if (fault !== undefined) return await fail(fault === 'not-age' ? notABackup : headerTooLong)
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    const lines = linesIn(piecesIn(await decrypter.decrypt(streamOf(pieces()))))
    const first = await lines.next()
    const read = first.done ? undefined : findJson(first.value.toString('utf8'))
    const parsed = parseLine(read)
    const newer = findNewerVersion(read)
    if (newer !== undefined) return await fail(backupNewer)
    if (first.done || parsed === undefined || !('head' in parsed)) return await fail(notABackup)
    const digest = createHash('sha256')
    addTo(digest, first.value)
    return ok({
      head: parsed.head,
      lines: () => rest(lines, digest, () => file.close()),
      close: async () => {
        await lines.return(undefined).catch(() => undefined)
        await file.close().catch(() => undefined)
      },
    })
  } catch (error) {
    return fail(error instanceof Error && /no identity matched/.test(error.message) ? keyWrong : backupDamaged)
  }
}

const addTo = (digest: Hash, line: Buffer): void => {
  digest.update(line).update('\n')
}

async function* rest(lines: AsyncGenerator<Buffer>, digest: Hash, close: () => Promise<void>): ReturnType<OpenBackup['lines']> {
  try {
    let ended = false
    for await (const bytes of lines) {
      const line: BackupLine | undefined = ended ? undefined : parseLine(findJson(bytes.toString('utf8')))
      if (line === undefined || 'head' in line || ('end' in line && digest.digest('hex') !== line.end.digest)) {
        yield backupDamaged
        return
      }
      ended = 'end' in line
      if (!ended) addTo(digest, bytes)
      yield ok(line)
    }
    if (!ended) yield backupDamaged
  } catch {
    yield backupDamaged
  } finally {
    await close().catch(() => undefined)
  }
}

const isLastLine = ([first]: readonly Uint8Array[]): boolean => first !== undefined && LAST_LINE.equals(first.subarray(0, LAST_LINE.length))

async function* linesIn(plain: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const piece of plain) {
    let start = 0
    for (let at = piece.indexOf(0x0a); at >= 0; at = piece.indexOf(0x0a, start)) {
      yield Buffer.concat([...held, piece.subarray(start, at)])
      held = []
      length = 0
      start = at + 1
    }
    if (start < piece.length) {
      held.push(piece.slice(start))
      length += piece.length - start
    }
    if (length > (isLastLine(held) ? LONGEST_LAST_LINE : LONGEST_LINE)) throw new RangeError('a line is too long')
  }
  if (length > 0) throw new RangeError('the last line does not end')
}

function parseLine(read: unknown): BackupLine | undefined {
  const parsed = backupLine.safeParse(read)
  return parsed.success ? parsed.data : undefined
}

const noSuchBackup = err(
  'no-such-backup',
  'The file can no longer be found. Nothing was changed.',
  'Put the stick in again, and choose the file again.',
)
const notABackup = err(
  'not-a-backup',
  'This file is not a backup of RA Desk. Nothing was changed.',
  'Choose a file whose name begins with “ra-desk-” and ends with “.age”.',
)
const headerTooLong = err(
  'not-a-backup',
  `The beginning of this file is longer than ${MOST_HEADER_BYTES} bytes or names more than ${MOST_RECIPIENTS} receivers, which no backup of RA Desk does. Nothing was changed.`,
  'Choose a file whose name begins with “ra-desk-” and ends with “.age”.',
)
const keyWrong = err(
  'backup-key-wrong',
  'This recovery key does not open this backup. Nothing was changed.',
  'A backup opens only with the recovery key that was valid when it was made. Find the recovery sheet from that time, or choose another backup.',
)
export const backupDamaged = err(
  'backup-damaged',
  'This backup was altered or damaged. Nothing was changed.',
  'Choose another backup, as new as possible. Keep this file so that the damage can be examined.',
)
const backupNewer = err(
  'backup-newer',
  'This backup was written by a newer version of RA Desk. Nothing was changed.',
  'Install that version, or a newer one, and restore with it.',
)
