/**
 * Grapevine on a bare page: the engine's public entry, and the player's own adapter between it and the media element.
 *
 * Consent to share was given on an earlier visit, so sharing is on when the page loads; the episode is opened on joining.
 */
import { openSession, registerServiceWorker, setSharing } from '../../../src/peer/index.ts'
import { DomMediaAdapter } from '../../../src/player/dom-media-adapter.ts'
import { PlayRequest, RateRequest } from '../../../src/player/player-requests.ts'
import { parseInfoHash } from '../../../src/shared/ids.ts'
import { controlled, present } from './probe.ts'

async function register(): Promise<void> {
  await registerServiceWorker()
  await controlled()
}

setSharing(true)

present({
  ready: register(),
  play: (audio, { mediaUrl, lengthBytes, torrentUrl, infoHash, trackers, rate }, notes) => {
    const hash = parseInfoHash(infoHash)
    if (hash === undefined) throw new Error(`no info hash: ${infoHash}`)
    const type = 'audio/mpeg'
    // As a published feed says it: measured with the info hash.
    const length = { lengthBytes, lengthMeasured: true } as const
    const session = openSession({ url: mediaUrl, type, ...length, torrentUrl, infoHash: hash, trackers })
    session.subscribe(({ meter, plainReason, error }) => {
      notes.peerBytes(meter.fromPeersBytes)
      if (plainReason !== undefined) notes.failed(`played from the host alone: ${plainReason}`)
      if (error !== undefined) notes.failed(`${error.kind}: ${error.detail}`)
    })
    const player = new DomMediaAdapter(audio)
    player.open(session, { plainUrl: mediaUrl })
    player.execute(new RateRequest(rate))
    player.execute(new PlayRequest())
  },
})
