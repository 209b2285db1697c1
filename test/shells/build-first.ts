/** Both builds the specs run against: the product, and the small main of the shells' own tests. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, product, type PartName } from '../../tools/build.ts'
import { findElectron, projectFolder } from './shells.ts'

export const fixtureBuild = join(projectFolder, 'dist/shell-fixture')
export const productBuild = join(projectFolder, 'dist')

/** For specs of both: each build with its name. */
export const bothBuilds = [
  ['smallest main', fixtureBuild],
  ['product', productBuild],
] as const

export default async function buildFirst(): Promise<void> {
  const fixtures = join(projectFolder, 'test/shells/fixtures')
  const main: PartName[] = findElectron() === undefined ? ['chromium'] : ['chromium', 'electron']
  await build({
    out: fixtureBuild,
    mainEntry: join(fixtures, 'main.ts'),
    renderer: join(fixtures, 'renderer'),
    only: ['preload', ...main, 'renderer'],
  })
  if (existsSync(product.mainEntry)) await build(product)
}
