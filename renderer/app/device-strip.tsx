/** Status bar: what the reader, printer and modem are doing, announced when it changes. */
import { useEffect, useRef } from 'react'
import { useDevices } from '../desk/use-desk.ts'
import { announce } from '../ui/index.ts'
import { describeChanges, describeDevices, type DeviceLine } from './device-words.ts'

export function DeviceStrip({ version }: { version: string }) {
  const devices = useDevices()
  const before = useRef<readonly DeviceLine[]>(undefined)
  useEffect(() => {
    if (!devices) return
    const now = describeDevices(devices)
    const change = before.current && describeChanges(before.current, now)
    before.current = now
    if (change) announce(change)
  }, [devices])
  const lines = devices ? describeDevices(devices) : []
  return (
    <footer className="desk-status">
      <ul aria-label="Devices">
        {devices === undefined && <li>Looking for devices…</li>}
        {lines.map((line) => (
          <li key={line.id} data-device={line.id.split(':')[0]}>
            <span className="desk-dot" data-state={line.state} aria-hidden="true" />
            <span><strong>{line.device}:</strong> {line.says}</span>
          </li>
        ))}
        {devices?.reader.kind === 'virtual' && <li className="desk-secondary">Virtual devices</li>}
        <li className="desk-secondary">RA Desk {version}</li>
      </ul>
    </footer>
  )
}
