/** Whether an edition of the guidance is to be used today, as a tag. */
import type { EditionState } from '../../../domain/guidance/edition-state.ts'
import { WordTag } from '../../ui/index.ts'

const tags: Readonly<Record<EditionState, { readonly tone: 'green' | 'yellow' | 'red' | 'plain'; readonly words: string }>> = {
  'in-force': { tone: 'green', words: 'In force' },
  'not-yet': { tone: 'plain', words: 'Not yet in force' },
  superseded: { tone: 'yellow', words: 'Superseded' },
  withdrawn: { tone: 'red', words: 'Withdrawn' },
}

export function EditionTag({ state }: { readonly state: EditionState }) {
  return <WordTag tone={tags[state].tone}>{tags[state].words}</WordTag>
}
