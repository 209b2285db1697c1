/** Prints a list or a letter. No printer is looked for before the button is pressed. */
import { useState, type ComponentProps } from 'react'
import { Button, Dialog } from '../../../ui/index.ts'
import { Allowed } from '../allowed.tsx'
import { PrintControls } from './print-document.tsx'

interface PrintButtonProps extends Omit<ComponentProps<typeof PrintControls>, 'variant'> {
  readonly variant?: 'quiet' | 'secondary'
  readonly disabled?: boolean
}

export function PrintButton({ variant = 'quiet', disabled = false, ...print }: PrintButtonProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Allowed to="document.print">
      <Button variant={variant} disabled={disabled} onClick={() => setIsOpen(true)}>
        Print
      </Button>
      <Dialog open={isOpen} onOpenChange={setIsOpen} title={print.label}>
        <PrintControls {...print} />
      </Dialog>
    </Allowed>
  )
}
