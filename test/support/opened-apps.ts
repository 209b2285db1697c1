/** The apps that the tests of one file open. */
import { afterEach } from 'vitest'
import type { MainApp } from './main-app.ts'

/** Call it once at the top of a test file, and put every app into the list: after its test it is locked and its folder removed. */
export function closeAppsAfterEach(): MainApp[] {
  const opened: MainApp[] = []
  afterEach(async () => {
    for (const main of opened.splice(0)) {
      await main.app.lock('closed')
      main.remove()
    }
  })
  return opened
}
