/** The main pages: navigation, palette, shortcuts and window title read this one list. */
export interface MainPage {
  readonly path: string
  readonly title: string
  readonly shortcut: string
}

const places: readonly Omit<MainPage, 'shortcut'>[] = [
  { path: '/', title: 'Today' },
  { path: '/work-list', title: 'Work list' },
  { path: '/new', title: 'New request' },
  { path: '/people', title: 'People' },
  { path: '/dispatch', title: 'Dispatch' },
  { path: '/cards', title: 'Cards' },
  { path: '/reports', title: 'Reports' },
  { path: '/record', title: 'Record' },
  { path: '/workstation', title: 'Workstation' },
  { path: '/settings', title: 'Settings' },
  { path: '/help', title: 'Help' },
]

const DIGITS = 10
/** Alt and the digits from 1 to 0, by place. Help has the key that it has everywhere. */
export const mainPages: readonly MainPage[] = places.map((place, index) => ({
  ...place,
  shortcut: place.path === '/help' ? 'F1' : `Alt+${(index + 1) % DIGITS}`,
}))

/** Whether a page is open. A case belongs to the work list. */
export function isCurrentPage(page: MainPage, location: string): boolean {
  if (page.path === '/') return location === '/'
  if (page.path === '/work-list' && location.startsWith('/case/')) return true
  return location === page.path || location.startsWith(`${page.path}/`)
}

/** Window title. Never put a name in it: the system shows and stores it. */
export function windowTitleOf(location: string): string {
  const page = mainPages.find((one) => isCurrentPage(one, location))
  const words = location.startsWith('/case/') ? 'Case' : page?.title
  return words ? `${words} – RA Desk` : 'RA Desk'
}
