/**
 * Runs in a page: the engine alone, as a page that knows at load what was kept and that the listener shares. Nothing is opened to be played.
 */
import { registerServiceWorker, reseed, type SharedSource, setSharing } from '../../src/peer/index.ts'

const { sources } = globalThis as unknown as { sources: readonly SharedSource[] }
void registerServiceWorker(new URL('/sw.js', location.href))
Object.assign(globalThis, { asked: performance.now() })
setSharing(true)
reseed(sources)
