import type { RefObject } from 'react'
import { Link } from 'wouter'
import { roleNames } from '../../domain/station/roles.ts'
import { useSettings, useStationState } from '../client/use-case-client.ts'
import { Mark } from '../ui/mark.tsx'

export interface HeaderProps {
  readonly onFind: () => void
  readonly onLock: () => void
  readonly onSwitch: () => void
  /** In a small window the menu is behind a button. */
  readonly menu: {
    readonly id: string
    readonly open: boolean
    readonly button: RefObject<HTMLButtonElement | null>
    readonly onToggle: () => void
  }
}

export function Header({ onFind, onLock, onSwitch, menu }: HeaderProps) {
  const station = useStationState()
  const settings = useSettings()
  return (
    <header className="desk-header">
      <div className="desk-header__inner">
        <Link href="/" className="desk-header__name" aria-label="RA Desk, today">
          <Mark />
          RA Desk
        </Link>
        <button
          ref={menu.button}
          type="button"
          className="desk-header__menu"
          aria-expanded={menu.open}
          aria-controls={menu.id}
          onClick={menu.onToggle}
        >
          Menu
        </button>
        <span className="desk-header__provider">{settings?.settings.serviceProvider.name}</span>
        <button type="button" className="desk-header__search" onClick={onFind} aria-keyshortcuts="Control+K">
          <span>
            Find<span className="desk-header__long"> a case or an action</span>
          </span>
          <kbd aria-hidden="true">Ctrl+K</kbd>
        </button>
        {station.session && (
          <span className="desk-header__agent">
            {station.session.agentName}, {roleNames[station.session.role].title}
          </span>
        )}
        {station.agents.length > 1 && (
          <button type="button" onClick={onSwitch}>
            Switch agent
          </button>
        )}
        <button type="button" onClick={onLock} aria-keyshortcuts="Control+L">
          Lock<kbd aria-hidden="true">Ctrl+L</kbd>
        </button>
      </div>
    </header>
  )
}
