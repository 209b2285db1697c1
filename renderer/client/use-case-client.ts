/** The case client as React hooks. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { AgentEvent } from '../../domain/case/events.ts'
import type { Failure } from '../../domain/result.ts'
import type { DevicesView, Input } from '../../preload/contract.ts'
import type { ListedCase } from './case-list.ts'
import type { ActingChannel, CaseClient, Observable, OpenCase, StationState } from './case-client.ts'
import type { CaseOrder } from './sorted-cases.ts'
import type { Stored } from './case-client.ts'

export const CaseClientContext = createContext<CaseClient | undefined>(undefined)

export function useCaseClient(): CaseClient {
  const client = useContext(CaseClientContext)
  if (!client) throw new Error('CaseClientContext is missing')
  return client
}

function useObservable<Value>(observable: Observable<Value>): Value {
  return useSyncExternalStore(observable.subscribe, observable.get)
}

export const useStationState = (): StationState => useObservable(useCaseClient().station)
export const useSettings = () => useObservable(useCaseClient().settings)
/** All cases, last changed first. */
export const useSummaries = (): readonly ListedCase[] => useObservable(useCaseClient().summaries)
/** The cases for which `holds` is true, last changed first or in an order. Both must keep their identity from one drawing to the next. */
export function useListView(holds: (one: ListedCase) => boolean, order?: CaseOrder): readonly ListedCase[] {
  const { summaries } = useCaseClient()
  return useObservable(useMemo(() => summaries.view(holds, order), [summaries, holds, order]))
}
/** How many cases have each label. `labelsOf` must keep its identity from one drawing to the next. */
export function useTally(labelsOf: (one: ListedCase) => readonly string[]): ReadonlyMap<string, number> {
  const { summaries } = useCaseClient()
  return useObservable(useMemo(() => summaries.tally(labelsOf), [summaries, labelsOf]))
}
/** Finds a case of the work list by its id. The screen is drawn again when the list changes. */
export function useFindSummary(): (caseId: string) => ListedCase | undefined {
  const { summaries } = useCaseClient()
  useObservable(summaries)
  return summaries.find
}
/** The editions of the guidance that this workstation has. */
export const useEditions = () => useObservable(useCaseClient().editions)
export const useDatabaseNotice = () => useObservable(useCaseClient().notice)
export const useDraftsKept = (): boolean => useObservable(useCaseClient().draftsKept)
/** Set while the agent is asked for their own passphrase again. */
export const usePassphraseQuestion = () => useObservable(useCaseClient().passphraseQuestion)
export const useFindings = () => useObservable(useCaseClient().findings)
export const useRebuilding = () => useObservable(useCaseClient().rebuilding)

export type CaseHandle =
  | { readonly state: 'loading' | 'missing' }
  /** The look could not be logged, so the case is not shown. */
  | { readonly state: 'refused'; readonly failure: Failure }
  | ({ readonly state: 'ready'; readonly caseId: string } & OpenCase & {
        act(event: AgentEvent, reason?: string): Promise<Stored<'case.act', OpenCase>>
        run<Name extends ActingChannel>(channel: Name, input: Omit<Input<Name>, 'expectedSeq' | 'caseId'>): Promise<Stored<Name>>
      })

/** The case on the screen, read again whenever it changes. */
export function useCase(caseId: string): CaseHandle {
  const client = useCaseClient()
  const [open, setOpen] = useState<{ caseId: string; answer: Awaited<ReturnType<CaseClient['openCase']>> }>()
  useEffect(() => {
    let current = true
    const load = () =>
      void client.openCase(caseId).then((answer) => {
        if (current) setOpen({ caseId, answer })
      })
    load()
    const stop = client.onCaseChanged(caseId, load)
    return () => {
      current = false
      stop()
    }
  }, [client, caseId])
  const act = useCallback((event: AgentEvent, reason?: string) => client.act(caseId, event, reason), [client, caseId])
  const run = useCallback(
    <Name extends ActingChannel>(channel: Name, input: Omit<Input<Name>, 'expectedSeq' | 'caseId'>) =>
      client.run(channel, { ...input, caseId } as unknown as Omit<Input<Name>, 'expectedSeq'>),
    [client, caseId],
  )
  if (!open || open.caseId !== caseId) return { state: 'loading' }
  const { answer } = open
  if (!answer.ok) return { state: 'refused', failure: answer.error }
  if (!answer.value) return { state: 'missing' }
  return { state: 'ready', caseId, ...answer.value, act, run }
}

export function useDevices(): DevicesView | undefined {
  const client = useCaseClient()
  const [devices, setDevices] = useState<DevicesView>()
  useEffect(() => {
    let current = true
    const stop = client.on('devices.changed', setDevices)
    void client.call('devices.state', {}).then((answer) => {
      if (current && answer.ok) setDevices((known) => known ?? answer.value)
    })
    return () => {
      current = false
      stop()
    }
  }, [client])
  return devices
}
