/** Opens the reports of CIM when they are first asked for. Apart from what opens them: a start loads nothing of it. */
import type { CimReports, OpenCimPorts, Cim } from './open-cim.ts'

export function createLazyCim(ports: OpenCimPorts): CimReports['cim'] {
  let opened: Promise<Cim> | undefined
  return {
    open: () => (opened ??= import('./open-cim.ts').then(({ openCim }) => openCim(ports))),
    stop: async () => {
      await (await opened)?.stop()
    },
  }
}
