/** Runs in each worker before its test file: says on the disk which test runs, and ends the worker when the run was killed. */
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, expect } from 'vitest'
import { noteOfRunning } from './running-tests.ts'

// The processes that the tests started end with the worker. This file runs once for each test file, in a worker that may have several.
if (!process.listeners('disconnect').some(({ name }) => name === 'endWithTheRun'))
  process.once('disconnect', function endWithTheRun() {
    process.exit(1)
  })

const note = noteOfRunning()
const file = relative(fileURLToPath(new URL('../..', import.meta.url)), expect.getState().testPath ?? '')
note.running(file)
beforeEach(({ task }) => note.running(`${file}: ${task.fullTestName}`))
afterAll(() => note.nothing())
