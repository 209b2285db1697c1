/** React's way to the desk: live values as hooks. */
import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { Access } from '../../domain/station/roles.ts'
import type { CaseSummary } from '../../domain/case/summary.ts'
import type { AgentEvent } from '../../domain/case/events.ts'
import type { Evidence } from '../../domain/case/values.ts'
import type { Failure } from '../../domain/result.ts'
import { accessTo, type ChannelName, type DevicesView, type Input } from '../../preload/contract.ts'
import type { ActingChannel, CaseClient, Live, OpenCase, StationState, Stored } from './case-client.ts'

export const CaseClientContext = createContext<CaseClient | undefined>(undefined)

export function useCaseClient(): CaseClient {
  const client = useContext(CaseClientContext)
  if (!client) throw new Error('DeskContext is missing')
  return client
}

function useLive<Value>(live: Live<Value>): Value {
  return useSyncExternalStore(live.subscribe, live.get)
}

export const useStationState = (): StationState => useLive(useCaseClient().station)
/** Whether the person who is signed in may do this, or see what comes of it. `main` asks the same table again. */
export function useAccess(channel: ChannelName): Access {
  const role = useStationState().session?.role
  return role === undefined ? 'no' : accessTo(role, channel)
}
export const useSettings = () => useLive(useCaseClient().settings)
export const useSummaries = (): readonly CaseSummary[] => useLive(useCaseClient().summaries)
export const useDatabaseNotice = () => useLive(useCaseClient().notice)
export const useDraftsKept = (): boolean => useLive(useCaseClient().draftsKept)
export const useFindings = () => useLive(useCaseClient().findings)
export const useRebuilding = () => useLive(useCaseClient().rebuilding)

export type CaseHandle =
  | { readonly state: 'loading' | 'missing' }
  /** That somebody looks at it could not be noted, so it is not shown. */
  | { readonly state: 'refused'; readonly failure: Failure }
  | ({ readonly state: 'ready'; readonly caseId: string } & OpenCase & {
        act(event: AgentEvent, reason?: string): Promise<Stored<'case.act', OpenCase>>
        run<Name extends ActingChannel>(channel: Name, input: Omit<Input<Name>, 'expectedSeq' | 'caseId'>): Promise<Stored<Name>>
      })

/** The case that is on the screen, opened again whenever it changes. */
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

/** Object URL of a sealed scan or picture, opened for as long as it is on the screen. */
export function useEvidenceUrl(evidence: Evidence | undefined): string | undefined {
  const client = useCaseClient()
  const [url, setUrl] = useState<string>()
  // Sealed bytes never change, so the same description is the same evidence even when the case was opened again.
  const description = evidence && JSON.stringify(evidence)
  useEffect(() => {
    if (!description) return setUrl(undefined)
    let made: string | undefined
    let current = true
    const wanted = JSON.parse(description) as Evidence
    void client.readEvidence(wanted).then((bytes) => {
      if (!current) return
      made = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: wanted.mime }))
      setUrl(made)
    })
    return () => {
      current = false
      if (made) URL.revokeObjectURL(made)
    }
  }, [client, description])
  return url
}
