/**
 * P2P Media Loader with hls.js, as its readme has it: HLS segments cut from the same MP3.
 *
 * Every setting is its default, but for trackers (ours is no public one) and STUN servers, which can't be reached where this runs.
 */
import Hls from 'hls.js'
import { HlsJsP2PEngine } from 'p2p-media-loader-hlsjs'
import { present } from './probe.ts'

const HlsWithP2P = HlsJsP2PEngine.injectMixin(Hls)

present({
  play: (audio, { playlistUrl, trackers, rate }, notes) => {
    audio.defaultPlaybackRate = rate
    let fromPeers = 0
    const hls = new HlsWithP2P({
      p2p: {
        core: { announceTrackers: [...trackers], rtcConfig: { iceServers: [] } },
        onHlsJsCreated: ({ p2pEngine }) => {
          p2pEngine.addEventListener('onChunkDownloaded', (bytes, source) => {
            if (source === 'p2p') fromPeers += bytes
            notes.peerBytes(fromPeers)
          })
        },
      },
    })
    hls.on(Hls.Events.ERROR, (_event, { fatal, details }) => {
      if (fatal) notes.failed(`hls.js: ${details}`)
    })
    hls.on(Hls.Events.MEDIA_ATTACHED, () => {
      audio.playbackRate = rate
      audio.play().catch(() => {})
    })
    hls.loadSource(playlistUrl)
    hls.attachMedia(audio)
  },
})
