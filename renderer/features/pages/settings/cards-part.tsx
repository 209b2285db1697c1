/** What cards this station writes: kind of key, where certificates come from, and which blank cards may be taken. */
import { cardProfileId, certificateSource, defaultCardSettings, type CardSettings } from '../../../../domain/card/card-settings.ts'
import { useDraftForm } from '../../../client/use-draft-form.ts'
import { RadioField, SingleCheckbox, TextField, useSubmit } from '../../../ui/index.ts'
import { cardProfiles, certificateSources } from './card-choices.ts'
import { PartForm, type PartProps } from './part-form.tsx'
import { useSaveSettings } from './use-save-settings.ts'

interface Values {
  cardProfile: CardSettings['profile']
  cardCertificate: CardSettings['certificate']
  onlyListed: boolean
  lowStock: string
  passcodeTries: string
}

const MOST_STOCK = 10_000

function parseCount(raw: string, least: number, most: number): number | undefined {
  const text = raw.trim()
  const count = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  return count >= least && count <= most ? count : undefined
}

export function CardsPart({ saved, saveLabel }: PartProps) {
  const { settings, save } = useSaveSettings()
  const now = settings?.cards ?? defaultCardSettings
  const draft = useDraftForm<Values>('settings:cards', {
    cardProfile: now.profile,
    cardCertificate: now.certificate,
    onlyListed: now.onlyListed,
    lowStock: String(now.lowStock),
    passcodeTries: String(now.retries.passcode),
  })
  const { form } = draft
  const submit = useSubmit(form, async (values) => {
    const lowStock = parseCount(values.lowStock, 0, MOST_STOCK)
    const attempts = parseCount(values.passcodeTries, 3, 10)
    if (lowStock === undefined) form.setError('lowStock', { message: `Enter a number from 0 to ${MOST_STOCK}.` })
    if (attempts === undefined) form.setError('passcodeTries', { message: 'Enter a number from 3 to 10.' })
    if (lowStock === undefined || attempts === undefined) return undefined
    const failure = await save((settings) => ({
      ...settings,
      cards: {
        profile: cardProfileId.parse(values.cardProfile),
        certificate: certificateSource.parse(values.cardCertificate),
        retries: { passcode: attempts, puk: attempts },
        onlyListed: values.onlyListed,
        lowStock,
      },
    }))
    if (failure) return failure
    await draft.clearDraft()
    saved('Cards saved')
    return undefined
  })
  return (
    <PartForm draft={draft} submit={submit} label="Cards" saveLabel={saveLabel}>
      <div className="desk-two">
        <RadioField form={form} name="cardProfile" legend="Key on the card" options={cardProfiles} />
        <RadioField form={form} name="cardCertificate" legend="Where certificates come from" options={certificateSources} />
      </div>
      <div className="desk-two">
        <div>
          <SingleCheckbox
            form={form}
            name="onlyListed"
            label="Only listed cards may be issued"
            hint="RA Desk refuses a card that is on no imported list, before it writes to the card."
          />
          <TextField form={form} name="lowStock" label="Warn when this many blank cards are left" width={5} inputMode="numeric" code />
        </div>
        <TextField
          form={form}
          name="passcodeTries"
          label="Wrong passcodes before a card locks"
          hint="3 to 10. Some cards keep the number set at the factory."
          width={3}
          inputMode="numeric"
          code
        />
      </div>
    </PartForm>
  )
}
