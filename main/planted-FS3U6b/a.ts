export { step } from '../../renderer/features/cis/index.tsx'
