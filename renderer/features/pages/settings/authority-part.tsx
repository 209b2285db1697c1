/** The workstation's issuing authority: load it from a certificate file (PKCS #12), see its name and validity, remove it. */
import { singleLine } from '../../../../domain/text-from-outside.ts'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import {
  Button,
  ConfirmDialog,
  ErrorSummary,
  FileDrop,
  formatDate,
  FormError,
  SummaryList,
  PassphraseField,
  useSubmit,
} from '../../../ui/index.ts'
import { readSmallFile } from '../cards/file-bytes.ts'
import { useAct } from '../../shared/use-act.ts'
import type { PartProps } from './part-form.tsx'

const MOST_BYTES = 140_000

type Authority = NonNullable<Output<'cards.authority'>['authority']>
interface Values {
  authorityPassphrase: string
}

export function AuthorityPart({ saved }: PartProps) {
  const client = useCaseClient()
  const authority = useAuthority()
  const [file, setFile] = useState<{ readonly name: string; readonly base64: string }>()
  const [asking, setAsking] = useState(false)
  const working = useAct()
  // A passphrase is never kept as a draft.
  const form = useForm<Values>({ defaultValues: { authorityPassphrase: '' } })
  const choose = (chosen: File) =>
    working.run(async () => {
      const base64 = await readSmallFile(chosen, MOST_BYTES)
      if (!base64.ok) return base64.error
      setFile({ name: chosen.name, base64: base64.value })
      return undefined
    })
  const submit = useSubmit(form, async ({ authorityPassphrase }) => {
    if (!file) return undefined
    const answer = await client.call('cards.loadAuthority', { base64: file.base64, passphrase: authorityPassphrase })
    if (!answer.ok) return answer.error
    saved('Issuing authority loaded')
    return undefined
  })
  const remove = () =>
    working.run(async () => {
      const answer = await client.call('cards.removeAuthority', {})
      if (!answer.ok) return answer.error
      saved('Issuing authority removed')
      return undefined
    })
  return (
    <form onSubmit={submit.onSubmit} noValidate aria-label="Issuing authority">
      <ErrorSummary form={form} />
      <FormError failure={submit.failure ?? working.failure} />
      <LoadedAuthority authority={authority} />
      <div className="desk-narrow">
        <FileDrop
          accept=".p12,.pfx,application/x-pkcs12"
          label={authority ? 'Replace it with another certificate file' : 'Certificate file of the authority (.p12 or .pfx)'}
          hint={file ? `Chosen: ${singleLine(file.name)}` : 'Export it with its private key.'}
          busy={working.busy}
          onFile={(chosen) => void choose(chosen)}
        />
        {file && <PassphraseField form={form} name="authorityPassphrase" autoComplete="off" label="Passphrase of this file" />}
      </div>
      {(file || authority) && (
        <div className="desk-button-row">
          {file && (
            <Button type="submit" busy={submit.busy}>
              Load this authority
            </Button>
          )}
          {authority && (
            <Button variant="secondary" busy={working.busy} onClick={() => setAsking(true)}>
              Remove the authority
            </Button>
          )}
        </div>
      )}
      <ConfirmDialog
        open={asking}
        title="Remove the issuing authority?"
        danger
        confirmLabel="Yes, remove it"
        body="Its key is destroyed on this workstation. Cards keep the certificates it issued."
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void remove()
        }}
      />
    </form>
  )
}

function LoadedAuthority({ authority }: { readonly authority: Authority | undefined }) {
  if (!authority)
    return (
      <p>
        No authority is loaded. RA Desk keeps its key encrypted and never shows it. The key signs certificates for cards while RA Desk is
        unlocked.
      </p>
    )
  return (
    <SummaryList
      rows={[
        { key: 'Authority', value: authority.subject },
        { key: 'Valid', value: `${formatDate(authority.from)} to ${formatDate(authority.until)}` },
        { key: 'Key', value: authority.key },
      ]}
    />
  )
}

function useAuthority(): Authority | undefined {
  const client = useCaseClient()
  const [authority, setAuthority] = useState<Authority>()
  useEffect(() => {
    let current = true
    void client.call('cards.authority', {}).then((answer) => {
      if (current && answer.ok) setAuthority(answer.value.authority)
    })
    return () => {
      current = false
    }
  }, [client])
  return authority
}
