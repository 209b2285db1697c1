/**
 * Draws the icons of the packages from our own mark: `node tools/draw-icon.ts`. Needs Chromium. `packaging/icon.ico` is for Windows,
 * `packaging/icons/` for Linux. The results are kept in the project, so that packaging needs no browser.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { root } from '../test/support/checks.ts'
import { findChromium } from '../test/shells/chromium/find-chromium.ts'
import { makeIcoFile } from './packaging/ico-file.ts'

const mark = readFileSync(join(root, 'renderer/public/images/ra-desk.svg'), 'utf8')
const browser = await chromium.launch({ executablePath: findChromium(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
const page = await browser.newPage()
const draw = async (size: number) => {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>html,body{margin:0;background:transparent}svg{display:block;width:${String(size)}px}</style>${mark}`)
  return { size, png: await page.screenshot({ omitBackground: true }) }
}

mkdirSync(join(root, 'packaging/icons'), { recursive: true })
for (const size of [16, 32, 48, 64, 128, 256, 512]) {
  const { png } = await draw(size)
  writeFileSync(join(root, `packaging/icons/${String(size)}x${String(size)}.png`), png)
}
const sizes = []
for (const size of [16, 24, 32, 48, 64, 256]) sizes.push(await draw(size))
writeFileSync(join(root, 'packaging/icon.ico'), makeIcoFile(sizes))
await browser.close()
