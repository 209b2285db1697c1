/** RA Desk's own mark: a card on a desk. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="3" y="5" width="26" height="17" rx="3" fill="none" stroke="currentColor" strokeWidth="2.5" />
      <rect x="8" y="10" width="6" height="5" rx="1" fill="currentColor" />
      <path d="M18 11h6M18 15h4" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
      <path d="M1 27h30" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  )
}
