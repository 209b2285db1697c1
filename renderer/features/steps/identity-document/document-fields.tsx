/** The fields about a document with a photograph, and about documents for a registrant who has none. */
import type { ReactNode } from 'react'
import { getSection, type Edition } from '../../../../domain/guidance/edition.ts'
import type { DraftForm } from '../../../client/use-draft-form.ts'
import { CheckboxField, DateField, Details, SelectField, TextArea, TextField } from '../../../ui/index.ts'
import { choicesOf, noteOf } from '../../shared/before-call/choices.tsx'
import { countersignatureId, type DocumentValues } from './read-document.ts'

interface DocumentFieldsProps {
  readonly form: DraftForm<DocumentValues>['form']
  readonly edition: Edition
}

interface PhotoDocumentFieldsProps extends DocumentFieldsProps {
  readonly values: DocumentValues
  /** How RA Desk reads the number. */
  readonly numberReads: string | undefined
}

export function PhotoDocumentFields({ form, edition, values, numberReads }: PhotoDocumentFieldsProps) {
  const type = getSection(edition, 'photoDocuments').documents.find(({ id }) => id === values.documentType)
  return (
    <>
      <SelectField
        form={form}
        name="documentType"
        label="Document"
        hint={type?.note}
        options={[
          { value: '', label: 'Choose the document' },
          ...getSection(edition, 'photoDocuments').documents.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <TextField
        form={form}
        name="number"
        label="Document number"
        hint={NUMBER_HINTS[type?.number ?? 'free']}
        width={20}
        code
        note={noteOf(numberReads, undefined)}
      />
      <DateField form={form} name="expiresOn" legend="Expiry date" />
      <Details summary="Check the coded lines at the bottom of a passport" open={values.zone.trim() !== ''}>
        <TextArea
          form={form}
          name="zone"
          label="Lines of capitals, numbers and <"
          hint="2 lines of 44 characters, or 3 lines of 30 on a card. RA Desk keeps the names, number and dates that they give, not the lines."
          rows={3}
        />
      </Details>
    </>
  )
}

export function NoPhotoDocumentFields({ form, edition }: DocumentFieldsProps) {
  const noPhotoDocuments = getSection(edition, 'noPhotoDocuments')
  return (
    <>
      <Guidance
        of={[noPhotoDocuments.guidance, noPhotoDocuments.rule]}
        source={`${noPhotoDocuments.source.name}. ${noPhotoDocuments.source.edition}`}
      />
      <CheckboxField
        form={form}
        name="identityDocuments"
        legend="Documents that prove the identity"
        options={choicesOf(noPhotoDocuments.identity)}
      />
      <CheckboxField
        form={form}
        name="addressDocuments"
        legend="Documents that prove the address"
        options={choicesOf(
          noPhotoDocuments.address.map(({ id, name, note, notOlderThanMonths }) => ({
            id,
            name,
            note: [notOlderThanMonths && `Not older than ${notOlderThanMonths} months.`, note].filter(Boolean).join(' ') || undefined,
          })),
        )}
      />
      <CheckboxField
        form={form}
        name="countersigned"
        legend="The person who countersigned the photograph"
        options={noPhotoDocuments.countersignature.map((words, index) => ({ value: countersignatureId(index), label: words }))}
      />
    </>
  )
}

const NUMBER_HINTS = {
  'uk-passport': '9 digits, on the page with the photograph.',
  'other-passport': 'Up to 9 letters and numbers.',
  'driving-licence': 'At number 5 on the photocard: 16 characters, or 8 digits in Northern Ireland.',
  free: 'As on the document.',
} as const

function Guidance({ of, source }: { of: readonly string[]; source: string }): ReactNode {
  return (
    <div className="nhsuk-inset-text">
      {of.map((words) => (
        <p key={words}>{words}</p>
      ))}
      <p className="desk-secondary">{source}</p>
    </div>
  )
}
