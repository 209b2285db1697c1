/** What a workstation for practice knows from the start, so that the first sample request can begin at once. All of it is invented. */
import { remote20200408 } from '../../domain/guidance/editions/remote-2020-04-08.ts'
import type { StationSettings } from '../../domain/station.ts'

const ids = (choices: readonly { readonly id: string }[]) => choices.map(({ id }) => id).filter((id) => id !== 'other')

/** `today`: a plain date. The invented agreements are of that day, so that none looks out of date. */
export function practiceSettings(
  agentName: string,
  today: string,
): Pick<StationSettings, 'organisations' | 'staffAware' | 'returnAddress'> {
  return {
    organisations: [
      {
        odsCode: 'ZZ9',
        name: 'Invented Health Centre',
        videoChannels: ids(remote20200408.videoChannels),
        locations: ids(remote20200408.locations),
        guidanceDistributed: [{ to: 'Dr Invented Sponsor', on: today }],
      },
    ],
    staffAware: [{ name: agentName, on: today }],
    returnAddress: { lines: ['Practice House', '1 Sample Road'], town: 'Sampleton', postcode: 'LL99 7ZZ' },
  }
}
