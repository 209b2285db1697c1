/** Invented registrants with the files of a request. The one that the agent begins with is handed to the new request. */
import { useEffect, useState } from 'react'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'

export type Sample = Output<'practice.samples'>['samples'][number]
export type SampleFile = Sample['files'][number]

/** `undefined` until they are read, and outside practice. */
export function useSamples(isPractice: boolean): readonly Sample[] | undefined {
  const client = useCaseClient()
  const [samples, setSamples] = useState<readonly Sample[]>()
  useEffect(() => {
    if (!isPractice) return undefined
    let current = true
    void client.call('practice.samples', {}).then((answer) => {
      if (current && answer.ok) setSamples(answer.value.samples)
    })
    return () => {
      current = false
    }
  }, [client, isPractice])
  return samples
}

const EMAIL = 'message/rfc822'

/** As if the agent had chosen it from a folder. */
export function toFile({ name, mime, base64 }: SampleFile): File {
  return new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name, { type: mime })
}

let chosen: File | undefined

export function beginWithSample(sample: Sample): void {
  const email = sample.files.find(({ mime }) => mime === EMAIL)
  chosen = email && toFile(email)
}

export const hasChosenSample = (): boolean => chosen !== undefined

/** Once: the next new request begins empty. */
export function takeChosenSample(): File | undefined {
  const file = chosen
  chosen = undefined
  return file
}
