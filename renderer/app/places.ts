/** The places of the app: main navigation, palette and window title read this one list. */
export interface Place {
  readonly path: string
  readonly title: string
  readonly shortcut: string
}

export const places: readonly Place[] = [
  { path: '/', title: 'Work list', shortcut: 'Alt+1' },
  { path: '/new', title: 'New request', shortcut: 'Alt+2' },
  { path: '/dispatch', title: 'Dispatch', shortcut: 'Alt+3' },
  { path: '/cards', title: 'Cards', shortcut: 'Alt+4' },
  { path: '/record', title: 'Record', shortcut: 'Alt+5' },
  { path: '/workstation', title: 'Workstation', shortcut: 'Alt+6' },
  { path: '/settings', title: 'Settings', shortcut: 'Alt+7' },
  { path: '/help', title: 'Help', shortcut: 'Alt+8' },
]

/** Whether a place is the one that is open: a case belongs to the work list. */
export function isCurrentPlace(place: Place, location: string): boolean {
  if (place.path === '/') return location === '/' || location.startsWith('/case/')
  return location === place.path || location.startsWith(`${place.path}/`)
}

/** Window title: never holds a name, because the system shows and remembers it. */
export function titleOf(location: string): string {
  const place = places.find((one) => isCurrentPlace(one, location))
  const words = location.startsWith('/case/') ? 'Case' : place?.title
  return words ? `${words} – RA Desk` : 'RA Desk'
}
