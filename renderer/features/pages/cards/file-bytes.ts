/** A small file of the agent's as base64, or why it is not taken. */
import { err, ok, type Result } from '../../../../domain/result.ts'

export async function readSmallFile(file: File, mostBytes: number): Promise<Result<string>> {
  if (file.size > mostBytes)
    return err('file-too-large', 'This file is far larger than one of its kind. Nothing was taken from it.', 'Choose the right file.')
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return ok(btoa(text))
  } catch {
    return err(
      'file-unreadable',
      'This file cannot be read. Nothing was taken from it.',
      'Look whether it is still there and not open in another program, then choose it again.',
    )
  }
}
