/** Parts of the build that are copied as they are: fonts of the printed documents, and samples for practice. */
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Something that the build makes. */
export interface Part {
  /** Files and folders whose content decides. */
  readonly sources: readonly string[]
  /** In `out`. */
  readonly product: string
  /** Makes the product at the given place, which is beside its final one. Answers the folders of the packages in it. */
  make(at: string): Promise<readonly string[]>
}

export const samplesPart = (root: string): Part => ({
  sources: [join(root, 'tools/demo/input'), join(root, 'tools/copied-parts.ts')],
  product: 'samples',
  make: (at) => {
    cpSync(join(root, 'tools/demo/input'), at, { recursive: true })
    return Promise.resolve([])
  },
})

export const fontsPart = (root: string): Part => ({
  sources: [join(root, 'package-lock.json'), join(root, 'tools/copied-parts.ts')],
  product: 'fonts',
  make: (at) => {
    const from = join(root, 'node_modules/@expo-google-fonts/noto-sans')
    mkdirSync(at, { recursive: true })
    for (const weight of ['400Regular', '600SemiBold']) {
      cpSync(join(from, weight, `NotoSans_${weight}.ttf`), join(at, `NotoSans_${weight}.ttf`))
    }
    cpSync(join(from, 'LICENSE_FONT'), join(at, 'OFL.txt'))
    return Promise.resolve([])
  },
})
