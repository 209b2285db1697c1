/**
 * A form that never loses what was typed: every change is sealed as a draft within half a second, and at once when the app
 * locks or the window goes; the draft is there when the screen opens again, and gone only after the save was answered.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useForm, type DefaultValues, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { useDesk } from './use-desk.ts'

const DRAFT_DELAY_MILLISECONDS = 400

export interface DraftForm<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>
  /** False until the draft was looked for: show nothing editable before. */
  readonly ready: boolean
  /** What is on the screen came from a draft that was not saved. */
  readonly fromDraft: boolean
  /** Call after the save was answered with ok. */
  clearDraft(): Promise<void>
}

export function useDraftForm<Values extends FieldValues>(key: string, values: DefaultValues<Values>): DraftForm<Values> {
  const desk = useDesk()
  const form = useForm<Values>({ defaultValues: values })
  const [ready, setReady] = useState(false)
  const [fromDraft, setFromDraft] = useState(false)
  const dirty = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  useEffect(() => {
    let current = true
    void desk.drafts.read(key).then((draft) => {
      if (!current) return
      if (draft && typeof draft === 'object') {
        form.reset({ ...(form.getValues() as object), ...draft } as Values, { keepDefaultValues: true })
        setFromDraft(true)
      }
      setReady(true)
    })
    return () => { current = false }
  }, [desk, key, form])

  useEffect(() => {
    const write = async () => {
      clearTimeout(timer.current)
      if (!dirty.current) return
      dirty.current = false
      await desk.drafts.write(key, form.getValues())
    }
    const subscription = form.watch((_values, change) => {
      if (!change.name) return
      dirty.current = true
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void write(), DRAFT_DELAY_MILLISECONDS)
    })
    const now = () => void write()
    window.addEventListener('pagehide', now)
    const stop = desk.on('vault.locking', now)
    return () => {
      subscription.unsubscribe()
      window.removeEventListener('pagehide', now)
      stop()
      void write()
    }
  }, [desk, key, form])

  const clearDraft = useCallback(async () => {
    clearTimeout(timer.current)
    dirty.current = false
    setFromDraft(false)
    await desk.drafts.clear(key)
  }, [desk, key])

  return { form, ready, fromDraft, clearDraft }
}
