/** Names under which files are saved. They may come from a case, a document or another program, and must be safe on Windows, macOS and Linux. */
import { singleLine } from './text-from-outside.ts'

/** Windows takes these for devices whatever ending follows: writing to `CON.pdf` writes to the console. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$/i
/** Leaves room for the folder in the 260 characters of a Windows path. */
const LONGEST_NAME = 120
const LONGEST_ENDING = 16

/**
 * One line without direction marks (which make `exe.pdf` of `fdp.exe`), without the characters that a file system gives a meaning, without
 * dots and spaces at its ends, which Windows drops, and never a device's name. A name that is safe already is not changed.
 */
export function safeFileName(name: string): string {
  const plain = trimEnds(
    singleLine(name)
      .normalize('NFC')
      .replace(/[<>:"/\\|?*]/g, '-'),
  )
  const dot = plain.lastIndexOf('.')
  const hasEnding = dot > 0 && plain.length - dot <= LONGEST_ENDING
  const ending = hasEnding ? plain.slice(dot) : ''
  const stem = trimEnds((hasEnding ? plain.slice(0, dot) : plain).slice(0, LONGEST_NAME - ending.length).toWellFormed())
  // Windows looks at what stands before the first dot.
  const device = DEVICE.test(trimEnds(stem.split('.')[0] ?? ''))
  return `${stem === '' ? 'file' : device ? `_${stem}` : stem}${ending}`
}

const trimEnds = (text: string): string => text.replace(/^[. ]+|(?<![. ])[. ]+$/g, '')
