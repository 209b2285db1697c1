/** A process that fills one station and ends: `node fill-process.ts REQUEST`, the request as JSON. Its last line is the filled station as JSON. */
import { fillStation, type FillRequest } from './fill-station.ts'
import { leaveOutDiskWaits } from './without-disk-waits.ts'

const request = JSON.parse(process.argv[2]!) as FillRequest
await leaveOutDiskWaits()
const filled = await fillStation({
  ...request,
  progress: (done) => {
    process.stderr.write(`${String(done)}\n`)
  },
})
process.stdout.write(JSON.stringify(filled), () => {
  process.exit(0)
})
