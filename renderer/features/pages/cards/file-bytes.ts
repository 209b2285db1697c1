/** A small file of the agent's as base64, or why it is not taken. */
import { err, ok, type Result } from '../../../../domain/result.ts'

export async function readSmallFile(file: File, mostBytes: number): Promise<Result<string>> {
  if (file.size > mostBytes)
    return err('file-too-large', 'This file is too large to be the right one. Nothing was imported.', 'Choose the right file.')
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return ok(btoa(text))
  } catch {
    return err(
      'file-unreadable',
      'This file cannot be read. Nothing was imported.',
      'Check that the file still exists and is not open in another program. Then choose it again.',
    )
  }
}
