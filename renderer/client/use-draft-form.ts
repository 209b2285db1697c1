/**
 * A form that never loses what was typed. Every change is sealed as a draft at once, because the page gets no reliable notice before its
 * window closes. The draft is cleared only after the save was answered with ok.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useForm, type DefaultValues, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { useCaseClient } from './use-case-client.ts'

export interface DraftForm<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>
  /** False until the draft has been read. Show nothing editable before. */
  readonly ready: boolean
  /** The values on the screen come from an unsaved draft. */
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
  const isWriting = useRef(false)
  const inProgress = useRef<Promise<unknown>>(Promise.resolve())

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
      inProgress.current = Promise.allSettled([inProgress.current, written])
      return written
    }
    // One write at a time; changes typed meanwhile go with the next write.
    const writeChanges = async () => {
      if (isWriting.current) return
      isWriting.current = true
      try {
        while (dirty.current) await write()
      } finally {
        isWriting.current = false
      }
    }
    const subscription = form.watch((_values, change) => {
      if (!change.name) return
      dirty.current = true
      queueMicrotask(() => void writeChanges())
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
    // A write in progress would bring the draft back.
    await inProgress.current
    await client.drafts.clear(key)
  }, [client, key])

  return { form, ready, fromDraft, clearDraft }
}
