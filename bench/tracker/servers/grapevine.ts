/** Our tracker with the limits it is shipped with. Arguments: the port, the transport, how many proxies stand in front. */
import { parseTrackerSettings, startTracker, suitCollector } from '../../../tracker/index.ts'
import { tellReady } from './told.ts'

suitCollector()
const [, , port, transport, proxies] = process.argv
// Open, as the others are.
const settings = { port: Number(port), transport, open: true, trustedProxies: Number(proxies) }
await startTracker(parseTrackerSettings(settings))
tellReady()
