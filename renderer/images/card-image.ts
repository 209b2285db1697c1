/** A picture for the station's card: decoded here in the sandbox and written again from its pixels, no larger than a card can use. */
import { err, ok, type Result } from '../../domain/result.ts'
import { acceptFile, readFile, type FileRefusal } from './accept.ts'
import { decodeImage } from './encode.ts'
import { encodeCardImage } from './encode-apart.ts'

export async function takeCardImage(file: Blob): Promise<Result<Uint8Array, FileRefusal>> {
  const read = await readFile(file)
  if (!read.ok) return read
  const kind = acceptFile(read.value, ['image/jpeg', 'image/png'])
  if (!kind.ok) return kind
  const picture = await decodeImage(read.value, kind.value as 'image/jpeg' | 'image/png')
  if (!picture.ok) return picture
  const bytes = await encodeCardImage(picture.value, kind.value as 'image/jpeg' | 'image/png')
  picture.value.close()
  return bytes
    ? ok(bytes)
    : err('too-large', 'The picture has too much detail for a card.', 'Save it with less detail, or with fewer pixels.')
}
