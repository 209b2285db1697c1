/** The purple bar: says that this is practice on every page, and leads to the practice tools and out. */
import { useState } from 'react'
import { PracticeTools } from '../features/shared/practice/practice-tools.tsx'
import { SwitchPractice } from '../features/shared/practice/switch-practice.tsx'
import { Button, Dialog } from '../ui/index.ts'

export function PracticeBar() {
  const [open, setOpen] = useState(false)
  return (
    <section className="desk-practice" aria-label="About practice">
      <p>
        <strong>PRACTICE: nothing here is real.</strong>
        <span className="desk-practice__more"> Card, printer and phone are virtual. Printed pages say PRACTICE.</span>
      </p>
      <Button variant="quiet" onClick={() => setOpen(true)}>
        Card, phone and samples
      </Button>
      <SwitchPractice />
      <Dialog open={open} onOpenChange={setOpen} title="Practice card, phone and samples" wide>
        <PracticeTools />
      </Dialog>
    </section>
  )
}
