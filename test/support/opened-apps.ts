/** The apps that the tests of one file open. */
import { afterEach } from 'vitest'
import { openMainApp, type MainApp } from './main-app.ts'

/** Call it once at the top of a test file, and put every app into the list: after its test it is locked and its folder removed. */
export function closeAppsAfterEach(): MainApp[] {
  const opened: MainApp[] = []
  afterEach(async () => {
    for (const main of opened.splice(0)) {
      await main.close()
    }
  })
  return opened
}

/** Call it once at the top of a test file: it returns a function that opens an app and sets it up; each is closed after its test. */
export function setUpAppsForEach(): typeof openMainApp {
  const opened = closeAppsAfterEach()
  return async (given) => {
    const main = await openMainApp(given)
    opened.push(main)
    await main.setUp()
    return main
  }
}
