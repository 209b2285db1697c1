/** The calendar day where this workstation stands, `2026-11-23`: what a person at it calls today. */
export function plainDateOf(instant: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${instant.getFullYear()}-${pad(instant.getMonth() + 1)}-${pad(instant.getDate())}`
}
