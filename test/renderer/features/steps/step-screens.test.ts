import { existsSync, globSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { isStepId } from '../../../../domain/case/steps.ts'
import { bundledEditions } from '../../../../domain/guidance/index.ts'
import { hasScreen } from '../../../../renderer/features/steps/step-screens.ts'

const folder = join(import.meta.dirname, '../../../../renderer/features/steps')
const screens = globSync('*/*-step.tsx', { cwd: folder })

test.each(bundledEditions.flatMap(({ id, steps }) => steps.map((step) => [id, step.id] as const)))(
  'screen: edition %s, step %s has one, in the folder of its name',
  (_edition, id) => {
    expect(hasScreen(id)).toBe(true)
    expect(existsSync(join(folder, id, `${id}-step.tsx`))).toBe(true)
  },
)

test.each(screens)('screen: %s belongs to a step of an edition', (screen) => {
  const id = basename(screen, '-step.tsx')
  expect(dirname(screen)).toBe(id)
  expect(isStepId(id)).toBe(true)
  expect(bundledEditions.some(({ steps }) => steps.some((step) => step.id === id))).toBe(true)
})
