/** The frame around every screen after sign-in. */
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useCaseClient, useStationState } from '../client/use-case-client.ts'
import { SamplesForDrop } from '../features/shared/practice/sample-files.tsx'
import { ListQueryProvider } from '../features/shared/list-query/list-query-provider.tsx'
import { FileSourceContext, type FileSource } from '../ui/index.ts'
import { DeviceStrip } from './device-strip.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { useFind } from './find/use-find.tsx'
import { FrameTop } from './frame-top.tsx'
import { loadAhead } from './load-ahead.ts'
import { Palette } from './palette.tsx'
import { PassphraseDialog } from './passphrase-dialog.tsx'
import { Routes, screenLoads } from './routes.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import type { ShortcutAct } from './shortcuts.ts'
import { useMayOpen } from '../client/use-access.ts'
import { useIdleLock } from './use-idle-lock.ts'
import { useRouteFocus } from './use-route-focus.ts'
import { useShortcuts } from './use-shortcuts.ts'

export const Frame = () => (
  <ListQueryProvider>
    <FrameAround />
  </ListQueryProvider>
)

function FrameAround() {
  const client = useCaseClient()
  const station = useStationState()
  const [location, go] = useLocation()
  const mayOpen = useMayOpen()
  const [open, setOpen] = useState<'palette' | 'shortcuts'>()
  const main = useRef<HTMLElement>(null)
  useRouteFocus(main, location)
  useIdleLock()
  const { find, bar } = useFind(main, location)
  useEffect(() => loadAhead(screenLoads), [])

  const lock = () => {
    setOpen(undefined)
    void client.lock()
  }
  const act = (asked: ShortcutAct) => {
    switch (asked.kind) {
      case 'go':
        return mayOpen(asked.path) ? go(asked.path) : undefined
      case 'lock':
        return lock()
      case 'search':
        return find()
      case 'palette':
      case 'shortcuts':
        return setOpen(asked.kind)
    }
  }
  useShortcuts(act)
  const dialog = (name: 'palette' | 'shortcuts') => ({
    open: open === name,
    onOpenChange: (now: boolean) => setOpen(now ? name : undefined),
  })

  return (
    <div className="desk-frame">
      <SkipLink focusMain={() => main.current?.focus()} />
      <FrameTop
        location={location}
        onFind={() => setOpen('palette')}
        onLock={lock}
        onSwitch={() => {
          setOpen(undefined)
          void client.lock('switch')
        }}
      />
      {bar}
      <main className="desk-main" id="main" ref={main} tabIndex={-1}>
        <ErrorBoundary place={location}>
          <Page practice={station.practice} />
        </ErrorBoundary>
      </main>
      <DeviceStrip version={station.version} />
      <Palette
        {...dialog('palette')}
        go={go}
        actions={[
          { id: 'lock', words: 'Lock RA Desk', keys: 'Ctrl+L', run: lock },
          ...(station.agents.length > 1
            ? [
                {
                  id: 'switch',
                  words: 'Switch agent',
                  keys: '',
                  run: () => {
                    void client.lock('switch')
                  },
                },
              ]
            : []),
          { id: 'shortcuts', words: 'Show keyboard shortcuts', keys: '?', run: () => setOpen('shortcuts') },
        ]}
      />
      <ShortcutsDialog {...dialog('shortcuts')} />
      <PassphraseDialog />
    </div>
  )
}

const drawSamples = (source: FileSource) => <SamplesForDrop {...source} />

function Page({ practice }: { practice: boolean }) {
  return (
    <FileSourceContext value={practice ? drawSamples : undefined}>
      <Routes />
    </FileSourceContext>
  )
}

function SkipLink({ focusMain }: { focusMain: () => void }) {
  return (
    <a
      className="nhsuk-skip-link"
      href="#main"
      onClick={(click) => {
        click.preventDefault()
        focusMain()
      }}
    >
      Skip to main content
    </a>
  )
}
