/** Types of chromium.mjs for the configuration files, which are TypeScript. */
export function findChromium(env?: NodeJS.ProcessEnv): { readonly path: string } | { readonly missing: string }
export function ensureChromium(): Promise<{ readonly path: string } | { readonly missing: string }>
