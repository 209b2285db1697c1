/** From the files that an agent chose to a template with its pictures: either one file that has them in it, or the template and its pictures side by side. */
import { z } from 'zod'
import { cardImageRules } from '../../../../domain/card/card-images.ts'
import { imagesOf, readCardTemplate, type CardTemplate } from '../../../../domain/card/card-template.ts'
import { err, ok, type Result } from '../../../../domain/result.ts'
import { findBase64, toBase64 } from '../../../../domain/bytes.ts'

export interface ReadTemplate {
  readonly template: CardTemplate
  readonly images: readonly { readonly name: string; readonly base64: string }[]
}

/** The template and its pictures as base64 text, with room for what base64 adds. */
const MAXIMUM_FILE = cardImageRules.maximumBytes * cardImageRules.maximumCount * 2

const embedded = z.record(z.string(), z.string()).optional()

type TakeImage = (file: Blob) => Promise<Result<Uint8Array>>

const isJson = ({ name }: { readonly name: string }): boolean => /\.json$/i.test(name)

export async function readTemplateFiles(files: readonly File[], takeImage: TakeImage): Promise<Result<ReadTemplate>> {
  const [file, ...others] = files.filter(isJson)
  if (!file)
    return err(
      'no-template',
      'None of these files is a template (.json). Nothing was changed.',
      'Choose the template and its pictures together.',
    )
  if (others.length > 0)
    return err('two-templates', 'You chose more than one template. Nothing was changed.', 'Choose one template and its pictures.')
  if (file.size > MAXIMUM_FILE)
    return err(
      'too-large',
      'This file is too large to be a card template. Nothing was changed.',
      'Choose the file that RA Desk saved, or the template without pictures in it.',
    )
  let value: unknown
  try {
    value = JSON.parse(await file.text())
  } catch {
    return err(
      'layout-invalid',
      'This file is not a card template. Nothing was changed.',
      'Choose the file that RA Desk saved, or correct the file.',
    )
  }
  const { images: within, ...rest } =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { images: undefined }
  const read = readCardTemplate(typeof value === 'object' && value !== null ? rest : value)
  if (!read.ok) return read
  const inFile = embedded.safeParse(within)
  if (!inFile.success)
    return err(
      'layout-invalid',
      'The pictures inside this template are not in the form that RA Desk saves. Nothing was changed.',
      'Choose the template and its pictures as separate files.',
    )
  const images: { name: string; base64: string }[] = []
  for (const name of imagesOf(read.value)) {
    const beside = files.find((one) => one.name.normalize() === name.normalize())
    const base64 = inFile.data?.[name]
    const picture = beside ?? (base64 === undefined ? undefined : findBlob(base64))
    if (!picture)
      return err(
        'image-missing',
        `The template names the picture ${name}, which is not among these files. Nothing was changed.`,
        'Choose the template and its pictures together.',
      )
    const taken = await takeImage(picture)
    if (!taken.ok)
      return err(
        taken.error.code,
        `${name}: ${taken.error.message} Nothing was changed.`,
        'Choose a JPEG or PNG picture that opens in other programs.',
      )
    images.push({ name, base64: toBase64(taken.value) })
  }
  return ok({ template: read.value, images })
}

function findBlob(base64: string): Blob | undefined {
  const bytes = findBase64(base64)
  return bytes && new Blob([bytes])
}
