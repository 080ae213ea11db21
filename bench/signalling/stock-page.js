/** A page with webtorrent in it (`globalThis.WebTorrent`, as published on npm): its own tracker client, the same swarm, nothing to download from anybody. */
class EmptyStore {
  get(_index, options, done) {
    ;(typeof options === 'function' ? options : done)(new Error('not held'))
  }
  put(_index, _bytes, done) {
    done(null)
  }
  close(done) {
    done?.(null)
  }
  destroy(done) {
    done?.(null)
  }
}

globalThis.join = async (trackerUrl, torrentBase64, peerId, iceServers) => {
  const client = new globalThis.WebTorrent({
    peerId,
    dht: false,
    webSeeds: false,
    tracker: { rtcConfig: { iceServers } },
  })
  const file = Uint8Array.from(atob(torrentBase64), (char) => char.charCodeAt(0))
  client.on('error', (error) => console.error(error))
  const torrent = client.add(file, { announce: [trackerUrl], store: EmptyStore, storeCacheSlots: 0 })
  torrent.on('wire', (wire) => globalThis.bench.met(wire.peerId))
}
