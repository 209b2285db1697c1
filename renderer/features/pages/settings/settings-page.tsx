/** Station settings: every part on one page, and a list of them that leads to each. `/settings/printer` is the page at its printer. */
import './settings.css'
import { useState } from 'react'
import { Link } from 'wouter'
import { useStationState } from '../../../client/use-case-client.ts'
import { SummaryList, toast } from '../../../ui/index.ts'
import { CardTemplatePart } from './card-template-part.tsx'
import { AgentsPart } from './agents-part.tsx'
import { AuthorityPart } from './authority-part.tsx'
import { CardsPart } from './cards-part.tsx'
import { EditionsPart } from './editions-part.tsx'
import { ModemPart } from './modem-part.tsx'
import { OrganisationsPart } from './organisations-part.tsx'
import { PassphrasePart } from './passphrase-part.tsx'
import { PolicyPart } from './policy-part.tsx'
import { PrinterPart } from './printer-part.tsx'
import { ProviderPart } from './provider-part.tsx'
import { ReturnAddressPart } from './return-address-part.tsx'
import { StaffPart } from './staff-part.tsx'
import { TextsAndLabelsPart } from './texts-and-labels-part.tsx'

const parts = [
  { id: 'agents', title: 'Agents', Part: AgentsPart },
  { id: 'passphrase', title: 'Your passphrase', Part: PassphrasePart },
  { id: 'provider', title: 'Provider and agent', Part: ProviderPart },
  { id: 'organisations', title: 'Organisations', Part: OrganisationsPart },
  { id: 'return-address', title: 'Return address', Part: ReturnAddressPart },
  { id: 'staff', title: 'RA staff', Part: StaffPart },
  { id: 'texts-and-labels', title: 'Texts and labels', Part: TextsAndLabelsPart },
  { id: 'card', title: 'Card template', Part: CardTemplatePart },
  { id: 'printer', title: 'Card printer', Part: PrinterPart },
  { id: 'modem', title: 'Modem', Part: ModemPart },
  { id: 'editions', title: 'Editions of the guidance', Part: EditionsPart },
  { id: 'policy', title: 'Policy of your organisation', Part: PolicyPart },
  { id: 'cards', title: 'Cards', Part: CardsPart },
  { id: 'authority', title: 'Issuing authority', Part: AuthorityPart },
] as const
const SAFETY = { id: 'safety', title: 'Safety' }

/** `part`: where the page opens. */
export function Settings({ part: opened }: { part?: string }) {
  // Remount a saved part so that it shows the stored values.
  const [versions, setVersions] = useState<Readonly<Record<string, number>>>({})
  const saved = (id: string) => (message: string) => {
    toast.success(message)
    setVersions((now) => ({ ...now, [id]: (now[id] ?? 0) + 1 }))
  }
  return (
    <>
      <h1 className="nhsuk-heading-l">Settings</h1>
      <div className="settings">
        <nav className="settings-list" aria-label="Parts of the settings">
          <ul>
            {[...parts, SAFETY].map(({ id, title }) => (
              <li key={id}>
                <Link href={`/settings/${id}`} aria-current={id === opened ? 'true' : undefined}>
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          {parts.map(({ id, title, Part }) => (
            <section key={id} className="desk-card" aria-labelledby={`part-${id}`}>
              <h2 className="nhsuk-heading-m" id={`part-${id}`} data-landing={id === opened || undefined}>
                {title}
              </h2>
              <Part key={versions[id] ?? 0} saved={saved(id)} />
            </section>
          ))}
          <Safety opened={opened === SAFETY.id} />
        </div>
      </div>
    </>
  )
}

function Safety({ opened }: { opened: boolean }) {
  const station = useStationState()
  return (
    <section className="desk-card" aria-labelledby="part-safety">
      <h2 className="nhsuk-heading-m" id="part-safety" data-landing={opened || undefined}>
        {SAFETY.title}
      </h2>
      <SummaryList
        rows={[
          {
            key: 'Recovery key',
            value: station.recoveryKeyConfirmed ? (
              <>
                Confirmed. <Link href="/set-up/recovery">Recovery sheet</Link>
              </>
            ) : (
              <>
                Not confirmed yet. <Link href="/set-up/recovery">Confirm it now</Link>
              </>
            ),
          },
          { key: 'Key store of this computer', value: station.keyStore.message },
          {
            key: 'Automatic lock',
            value: `After ${station.idleMinutes} minutes without keyboard or mouse use, and after ${station.callIdleMinutes} during a video call`,
          },
          { key: 'Other workstations', value: <Link href="/dispatch/handover/stations">Trusted workstations</Link> },
        ]}
      />
    </section>
  )
}
