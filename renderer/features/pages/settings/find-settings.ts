/** Finds a setting by what people call it, and the page of an address below `/settings`. */
import { fold } from '../../../../domain/work/search-words.ts'
import { otherPages, settingsPages, settingsParts, type PartId, type SettingsPageId } from './settings-index.ts'

export const getSettingsPage = (id: SettingsPageId) => settingsPages.find((page) => page.id === id)!

/** The page of an address: `/settings/team` is a page, `/settings/printer` the page with the printer on it. */
export function findSettingsPlace(place: string | undefined): { readonly page: SettingsPageId; readonly part?: PartId } {
  const part = settingsParts.find(({ id }) => id === place)
  if (part) return { page: part.page, part: part.id }
  return { page: settingsPages.find(({ id }) => id === place)?.id ?? 'account' }
}

export interface FoundSetting {
  readonly title: string
  readonly to: string
  /** The page that it is on. */
  readonly where: string
}

interface Entry extends FoundSetting {
  readonly inTitle: string
  readonly inAll: string
}

const entries: readonly Entry[] = [
  ...settingsParts
    .filter(({ id }) => id !== 'elsewhere')
    .map(({ id, page, title, words }) => ({ title, to: `/settings/${id}`, where: `Settings: ${getSettingsPage(page).title}`, words })),
  ...otherPages,
].map(({ title, to, where, words }) => ({ title, to, where, inTitle: ` ${fold(title)}`, inAll: ` ${fold(`${title} ${words} ${where}`)}` }))

/** Every typed word must begin a word of the setting. Those with all of them in their title come first. */
export function findSettings(query: string): readonly FoundSetting[] {
  const terms = fold(query).split(' ').filter(Boolean)
  if (terms.length === 0) return []
  const holds = (text: string) => terms.every((term) => text.includes(` ${term}`))
  const found = entries.filter(({ inAll }) => holds(inAll))
  return [...found.filter(({ inTitle }) => holds(inTitle)), ...found.filter(({ inTitle }) => !holds(inTitle))]
}
