/**
 * As much of WebRTC as simple-peer's "lite" build needs, inside one process: connections find each other by an id in the
 * SDP. In place of `webrtc-polyfill`, whose native binary is not installed, it lets stock clients run in Node unchanged.
 */
const connections = new Map()
let lastId = 0

class Channel {
  readyState = 'connecting'
  bufferedAmount = 0
  bufferedAmountLowThreshold = 0
  constructor(label) {
    this.label = label
  }
  link(other) {
    this.other = other
    this.readyState = 'open'
    queueMicrotask(() => this.onopen?.())
  }
  send(data) {
    queueMicrotask(() => this.other.onmessage?.({ data }))
  }
  close() {
    if (this.readyState === 'closed') return
    this.readyState = 'closed'
    queueMicrotask(() => this.onclose?.())
    this.other?.close()
  }
}

export class RTCPeerConnection {
  iceConnectionState = 'new'
  iceGatheringState = 'new'
  connectionState = 'new'
  signalingState = 'stable'
  localDescription = null
  remoteDescription = null
  #id = String(++lastId)
  #channel = null

  constructor() {
    connections.set(this.#id, this)
  }
  createDataChannel(label) {
    this.#channel = new Channel(label)
    return this.#channel
  }
  async createOffer() {
    return { type: 'offer', sdp: `v=0\r\ns=fake ${this.#id}\r\n` }
  }
  async createAnswer() {
    return { type: 'answer', sdp: `v=0\r\ns=fake ${this.#id}\r\n` }
  }
  async setLocalDescription(description) {
    this.localDescription = description
    // Nothing to gather: simple-peer sends its description as soon as the list of candidates is complete.
    queueMicrotask(() => this.onicecandidate?.({ candidate: null }))
  }
  async setRemoteDescription(description) {
    this.remoteDescription = description
    const remote = connections.get(/s=fake (\d+)/.exec(description.sdp)?.[1])
    if (!remote) throw new Error('not an SDP of this fake')
    if (description.type === 'answer') this.#connect(remote)
  }
  #connect(remote) {
    const theirs = new Channel(this.#channel.label)
    remote.#channel = theirs
    remote.ondatachannel?.({ channel: theirs })
    for (const connection of [this, remote]) {
      connection.iceConnectionState = 'connected'
      connection.connectionState = 'connected'
      connection.oniceconnectionstatechange?.()
    }
    theirs.link(this.#channel)
    this.#channel.link(theirs)
  }
  /** simple-peer calls itself connected only when it knows the pair of candidates. */
  async getStats() {
    return [
      { id: 'pair', type: 'candidate-pair' },
      { id: 'transport', type: 'transport', selectedCandidatePairId: 'pair' },
    ]
  }
  close() {
    connections.delete(this.#id)
    this.#channel?.close()
  }
}

export class RTCSessionDescription {
  constructor({ type, sdp }) {
    this.type = type
    this.sdp = sdp
  }
}

export class RTCIceCandidate {}
