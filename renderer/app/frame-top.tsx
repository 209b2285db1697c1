/** The top of every page: header, what every page must say, and the menu. In a small window (also at 200 %) the menu is behind a button. */
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { useMayOpen } from '../client/use-access.ts'
import { useStationState } from '../client/use-case-client.ts'
import { Header, type HeaderProps } from './header.tsx'
import { isCurrentPage, mainPages } from './navigation.ts'
import { Notices } from './notices.tsx'
import { PracticeBar } from './practice-bar.tsx'

const MENU = 'main-menu'

export function FrameTop({ location, ...header }: Omit<HeaderProps, 'menu'> & { readonly location: string }) {
  const { practice } = useStationState()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => setOpen(false), [location])
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <Header {...header} menu={{ id: MENU, open, button, onToggle: () => setOpen(!open) }} />
      {practice && <PracticeBar />}
      <Notices />
      <Navigation location={location} open={open} onClose={close} />
    </>
  )
}

interface NavigationProps {
  readonly location: string
  /** Only in a small window: elsewhere the menu is always there. */
  readonly open: boolean
  readonly onClose: () => void
}

function Navigation({ location, open, onClose }: NavigationProps) {
  const nav = useRef<HTMLElement>(null)
  const mayOpen = useMayOpen()
  useEffect(() => {
    if (open) nav.current?.querySelector<HTMLElement>('a[aria-current], a')?.focus()
  }, [open])
  return (
    <nav
      ref={nav}
      id={MENU}
      className="desk-nav"
      aria-label="Main"
      data-open={open ? '' : undefined}
      onKeyDown={(press) => {
        if (open && press.key === 'Escape') onClose()
      }}
    >
      <ul>
        {mainPages
          .filter(({ path }) => mayOpen(path))
          .map((page) => (
            <li key={page.path}>
              <Link href={page.path} data-words={page.title} aria-current={isCurrentPage(page, location) ? 'page' : undefined}>
                {page.title}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  )
}
