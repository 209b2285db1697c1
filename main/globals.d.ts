/** Put in at build time: when this build was made, an instant in UTC. */
declare const BUILT_AT: string
