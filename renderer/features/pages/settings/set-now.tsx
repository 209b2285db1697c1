/** What is set now, in words: shown while a part of the settings is closed, and to those who may not change it. */
import { useEffect, useState } from 'react'
import { defaultCardSettings } from '../../../../domain/card/card-settings.ts'
import type { StationSettings } from '../../../../domain/station.ts'
import type { Answer, ChannelName, Output } from '../../../../preload/contract.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient, useDevices, useSettings, useStationState } from '../../../client/use-case-client.ts'
import { formatDate, formatPhone, SummaryList, type SummaryRow } from '../../../ui/index.ts'
import { cardProfiles, certificateSources } from './card-choices.ts'
import { describeChoice, describeFound } from './printer-choice.ts'
import { mediumWords, textRoutes } from './label-choices.ts'

const NONE = 'Not set'
const labelOf = (options: readonly { readonly value: string; readonly label: string }[], value: string) =>
  options.find((one) => one.value === value)?.label ?? value

type Rows = (settings: StationSettings, agentId: string | undefined) => readonly SummaryRow[]

/** Of what every agent may read: the settings of the workstation. */
const rowsOfSettings = {
  you: ({ agents }, agentId) => {
    const agent = agents.find((one) => one.agentId === agentId)
    return [
      { key: 'Name', value: agent?.name ?? NONE },
      { key: 'Mobile number', value: agent ? formatPhone(agent.mobile) : NONE },
    ]
  },
  staff: ({ staffAware }) =>
    staffAware.length === 0
      ? [{ key: 'Confirmed by', value: 'No one yet' }]
      : staffAware.map(({ name, on }) => ({ key: name, value: `Confirmed on ${formatDate(on)}` })),
  provider: ({ serviceProvider }) => [
    { key: 'Name', value: serviceProvider.name },
    { key: 'ODS code', value: serviceProvider.odsCode ?? NONE },
  ],
  'return-address': ({ returnAddress }) => [
    {
      key: 'Printed on labels',
      value: returnAddress ? [...returnAddress.lines, returnAddress.town, returnAddress.postcode].join(', ') : NONE,
    },
  ],
  'texts-and-labels': ({ textRoute, label }) => [
    { key: 'Texts', value: labelOf(textRoutes, textRoute) },
    { key: 'Labels', value: `${mediumWords[label.medium].label}${moved(label)}` },
  ],
  cards: ({ cards = defaultCardSettings }) => [
    { key: 'Key on the card', value: labelOf(cardProfiles, cards.profile) },
    { key: 'Certificates', value: labelOf(certificateSources, cards.certificate) },
    { key: 'Which cards', value: cards.onlyListed ? 'Only listed cards' : 'Any blank card' },
    { key: 'Low stock', value: `Warn at ${cards.lowStock} blank cards` },
    { key: 'Wrong passcodes', value: `A card locks after ${cards.retries.passcode}` },
  ],
} satisfies Readonly<Record<string, Rows>>

function moved({ offsetX, offsetY }: StationSettings['label']): string {
  return offsetX === 0 && offsetY === 0 ? '' : `, moved right by ${offsetX} mm and down by ${offsetY} mm`
}

function OfSettings({ part }: { readonly part: keyof typeof rowsOfSettings }) {
  const settings = useSettings()?.settings
  const agentId = useStationState().session?.agentId
  return settings ? <SummaryList rows={rowsOfSettings[part](settings, agentId)} /> : null
}

export const YouNow = () => <OfSettings part="you" />
export const StaffNow = () => <OfSettings part="staff" />
export const ProviderNow = () => <OfSettings part="provider" />
export const ReturnAddressNow = () => <OfSettings part="return-address" />
export const TextsAndLabelsNow = () => <OfSettings part="texts-and-labels" />
export const CardsNow = () => <OfSettings part="cards" />

/** Asks once, and again when `version` changes. `undefined`: not yet, or not for this role. */
function useAnswer<Name extends ChannelName>(channel: Name, maySee: boolean, version?: unknown): Output<Name> | undefined {
  const client = useCaseClient()
  const [value, setValue] = useState<Output<Name>>()
  useEffect(() => {
    if (!maySee) return undefined
    let current = true
    void client.call(channel, {} as never).then((answer: Answer<Name>) => {
      if (current && answer.ok) setValue(answer.value)
    })
    return () => {
      current = false
    }
  }, [client, channel, maySee, version])
  return value
}

export function PrinterNow() {
  const devices = useDevices()
  const settings = useAnswer('printer.settings', useAccess('printer.settings') !== 'no', devices?.printers)
  if (!settings) return null
  return (
    <SummaryList
      rows={[
        { key: 'Prints on', value: describeChoice(settings.choice) },
        { key: 'State', value: describeFound(settings.found) },
      ]}
    />
  )
}

export function ModemNow() {
  const port = useAnswer('devices.modemPort', true)?.port
  const devices = useDevices()
  const words = devices && {
    ready: 'ready',
    'no-signal': 'no signal',
    'cannot-send': devices.modem.trouble?.words ?? 'cannot send texts',
    absent: 'not there',
  }
  return (
    <SummaryList
      rows={[
        { key: 'Serial port', value: port === undefined ? '' : port || NONE },
        ...(words ? [{ key: 'Now', value: `${devices.modem.name || 'Modem'}, ${words[devices.modem.state]}` }] : []),
      ]}
    />
  )
}

export function AuthorityNow() {
  const answer = useAnswer('cards.authority', useAccess('cards.authority') !== 'no')
  if (!answer) return null
  const { authority } = answer
  return (
    <SummaryList
      rows={
        authority
          ? [
              { key: 'Authority', value: authority.subject },
              { key: 'Valid', value: `${formatDate(authority.from)} to ${formatDate(authority.until)}` },
            ]
          : [{ key: 'Authority', value: 'None loaded' }]
      }
    />
  )
}
