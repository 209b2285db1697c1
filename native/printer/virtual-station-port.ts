/** What the app may ask of a card printer in memory: a move or a face, carried out, refused, or gone wrong in the way that was set for it. */
import { err, ok, type Result } from '../../domain/result.ts'
import type { CardMove, CardMoveFailureCode, CardPath, CardPrinter, PrinterFailureCode } from '../ports.ts'
import { printFailures } from './print-failures.ts'
import {
  carryOut,
  findProblem,
  leaveContacts,
  stationPrinterName,
  stationState,
  takeFault,
  tellStation,
  type VirtualStation,
} from './virtual-station.ts'

export function createStationPort(station: VirtualStation): CardPrinter {
  const move =
    (which: CardMove): CardPath[CardMove] =>
    async (printer) => {
      await Promise.resolve()
      return printer === stationPrinterName ? moveCard(station, which) : printFailures.unknownMover()
    }
  return {
    watch(listener) {
      station.listeners.add(listener)
      listener(stationState(station))
      return () => station.listeners.delete(listener)
    },
    async print({ printer, title, pdf }) {
      await Promise.resolve()
      return printer === stationPrinterName ? printFace(station, title, pdf) : printFailures.unknown()
    },
    path: { feed: move('feed'), toContacts: move('toContacts'), eject: move('eject'), reject: move('reject') },
    async close() {
      await Promise.resolve()
      station.listeners.clear()
    },
  }
}

function findObstacle({ place, trouble, card, feeder }: VirtualStation, move: CardMove): Result<never, CardMoveFailureCode> | undefined {
  if (place === 'jammed') return printFailures.stuck('Card jammed')
  if (trouble !== undefined) return printFailures.noMove(trouble)
  if (move === 'feed' && card) return printFailures.noMove('A card is inside already')
  if (move === 'feed' && feeder.length === 0) return printFailures.noMove('Feeder empty')
  if (move !== 'feed' && !card) return printFailures.noMove('No card is inside')
  return undefined
}

function moveCard(station: VirtualStation, which: CardMove): Result<void, CardMoveFailureCode> {
  const obstacle = findObstacle(station, which)
  if (obstacle) return obstacle
  const fault = takeFault(station, which)
  try {
    if (fault === 'refused') return printFailures.noMove('Cover open')
    if (fault === 'lost-before') return printFailures.movedPerhaps(which)
    if (fault === 'jam') {
      if (which === 'feed') carryOut.feed(station)
      leaveContacts(station)
      station.place = 'jammed'
      return printFailures.stuck('Card jammed')
    }
    carryOut[which](station)
    return fault === 'lost-after' ? printFailures.movedPerhaps(which) : ok()
  } finally {
    tellStation(station)
  }
}

/** On the card inside, which stays; or on the next one of the feeder, which goes into the hopper. */
function printFace(station: VirtualStation, title: string, pdf: Uint8Array): Result<{ readonly jobId: string }, PrinterFailureCode> {
  const problem = findProblem(station)
  if (problem !== undefined) return printFailures.problem(problem)
  if (new TextDecoder('latin1').decode(pdf.subarray(0, 5)) !== '%PDF-')
    return err('printer-refused', 'The printer takes PDF only. Nothing was printed.', 'Report this: it is a fault of RA Desk.')
  const fault = takeFault(station, 'print')
  if (fault === 'refused') return printFailures.problem('Ribbon missing')
  if (fault === 'lost-before') return printFailures.perhaps()
  const wasInside = station.card !== undefined
  if (!wasInside) carryOut.feed(station)
  leaveContacts(station)
  const job = { jobId: `virtual-${String(station.jobs.length + 1)}`, printer: stationPrinterName, title, pdf: Uint8Array.from(pdf) }
  station.jobs.push(job)
  station.card = { ...station.card!, face: [...station.card!.face, job] }
  if (fault === 'jam') station.place = 'jammed'
  else if (!wasInside) carryOut.eject(station)
  tellStation(station)
  if (fault === 'jam') return printFailures.stoppedAtCard('Card jammed')
  return fault === 'lost-after' ? printFailures.perhaps() : ok({ jobId: job.jobId })
}
