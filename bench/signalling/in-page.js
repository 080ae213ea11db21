/**
 * Runs in each measured page before anything else, and is the same for all systems: counts PeerConnections as they are made and
 * bytes over WebSockets, and notes when the first data channel opens. Who was met is told by the page (`bench.met`).
 */
;(() => {
  const utf8 = new TextEncoder()
  const seen = { peerConnections: 0, trackerBytes: 0, socketAt: undefined, firstOpenAt: undefined }
  const met = new Set()
  const size = (data) => (typeof data === 'string' ? utf8.encode(data).length : (data.byteLength ?? data.size))
  const watch = (channel) => {
    channel.addEventListener('open', () => {
      seen.firstOpenAt ??= performance.now()
    })
  }
  const Connection = globalThis.RTCPeerConnection
  globalThis.RTCPeerConnection = class extends Connection {
    constructor(...args) {
      super(...args)
      seen.peerConnections += 1
      this.addEventListener('datachannel', ({ channel }) => watch(channel))
    }
    createDataChannel(...args) {
      const channel = super.createDataChannel(...args)
      watch(channel)
      return channel
    }
  }
  const Socket = globalThis.WebSocket
  globalThis.WebSocket = class extends Socket {
    constructor(...args) {
      super(...args)
      seen.socketAt ??= performance.now()
      this.addEventListener('message', ({ data }) => {
        seen.trackerBytes += size(data)
      })
    }
    send(data) {
      seen.trackerBytes += size(data)
      super.send(data)
    }
  }
  globalThis.bench = {
    met: (peerId) => met.add(peerId),
    read: () => ({ ...seen, met: met.size, firstConnectedMs: seen.firstOpenAt - seen.socketAt }),
  }
})()
