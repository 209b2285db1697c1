/** Draws the files of the sample registrants again: `node tools/demo/draw-samples.ts`. Only needed when the samples change. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { findChromium } from '../../test/shells/chromium/find-chromium.ts'
import { requestEmail } from './request-email.ts'
import { drawIdentityDocument, drawPhotograph, type Drawing } from './sample-drawings.ts'
import { sampleFiles, samples } from './samples.ts'

const input = join(import.meta.dirname, 'input')
const browser = await chromium.launch({ executablePath: findChromium(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })

async function draw({ width, height, html }: Drawing, quality: number): Promise<Uint8Array> {
  const page = await browser.newPage({ viewport: { width, height } })
  await page.setContent(html)
  const jpeg = await page.screenshot({ type: 'jpeg', quality })
  await page.close()
  return jpeg
}

for (const sample of samples) {
  const folder = join(input, sample.title)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, sampleFiles.request), requestEmail(sample))
  writeFileSync(join(folder, sampleFiles.photograph), await draw(drawPhotograph(sample), 88))
  writeFileSync(join(folder, sampleFiles.identityDocument), await draw(drawIdentityDocument(sample), 80))
  console.log(`Drawn: ${sample.title}`)
}
await browser.close()
