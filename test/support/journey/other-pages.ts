/** Visits the pages that belong to no step. */
import { expect } from '@playwright/test'
import { goTo, patience } from '../at-the-screen.ts'
import type { Journey } from './journey.ts'
import { see } from './step.ts'

/** Pages that belong to no step. */
const otherPages: readonly {
  readonly screen: string
  readonly path: (journey: Journey) => string
  readonly heading: string | RegExp
}[] = [
  { screen: 'today', path: () => '/', heading: 'Today' },
  { screen: 'work-list', path: () => '/work-list', heading: 'Work list' },
  { screen: 'case', path: ({ caseId }) => `/case/${caseId!}`, heading: 'Registration steps' },
  { screen: 'history', path: ({ caseId }) => `/case/${caseId!}/history`, heading: 'History' },
  { screen: 'cards', path: () => '/cards', heading: 'Cards' },
  { screen: 'cards-stock', path: () => '/cards/stock', heading: 'Blank stock' },
  { screen: 'card', path: ({ card }) => `/cards/card/${card!.serial}`, heading: /^Card / },
  { screen: 'reports', path: () => '/reports', heading: 'Reports' },
  { screen: 'record', path: () => '/record', heading: 'Record' },
  { screen: 'workstation', path: () => '/workstation', heading: 'Workstation' },
  { screen: 'settings', path: () => '/settings', heading: 'Settings: Account' },
  { screen: 'settings-team', path: () => '/settings/team', heading: 'Settings: Team' },
  { screen: 'settings-workstation', path: () => '/settings/workstation', heading: 'Settings: Workstation' },
  { screen: 'settings-printer', path: () => '/settings/printer', heading: 'Settings: Workstation' },
  { screen: 'settings-policy', path: () => '/settings/policy', heading: 'Settings: Policy' },
  { screen: 'card-template', path: () => '/settings/card-template', heading: 'Card template' },
  { screen: 'help', path: () => '/help', heading: 'Help' },
]

export async function visitOtherPages(journey: Journey): Promise<void> {
  for (const { screen, path, heading } of otherPages) {
    await goTo(journey.page, path(journey))
    await expect(journey.page.getByRole('heading', { name: heading, level: 1 })).toBeVisible({ timeout: patience })
    await expect(journey.page.locator('.desk-spinner')).toHaveCount(0, { timeout: patience })
    await see(journey, screen)
  }
}
