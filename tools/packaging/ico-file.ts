/** An icon file of Windows that holds PNG pictures, which Windows reads since Vista. */
import { Data } from 'resedit'

export interface IconPicture {
  /** Width and height in pixels, 256 at most. */
  readonly size: number
  readonly png: Uint8Array
}

export function makeIcoFile(pictures: readonly IconPicture[]): Buffer {
  const file = new Data.IconFile()
  file.icons = pictures.map(({ size, png }) => ({
    width: size,
    height: size,
    colors: 0,
    planes: 1,
    bitCount: 32,
    data: Data.RawIconItem.from(new Uint8Array(png).buffer, size, size, 32),
  }))
  return Buffer.from(file.generate())
}
