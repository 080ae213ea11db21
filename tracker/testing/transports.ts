/**
 * Both transports, for tests that hold for each. The fast one is a binary that not every system has; where it does not load, its
 * tests are skipped, and say so.
 */
const FAST = await import('uwebsockets').then(
  () => undefined,
  (error: unknown) => `the fast transport does not load here: ${error instanceof Error ? error.message : error}`,
)

if (FAST !== undefined) console.warn(FAST)

export const TRANSPORTS: readonly ('ws' | 'fast')[] = FAST === undefined ? ['ws', 'fast'] : ['ws']
