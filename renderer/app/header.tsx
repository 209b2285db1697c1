import { Link } from 'wouter'
import { roleNames } from '../../domain/station/roles.ts'
import { useSettings, useStationState } from '../client/use-case-client.ts'
import { Mark } from '../ui/mark.tsx'

export function Header({ onFind, onLock, onSwitch }: { onFind: () => void; onLock: () => void; onSwitch: () => void }) {
  const station = useStationState()
  const settings = useSettings()
  return (
    <header className="desk-header">
      <div className="desk-header__inner">
        <Link href="/" className="desk-header__name" aria-label="RA Desk, work list">
          <Mark />
          RA Desk
        </Link>
        <span className="desk-header__provider">{settings?.settings.serviceProvider.name}</span>
        <button type="button" className="desk-header__search" onClick={onFind} aria-keyshortcuts="Control+K">
          <span>Find a case or an action</span>
          <kbd aria-hidden="true">Ctrl+K</kbd>
        </button>
        {station.session && (
          <span>
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
