/** Makes a new crop from a file or from the attached photograph: the pictures, each sealed by itself, and one event. */
import { useRef, useState } from 'react'
import { photoProblems, type Box } from '../../../../domain/card/photo.ts'
import type { Evidence } from '../../../../domain/values.ts'
import type { Failure } from '../../../../domain/result.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import type { EncodedImage } from '../../../images/encode.ts'
import { encodePhotograph, reencode } from '../../../images/encode-apart.ts'
import { openPhotograph, type OpenPicture } from '../../../images/take-file.ts'
import { announce, cancelledByAgent } from '../../../ui/index.ts'
import type { ReadyCase } from '../step-screen.ts'

export interface Crop {
  readonly open: OpenPicture | undefined
  readonly problems: readonly string[]
  readonly busy: boolean
  readonly failure: Failure | undefined
  begin(file: Blob): Promise<void>
  beginAgain(evidence: Evidence): Promise<void>
  use(picture: ImageBitmap, box: Box): Promise<Failure | undefined>
  cancel(): void
}

export function useCrop(handle: ReadyCase, reason: string | undefined): Crop {
  const client = useCaseClient()
  const [open, setOpen] = useState<OpenPicture>()
  const wanted = useRef<OpenPicture>(undefined)
  const [problems, setProblems] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()

  const begin = async (file: Blob) => {
    setBusy(true)
    setFailure(undefined)
    const opened = await openPhotograph(file)
    setBusy(false)
    if (!opened.ok) return setFailure(opened.error)
    const { picture, bytes, mime } = opened.value
    const found = photoProblems({ width: picture.width, height: picture.height, bytes, mime })
    const refused = found.find(({ weight }) => weight === 'refused')
    if (refused) return setFailure(refused)
    setProblems(found.map(({ message }) => message))
    wanted.current = opened.value
    setOpen(opened.value)
  }

  const close = () => {
    wanted.current = undefined
    open?.picture.close()
    setOpen(undefined)
  }

  const use = async (picture: ImageBitmap, box: Box): Promise<Failure | undefined> => {
    if (!open) return undefined
    // Both take their copy of the picture now: Cancel closes it.
    const [original, cropped] = await Promise.all([reencode(picture, open.mime), encodePhotograph(picture, box)])
    if (wanted.current !== open) return undefined
    if (!original.ok) return original.error
    if (!cropped.ok) return cropped.error
    const attach = async ({ bytes, mime, width, height }: EncodedImage) =>
      wanted.current === open ? client.attach(handle.caseId, bytes, { mime, width, height }) : cancelledByAgent
    const evidence = await attach(original.value)
    if (!evidence.ok) return evidence.error
    const print = await attach(cropped.value.print)
    if (!print.ok) return print.error
    const chip = await attach(cropped.value.chip)
    if (!chip.ok) return chip.error
    const smallerChips: Evidence[] = []
    for (const one of cropped.value.smallerChips) {
      const smaller = await attach(one)
      if (!smaller.ok) return smaller.error
      smallerChips.push(smaller.value)
    }
    const pictures = { evidence: evidence.value, print: print.value, chip: chip.value, smallerChips }
    if (wanted.current !== open) return undefined
    const acted = await handle.act({ kind: 'photographAttached', ...pictures }, reason)
    if (!acted.ok) return acted.error
    close()
    announce('The photograph is attached')
    return undefined
  }

  return {
    open,
    problems,
    busy,
    failure,
    begin,
    use,
    cancel: close,
    beginAgain: async (evidence) =>
      begin(new Blob([(await client.readEvidence(evidence)) as Uint8Array<ArrayBuffer>], { type: evidence.mime })),
  }
}
