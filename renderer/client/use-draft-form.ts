/**
 * A form that never loses what was typed: every change is sealed as a draft at once, because nothing tells the page in time that its
 * window is about to go; the draft is there when the screen opens again, and gone only after the save was answered.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useForm, type DefaultValues, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { useCaseClient } from './use-case-client.ts'

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
  const client = useCaseClient()
  const form = useForm<Values>({ defaultValues: values })
  const [ready, setReady] = useState(false)
  const [fromDraft, setFromDraft] = useState(false)
  const dirty = useRef(false)
  const keepingUp = useRef(false)
  const underWay = useRef<Promise<unknown>>(Promise.resolve())

  useEffect(() => {
    let current = true
    void client.drafts.read(key).then((draft) => {
      if (!current) return
      if (draft && typeof draft === 'object') {
        form.reset({ ...(form.getValues() as object), ...draft } as Values, { keepDefaultValues: true })
        setFromDraft(true)
      }
      setReady(true)
    })
    return () => {
      current = false
    }
  }, [client, key, form])

  useEffect(() => {
    const write = () => {
      dirty.current = false
      const written = client.drafts.write(key, form.getValues())
      underWay.current = Promise.allSettled([underWay.current, written])
      return written
    }
    // One write at a time; what is typed meanwhile goes with the next.
    const keepUp = async () => {
      if (keepingUp.current) return
      keepingUp.current = true
      try {
        while (dirty.current) await write()
      } finally {
        keepingUp.current = false
      }
    }
    const subscription = form.watch((_values, change) => {
      if (!change.name) return
      dirty.current = true
      queueMicrotask(() => void keepUp())
    })
    const now = () => {
      if (dirty.current) void write()
    }
    window.addEventListener('pagehide', now)
    const stop = client.on('vault.locking', now)
    return () => {
      subscription.unsubscribe()
      window.removeEventListener('pagehide', now)
      stop()
      now()
    }
  }, [client, key, form])

  const clearDraft = useCallback(async () => {
    dirty.current = false
    setFromDraft(false)
    // A write that is under way would bring the draft back.
    await underWay.current
    await client.drafts.clear(key)
  }, [client, key])

  return { form, ready, fromDraft, clearDraft }
}
