/** The whole of a screen, with what is fixed to the foot of the window at its foot: the window is made as tall as its content for a moment. */
import type { Page } from '@playwright/test'

export async function tallScreenshot(page: Page, path: string): Promise<void> {
  const size = page.viewportSize() ?? { width: 1366, height: 768 }
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  if (height > size.height) await page.setViewportSize({ width: size.width, height })
  await page.screenshot({ path })
  if (height > size.height) await page.setViewportSize(size)
}
