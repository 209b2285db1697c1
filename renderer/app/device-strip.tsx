/** Status bar: what the reader, printer and modem are doing, announced when it has changed, and where it can be put right. */
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { useDevices } from '../client/use-case-client.ts'
import { BackupLine } from '../features/pages/backup/backup-line.tsx'
import { announce } from '../ui/index.ts'
import { describeChanges, describeDevices, type DeviceLine } from '../ui/device-messages.ts'
import { settled, type Settled } from './settled.ts'
import './device-strip.css'

const REST_MILLISECONDS = 600

/** What was last said stays what it was until the devices have come to rest. */
function useAnnouncements(lines: readonly DeviceLine[] | undefined): void {
  const said = useRef<readonly DeviceLine[]>(undefined)
  const rest = useRef<Settled<readonly DeviceLine[]>>(undefined)
  rest.current ??= settled(REST_MILLISECONDS, (now) => {
    const change = said.current && describeChanges(said.current, now)
    said.current = now
    if (change) announce(change)
  })
  useEffect(() => {
    if (!lines) return
    said.current ??= lines
    rest.current?.take(lines)
  }, [lines])
  useEffect(() => () => rest.current?.cancel(), [])
}

export function DeviceStrip({ version }: { version: string }) {
  const devices = useDevices()
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
        <BackupLine />
        {devices?.reader.kind === 'virtual' && <li className="desk-secondary">Virtual devices</li>}
        <li className="desk-secondary desk-status__version">RA Desk {version}</li>
      </ul>
    </footer>
  )
}
