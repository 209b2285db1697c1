/** Every help page, in the order of the list. */
import type { HelpTopic } from './help-topic.ts'
import { agents } from './topics/agents.ts'
import { backup } from './topics/backup.ts'
import { cardFace } from './topics/card-face.ts'
import { cardPrinter } from './topics/card-printer.ts'
import { cardRegister } from './topics/card-register.ts'
import { cards } from './topics/cards.ts'
import { cimReports } from './topics/cim-reports.ts'
import { editions } from './topics/editions.ts'
import { handover } from './topics/handover.ts'
import { journey } from './topics/journey.ts'
import { keyboard } from './topics/keyboard.ts'
import { locumLog } from './topics/locum-log.ts'
import { notices } from './topics/notices.ts'
import { people } from './topics/people.ts'
import { practice } from './topics/practice.ts'
import { passphrase } from './topics/passphrase.ts'
import { record } from './topics/record.ts'
import { replacement } from './topics/replacement.ts'
import { retention } from './topics/retention.ts'
import { settings } from './topics/settings.ts'
import { texts } from './topics/texts.ts'
import { whatIsKept } from './topics/what-is-kept.ts'
import { windDown } from './topics/wind-down.ts'
import { workList } from './topics/work-list.ts'

export const helpTopics: readonly HelpTopic[] = [
  journey,
  workList,
  people,
  editions,
  practice,
  texts,
  cards,
  replacement,
  backup,
  cardFace,
  cardRegister,
  cardPrinter,
  cimReports,
  keyboard,
  whatIsKept,
  notices,
  record,
  handover,
  locumLog,
  retention,
  windDown,
  passphrase,
  agents,
  settings,
]

export function findHelpTopic(id: string): HelpTopic | undefined {
  return helpTopics.find((topic) => topic.id === id)
}

/** All words of a page, for the search. */
export function textOf({ title, summary, sections }: HelpTopic): string {
  return [
    title,
    summary,
    ...sections.flatMap(({ heading, paragraphs = [], steps = [], list = [], after = [] }) => [
      heading,
      ...paragraphs,
      ...steps,
      ...list,
      ...after,
    ]),
  ].join(' ')
}
