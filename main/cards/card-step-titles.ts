/** What each step of writing a card is called on the screen. */
import type { StepName } from '../../native/card/personalise-steps.ts'

export const cardStepWords: Readonly<Record<StepName, string>> = {
  recognise: 'Check that the card is blank',
  authenticate: 'Check the card key',
  'try-room': 'Check how much room the card has',
  'try-key': 'Check that the card can make the key',
  'set-retries': 'Set the attempt limits',
  puk: 'Set the unblocking code',
  passcode: 'Set the passcode',
  verify: 'Check the passcode',
  'generate-key': 'Make the key on the card',
  request: 'Make the certificate request',
  certificate: 'Get the certificate',
  'write-certificate': 'Write the certificate',
  'write-chuid': 'Write the card holder identifier (CHUID)',
  'write-ccc': 'Write the card capability container',
  'write-printed-information': 'Write the printed information',
  'write-facial-image': 'Write the photograph',
  discovery: 'Write the discovery object',
  'management-key': 'Set this card’s own key',
  'read-back': 'Read everything back',
  prove: 'Sign with the card and check it',
  retries: 'Check that no attempt was used',
}
