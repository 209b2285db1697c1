/** What the station can choose for its cards, in words. */
import type { CardSettings } from '../../../../domain/card/card-settings.ts'

export const cardProfiles = [
  { value: 'piv-p256', label: 'P-256', hint: 'Quick to make. Most systems expect it.' },
  { value: 'piv-p384', label: 'P-384', hint: 'Use it if a stronger curve is required.' },
  { value: 'piv-rsa2048', label: 'RSA 2048', hint: 'For systems without elliptic curves. Can take a minute on the card.' },
] satisfies readonly { value: CardSettings['profile']; label: string; hint: string }[]

export const certificateSources = [
  { value: 'self-signed', label: 'Made by the card itself', hint: 'No other authority confirms it.' },
  { value: 'authority', label: 'From this station’s issuing authority', hint: 'Load it under “Issuing authority” first.' },
  {
    value: 'none',
    label: 'Later, as a file',
    hint: 'RA Desk keeps the card’s request. You install the returned certificate under “Cards”.',
  },
] satisfies readonly { value: CardSettings['certificate']; label: string; hint: string }[]
