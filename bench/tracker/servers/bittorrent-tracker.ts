/** bittorrent-tracker's own server, WebSockets only. Arguments: the port. */
import Server from 'bittorrent-tracker/server'
import { tellReady } from './told.ts'

/** Its default, 1,000 peers a swarm, would forget four fifths of the stampede. */
const PEERS_PER_SWARM = 20_000

const server = new Server({ udp: false, http: false, ws: true, stats: false, peersCacheLength: PEERS_PER_SWARM })
server.on('error', (error) => console.error(error))
server.on('warning', () => {})
server.listen(Number(process.argv[2]), '127.0.0.1', tellReady)
