/** Put in at build time: when this build was made, an instant in UTC. */
declare const BUILT_AT: string
/** Put in at build time: public keys of the provider that sign updates, base64 with commas between them; empty when none were given. */
declare const UPDATE_KEYS: string
