/** Practice mode: controls of the virtual devices, and sample registrants. The IPC gate refuses these channels outside practice mode. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ok } from '../../domain/result.ts'
import type { Reply } from '../../preload/contract.ts'

export interface PracticeControls {
  /** `last`: the card that was in the reader before; a new one where there was none. */
  insertCard(which: 'new' | 'last'): Promise<void>
  removeCard(): Promise<void>
  /** Blank cards into the feeder of the practice printer with a contact station. */
  loadFeeder?(): Promise<void>
  messages(): Promise<readonly { readonly to: string; readonly body: string; readonly at: string }[]>
}

const mimes: Readonly<Record<string, string>> = { eml: 'message/rfc822', jpg: 'image/jpeg', png: 'image/png', pdf: 'application/pdf' }

/** One folder for each sample registrant; its name is the title. */
export async function readSamples(folder: string): Promise<Reply<'practice.samples'>> {
  const titles = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const samples = await Promise.all(
    titles
      .filter((entry) => entry.isDirectory())
      .map(async ({ name: title }) => {
        const names = (await readdir(join(folder, title))).filter((name) => mimes[name.split('.').at(-1) ?? ''])
        const files = await Promise.all(
          names.sort().map(async (name) => ({
            name,
            mime: mimes[name.split('.').at(-1)!]!,
            base64: (await readFile(join(folder, title, name))).toString('base64'),
          })),
        )
        return { title, files }
      }),
  )
  return ok({ samples })
}
