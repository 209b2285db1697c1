/** The main pages: navigation, palette, shortcuts and window title read this one list. */
export interface MainPage {
  readonly path: string
  readonly title: string
  readonly shortcut: string
}

export const mainPages: readonly MainPage[] = [
  { path: '/', title: 'Work list', shortcut: 'Alt+1' },
  { path: '/new', title: 'New request', shortcut: 'Alt+2' },
  { path: '/dispatch', title: 'Dispatch', shortcut: 'Alt+3' },
  { path: '/cards', title: 'Cards', shortcut: 'Alt+4' },
  { path: '/record', title: 'Record', shortcut: 'Alt+5' },
  { path: '/workstation', title: 'Workstation', shortcut: 'Alt+6' },
  { path: '/settings', title: 'Settings', shortcut: 'Alt+7' },
  { path: '/help', title: 'Help', shortcut: 'Alt+8' },
  { path: '/people', title: 'People', shortcut: 'Alt+9' },
]

/** Whether a page is open. A case belongs to the work list. */
export function isCurrentPage(page: MainPage, location: string): boolean {
  if (page.path === '/') return location === '/' || location.startsWith('/case/')
  return location === page.path || location.startsWith(`${page.path}/`)
}

/** Window title. Never put a name in it: the system shows and stores it. */
export function windowTitleOf(location: string): string {
  const page = mainPages.find((one) => isCurrentPage(one, location))
  const words = location.startsWith('/case/') ? 'Case' : page?.title
  return words ? `${words} – RA Desk` : 'RA Desk'
}
