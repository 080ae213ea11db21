/** Our tracker with the limits it is shipped with. Arguments: the port, the transport. */
import { parseTrackerSettings, startTracker } from '../../../tracker/index.ts'
import { tellReady } from './told.ts'

const [, , port, transport] = process.argv
// Open, as the others are; the load comes with an address for each client, as from a proxy.
await startTracker(parseTrackerSettings({ port: Number(port), transport, open: true, trustedProxies: 1 }))
tellReady()
