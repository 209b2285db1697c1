/** A link to the log may name a person: what is known of them fills their row, and the agent adds the rest. */
import { useEffect, useRef } from 'react'
import { useSearch } from 'wouter'
import type { TypedRow } from '../../../../domain/locum/read-row.ts'
import { formatName } from '../../../../domain/registrant/name.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import type { ListKind } from './row-fields.tsx'

export function rowOfPerson({ uuids, names, mobiles, entry }: Output<'person.open'>): TypedRow {
  const name = names[0]?.name
  const known = {
    name: name === undefined ? undefined : typeof name === 'string' ? name : formatName(name),
    uuid: uuids[0],
    mobile: mobiles[0]?.mobile,
    organisations: entry?.organisation?.odsCode,
  }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
}

/** `onRow` is called once for each person that a link names. */
export function useAskedPerson(kind: ListKind, onRow: (row: TypedRow) => void): void {
  const client = useCaseClient()
  const personId = new URLSearchParams(useSearch()).get('person')
  const take = useRef(onRow)
  useEffect(() => {
    take.current = onRow
  })
  useEffect(() => {
    if (personId === null || kind !== 'grant') return undefined
    let current = true
    void client.call('person.open', { personId }).then((answer) => {
      if (current && answer.ok) take.current(rowOfPerson(answer.value))
    })
    return () => {
      current = false
    }
  }, [client, personId, kind])
}
