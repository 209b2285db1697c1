/** The end of a segment that holds no whole frame: a torn write, which is set aside, or damage, which stops the opening. */
import { stat } from 'node:fs/promises'
import { readUnsigned } from '../../domain/bytes.ts'
import type { TornTail } from '../../domain/record/findings.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { writeFileAtomically } from '../files/atomic-file.ts'
import { findHead, FRAME_HEAD_LENGTH, FRAME_MAGIC, newestSigner, type FrameKeys } from '../files/frame-format.ts'
import { frameLength, WINDOW, type ReadThrough } from '../files/frame-file.ts'
import { readAt, type JournalFile } from '../files/random-access-file.ts'

/** Whether the unreadable end is only a torn write: neither of a newer key version nor followed by a frame of this vault. */
export async function isTorn(keys: FrameKeys, file: JournalFile, { end, size }: ReadThrough): Promise<boolean> {
  return !(await isOfLaterKeyVersion(keys, file, end)) && !(await holdsLaterFrame(keys, file, end + 1, size))
}

/** A frame of a newer key version is no torn end: opening with an older copy of the keys must cut nothing off. */
async function isOfLaterKeyVersion(keys: FrameKeys, file: JournalFile, offset: number): Promise<boolean> {
  const head = await readAt(file, offset, FRAME_HEAD_LENGTH)
  return (
    head.length === FRAME_HEAD_LENGTH &&
    FRAME_MAGIC.every((byte, index) => head[index] === byte) &&
    readUnsigned(head, 16, 4) > newestSigner(keys).keyVersion
  )
}

/** Whether a frame of this vault begins anywhere after `from`. Then the unreadable bytes before it are damage, not a torn end. */
async function holdsLaterFrame(keys: FrameKeys, file: JournalFile, from: number, size: number): Promise<boolean> {
  const window = Math.min(size - from, WINDOW)
  for (let start = from; start < size; start += window) {
    const bytes = Buffer.from(await readAt(file, start, window + FRAME_HEAD_LENGTH - 1))
    for (let found = bytes.indexOf(FRAME_MAGIC); found >= 0 && found < window; found = bytes.indexOf(FRAME_MAGIC, found + 1)) {
      if (findHead(keys, bytes.subarray(found)) !== undefined) return true
    }
  }
  return false
}

/** Cuts the tail off the segment and keeps its bytes in a file of their own. */
export async function setTailAside(
  path: string,
  file: JournalFile,
  { end, size, lastSeq, head }: ReadThrough,
): Promise<Result<TornTail, 'disk-full' | 'journal-failed'>> {
  const kind = size - end < FRAME_HEAD_LENGTH || (head !== undefined && size - end < frameLength(head)) ? 'incomplete' : 'unreadable'
  const tail = await readAt(file, end, size - end)
  const aside = await freeName(`${path}.torn-after-${lastSeq}`)
  const kept = await writeFileAtomically(aside, tail)
  if (!kept.ok)
    return kept.error.code === 'disk-full'
      ? err('disk-full', kept.error.message, kept.error.next)
      : err('journal-failed', kept.error.message, kept.error.next)
  await file.truncate(end)
  await file.datasync()
  return ok({ file: aside, bytes: tail.length, kind })
}

async function freeName(base: string): Promise<string> {
  for (let number = 0; ; number += 1) {
    const name = number === 0 ? base : `${base}.${number}`
    if (
      await stat(name).then(
        () => false,
        () => true,
      )
    )
      return name
  }
}
