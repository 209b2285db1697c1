/** The parts that every screen is made of. */
export { announce, Announcer } from './announce.tsx'
export { Button, CopyButton, CopyContext } from './button.tsx'
export { CheckboxField, RadioField, SingleCheckbox, type Choice } from './choice-fields.tsx'
export { DateField } from './date-field.tsx'
export { dateFromIso, emptyDate, isDateEmpty, isoFromDate, type DateParts } from './date-parts.ts'
export { ConfirmDialog, Dialog } from './dialog.tsx'
export { ErrorSummary, FormError } from './error-summary.tsx'
export { fieldId } from './field-parts.tsx'
export { FileDrop, FileSourceContext, type FileSource } from './file-drop.tsx'
export { formatCount, formatDate, formatDateTime, formatPhone, formatUuid, lowerFirst, formatWallTime, upperFirst } from './format.ts'
export { ImageView } from './image-view.tsx'
export {
  Callout,
  Details,
  EmailAddress,
  Inset,
  Panel,
  ProgressSteps,
  Spinner,
  SummaryList,
  Tag,
  WordTag,
  type ProgressStep,
  type SummaryRow,
} from './parts.tsx'
export { PageTabs } from './page-tabs.tsx'
export { PassphraseField } from './passphrase-field.tsx'
export { PdfView } from './pdf-view.tsx'
export { RowGrid, type GridColumn, type GridSelection } from './row-grid.tsx'
export { DraftNote, SaveRow } from './save-row.tsx'
export { SelectField, TextArea, TextField } from './text-fields.tsx'
export { toast, Toaster } from './toast.tsx'
export { cancelledByAgent, useSubmit, withoutCancelled, type Submit } from './use-submit.ts'
