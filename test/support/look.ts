/** Looks at a screen as a person would, at the two sizes of the house: pictures to be looked at, nothing off the side, nothing that axe finds. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { projectFolder } from '../shells/shells.ts'
import { findViolations } from './axe.ts'
import { tallScreenshot } from './tall-screenshot.ts'

/** The window is left at the first. */
export const windowSizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const

export interface LookOptions {
  /** Absent: light alone. */
  readonly schemes?: readonly ('light' | 'dark')[]
  /** The page from top to foot instead of the window. */
  readonly fullPage?: boolean
  /** The window as tall as its content, with what is fixed to its foot at the foot. */
  readonly tall?: boolean
  /** False for a screen that axe has seen already. */
  readonly axe?: boolean
}
export type Look = (page: Page, screen: string, options?: LookOptions) => Promise<void>

/** `place`: the folder of the pictures, below `test-output`. */
export function lookInto(place: string, always: LookOptions = {}): Look {
  const folder = join(projectFolder, 'test-output', place)
  return async (page, screen, given = {}) => {
    const { schemes = ['light'], fullPage = false, tall = false, axe = true } = { ...always, ...given }
    mkdirSync(folder, { recursive: true })
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme })
      for (const size of windowSizes.toReversed()) {
        await page.setViewportSize(size)
        const path = join(folder, `${screen}-${size.width}x${size.height}-${colorScheme}.png`)
        await (tall ? tallScreenshot(page, path) : page.screenshot({ path, fullPage }))
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1),
          `${screen} runs off the side at ${size.width}`,
        ).toBe(false)
      }
      if (axe) expect(await findViolations(page), `${screen}, ${colorScheme}`).toEqual([])
    }
    await page.emulateMedia({ colorScheme: 'light' })
  }
}
