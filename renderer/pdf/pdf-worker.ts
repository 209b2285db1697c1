/** The thread in which PDFs are read. Nothing in a file is run or fetched. */
import './tell-warnings.ts'
import 'pdfjs-dist/build/pdf.worker.min.mjs'
