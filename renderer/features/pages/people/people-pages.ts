/** The pages about people, above their cases. */
export const peoplePages = [
  { path: '/people', title: 'People' },
  { path: '/people/locum-log', title: 'National Locum log' },
  { path: '/people/wind-down', title: 'Wind-down' },
  { path: '/people/cim-reports', title: 'CIM reports' },
] as const
