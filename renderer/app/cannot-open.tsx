/** The app could not speak with its own main process: nothing can be done here, and nothing was lost. */
export function CannotOpen() {
  return (
    <main className="desk-doorstep" role="alert">
      <h1>RA Desk could not start</h1>
      <p>
        The window opened, but the part of RA Desk that keeps the cases did not answer. Nothing was changed, and everything that was saved
        is safe.
      </p>
      <p>
        Close this window and start RA Desk again. If it happens again, ask your IT support to run “npm run doctor” and keep its report.
      </p>
    </main>
  )
}
