/** Sealed scans and pictures as React hooks. They are open only while they are on the screen. */
import { useEffect, useState } from 'react'
import type { Evidence } from '../../domain/values.ts'
import { useCaseClient } from './use-case-client.ts'

export type OpenedEvidence =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly bytes: Uint8Array }
  /** Damaged or missing, or the look could not be logged. */
  | { readonly state: 'failed' }

const opening: OpenedEvidence = { state: 'opening' }

export function useEvidence(evidence: Evidence | undefined): OpenedEvidence {
  const client = useCaseClient()
  const [opened, setOpened] = useState<OpenedEvidence & { readonly evidenceId: string }>()
  // Sealed bytes never change, so an equal description is the same evidence, even after the case is reopened.
  const description = evidence && JSON.stringify(evidence)
  useEffect(() => {
    if (!description) return
    let current = true
    const wanted = JSON.parse(description) as Evidence
    const { evidenceId } = wanted
    client
      .readEvidence(wanted)
      .then((bytes) => {
        if (current) setOpened({ evidenceId, state: 'open', bytes })
      })
      .catch(() => {
        if (current) setOpened({ evidenceId, state: 'failed' })
      })
    return () => {
      current = false
    }
  }, [client, description])
  return evidence && opened?.evidenceId === evidence.evidenceId ? opened : opening
}

export type EvidenceAddress =
  | { readonly state: 'opening' | 'failed'; readonly url?: undefined }
  | { readonly state: 'open'; readonly url: string }

/** Object URL of a picture, revoked when it leaves the screen. */
export function useEvidenceUrl(evidence: Evidence | undefined): EvidenceAddress {
  const opened = useEvidence(evidence)
  const bytes = opened.state === 'open' ? opened.bytes : undefined
  const mime = evidence?.mime
  const [made, setMade] = useState<{ readonly bytes: Uint8Array; readonly url: string }>()
  useEffect(() => {
    if (!bytes) return
    const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], mime === undefined ? {} : { type: mime }))
    setMade({ bytes, url })
    return () => URL.revokeObjectURL(url)
  }, [bytes, mime])
  if (opened.state === 'failed') return { state: 'failed' }
  return bytes && made?.bytes === bytes ? { state: 'open', url: made.url } : { state: 'opening' }
}
