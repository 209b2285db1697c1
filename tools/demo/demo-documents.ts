/** The documents of the demonstration, and its checks of them and of the data folder. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DocumentRequest } from '../../preload/contract.ts'
import { scanFolder } from '../../test/support/canaries.ts'
import type { Journey } from '../../test/support/journey/journey.ts'
import { sendIpcRequest } from '../../test/support/ipc-request.ts'
import { readPdfText } from '../../test/support/pdf-text.ts'
import type { DemoPart } from './demo-parts.ts'
import type { DemoRun } from './demo-run.ts'

export type Documents = Record<'label' | 'manifestPdf' | 'manifestCsv' | 'manifestJson' | 'cardFace', string>
const documentNames: Documents = {
  label: 'label.pdf',
  manifestPdf: 'manifest.pdf',
  manifestCsv: 'manifest.csv',
  manifestJson: 'manifest.json',
  cardFace: 'card-face.pdf',
}

/** Collects what the agent saved, under plain names. A shell with native dialogs saves nothing by itself, so the documents are made again. */
export async function collectDocuments({ output }: DemoRun, { folder }: DemoPart, journey: Journey): Promise<Documents> {
  const { caseId = '', dispatchReference = '' } = journey
  const requests: Record<keyof Documents, DocumentRequest> = {
    label: { kind: 'label', caseId },
    cardFace: { kind: 'card-face', caseId },
    manifestPdf: { kind: 'manifest-pdf', dispatchReference },
    manifestCsv: { kind: 'manifest-csv', dispatchReference },
    manifestJson: { kind: 'manifest-json', dispatchReference },
  }
  const places = { ...documentNames }
  for (const key of Object.keys(documentNames) as (keyof Documents)[]) {
    places[key] = join(folder, documentNames[key])
    const place = join(output, places[key])
    const saved = journey.saved[key]
    if (saved !== undefined) copyFileSync(saved, place)
    else
      writeFileSync(
        place,
        Buffer.from((await sendIpcRequest(journey.page, 'document.preview', { document: requests[key] })).base64, 'base64'),
      )
  }
  return places
}

export async function checkDocuments(run: DemoRun, { sample }: DemoPart, documents: Documents): Promise<void> {
  const { output } = run
  const read = (key: keyof Documents) => readFileSync(join(output, documents[key]))
  const words = async (key: keyof Documents) => (await readPdfText(read(key))).join(' ')
  const { items } = JSON.parse(read('manifestJson').toString()) as { checkpoint: string; items: { itemReference: string }[] }
  const item = items[0]?.itemReference ?? 'no item'
  const label = await words('label')
  run.check(label.includes(sample.address.postcode) && label.includes(sample.name.family), 'the label has the name and the postcode')
  run.check((await words('cardFace')).includes(sample.nameOnCard), 'the card face has the name, with its accents')
  run.check(
    (await words('manifestPdf')).includes(item) && read('manifestCsv').toString().includes(item),
    'the manifest has the item as PDF, CSV and JSON',
  )
}

/** Nothing personal may be readable in the app's data folder. */
export async function checkCanaries(run: DemoRun, when: string, canaries: Parameters<typeof scanFolder>[1]): Promise<void> {
  const { files: searched, bytes, findings } = await scanFolder(run.dataFolder, canaries)
  for (const { file, what, form } of findings) run.problems.push(`the ${what} is in ${file} as ${form}`)
  run.check(
    findings.length === 0,
    `nothing personal can be read in the data folder ${when} (${searched} files, ${(bytes / 1e6).toFixed(0)} MB)`,
  )
}
