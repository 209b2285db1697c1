/** Puts a stored picture on the system's clipboard. The page does it, because `main` decodes no picture. */
import type { Evidence } from '../../../../domain/values.ts'
import type { CaseClient } from '../../../client/case-client.ts'

/** The clipboard of a browser takes PNG only. False if the system does not take it. */
export async function putOnClipboard(client: Pick<CaseClient, 'readEvidence'>, crop: Evidence): Promise<boolean> {
  try {
    const bytes = await client.readEvidence(crop)
    const picture = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: crop.mime }))
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    canvas.getContext('2d')!.drawImage(picture, 0, 0)
    picture.close()
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': await canvas.convertToBlob({ type: 'image/png' }) })])
    return true
  } catch {
    return false
  }
}
