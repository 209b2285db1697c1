/** Video channels and places to agree with an organisation: those of every edition, each once. */
import type { Edition } from './edition.ts'
import type { Editions } from './index.ts'

export type AgreedChoices = Pick<Edition, 'videoChannels' | 'locations'>

export function agreedChoices(editions: Pick<Editions, 'all'>): AgreedChoices {
  const once = (list: keyof AgreedChoices) => [
    ...new Map(editions.all.flatMap((edition) => edition[list]).map((one) => [one.id, one])).values(),
  ]
  return { videoChannels: once('videoChannels'), locations: once('locations') }
}
