/** Status bar: what the reader, printer and modem are doing, with a link to fix problems. Announces changes. Short words that something was done stand in it too, so that they cover nothing. */
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { useDevices, useStationState } from '../client/use-case-client.ts'
import { BackupLine } from '../features/pages/backup/backup-line.tsx'
import { announce, Toaster } from '../ui/index.ts'
import { describeChanges, describeDevices, type DeviceLine } from '../ui/device-messages.ts'
import { debounce, type Debounced } from './debounce.ts'
import './device-strip.css'

const PAUSE_MILLISECONDS = 600

/** Announces changes once the devices stop changing. */
function useAnnouncements(lines: readonly DeviceLine[] | undefined): void {
  const announced = useRef<readonly DeviceLine[]>(undefined)
  const announcement = useRef<Debounced<readonly DeviceLine[]>>(undefined)
  announcement.current ??= debounce(PAUSE_MILLISECONDS, (now) => {
    const change = announced.current && describeChanges(announced.current, now)
    announced.current = now
    if (change) announce(change)
  })
  useEffect(() => {
    if (!lines) return
    announced.current ??= lines
    announcement.current?.take(lines)
  }, [lines])
  useEffect(() => () => announcement.current?.cancel(), [])
}

export function DeviceStrip({ version }: { version: string }) {
  const devices = useDevices()
  const { practice } = useStationState()
  const lines = devices && describeDevices(devices)
  useAnnouncements(lines)
  return (
    <footer className="desk-status">
      <ul aria-label="Devices">
        {lines === undefined && <li>Looking for devices…</li>}
        {lines?.map((line) => (
          <li key={line.id} data-device={line.id.split(':')[0]}>
            <span className="desk-dot" data-state={line.state} aria-hidden="true" />
            <span>
              <strong>{line.device}:</strong> {line.message}
            </span>
            {line.state === 'bad' && (
              <Link className="device-strip__help" href="/workstation">
                Fix<span className="nhsuk-u-visually-hidden">: {line.device}</span>
              </Link>
            )}
          </li>
        ))}
        {/* Nothing in practice needs a backup. */}
        {!practice && <BackupLine />}
        {devices?.reader.kind === 'virtual' && <li className="desk-secondary">Virtual devices</li>}
        <li className="desk-secondary desk-status__version">RA Desk {version}</li>
      </ul>
      <Toaster />
    </footer>
  )
}
