/** Printing that is not the next thing to do: closed until the agent opens it, and no printer is looked for before. */
import { useState, type ComponentProps } from 'react'
import { Details } from '../../../ui/index.ts'
import { Allowed } from '../allowed.tsx'
import { PrintDocument } from './print-document.tsx'

export function PrintLater({ summary, ...print }: ComponentProps<typeof PrintDocument> & { readonly summary: string }) {
  const [isOpened, setIsOpened] = useState(false)
  return (
    <Allowed to="document.print">
      <Details summary={summary} onToggle={() => setIsOpened(true)}>
        {isOpened && <PrintDocument variant="secondary" {...print} />}
      </Details>
    </Allowed>
  )
}
