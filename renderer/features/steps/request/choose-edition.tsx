/** Which edition of the guidance a new case follows: how the registrant's identity is or was proved, or a replacement. */
import { describeEdition } from '../../../../domain/guidance/edition-state.ts'
import { EditionTag } from '../../shared/edition-tag.tsx'
import type { Edition } from '../../../../domain/guidance/edition.ts'

export function ChooseEdition({
  editions,
  all,
  chosen,
  today,
  onChoose,
}: {
  /** Those to choose from. */
  readonly editions: readonly Edition[]
  readonly all: readonly Edition[]
  readonly chosen: string
  readonly today: string
  readonly onChoose: (id: string) => void
}) {
  return (
    <fieldset className="nhsuk-fieldset nhsuk-form-group">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">What kind of request is it?</legend>
      <div className="nhsuk-radios nhsuk-radios--small">
        {editions.map((edition) => {
          const hint = `edition-${edition.id}-hint`
          const { state, summary } = describeEdition(edition, all, today)
          return (
            <div key={edition.id} className="nhsuk-radios__item">
              <input
                className="nhsuk-radios__input"
                type="radio"
                name="edition"
                id={`edition-${edition.id}`}
                checked={edition.id === chosen}
                aria-describedby={hint}
                onChange={() => onChoose(edition.id)}
              />
              <label className="nhsuk-label nhsuk-radios__label" htmlFor={`edition-${edition.id}`}>
                {edition.name}
              </label>
              <div className="nhsuk-hint nhsuk-radios__hint" id={hint}>
                {state !== 'in-force' && <EditionTag state={state} />} {edition.useWhen} {summary}.
              </div>
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}
