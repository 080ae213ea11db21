/** wt-tracker out of its checkout, with the tracker settings of its sample configuration. Arguments: the port. */
import { FastTracker, sendMessage, UWebSocketsTracker } from 'wt-tracker'
import { tellReady } from './told.ts'

const tracker = new FastTracker({ maxOffers: 20, announceInterval: 120 }, sendMessage)
const server = new UWebSocketsTracker(tracker, { server: { port: Number(process.argv[2]), host: '127.0.0.1' } })
await server.run()
tellReady()
