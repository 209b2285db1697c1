/** Where group policy writes the policy of a Windows computer. Apart from `registry-policy.ts`, which is loaded on Windows only. */
export const REGISTRY_PLACE = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\RA Desk'
