/**
 * Runs in the measured page before anything else. Presses Play in the first moment there is a button for it, and notes, in
 * milliseconds since the navigation began, the first sound (the element has said `playing` and its time has moved) and the first
 * announcement to a tracker that nothing is left to be had. One rule for all systems.
 */
;(() => {
  const marks = { timeOrigin: performance.timeOrigin }
  const mark = (name) => {
    marks[name] ??= performance.now()
  }
  globalThis.bench = marks
  // When each swarm was first told, and how many pieces were read by then and after; what was connected.
  const announced = {}
  globalThis.announced = announced
  globalThis.piecesRead = 0
  globalThis.sockets = 0
  globalThis.peerConnections = 0
  const count = (Class, name) =>
    class extends Class {
      constructor(...args) {
        super(...args)
        globalThis[name] += 1
      }
    }
  globalThis.WebSocket = count(WebSocket, 'sockets')
  globalThis.RTCPeerConnection = count(RTCPeerConnection, 'peerConnections')
  const { get } = IDBObjectStore.prototype
  IDBObjectStore.prototype.get = function (key) {
    if (this.name === 'pieces') globalThis.piecesRead += 1
    return get.call(this, key)
  }

  const { send } = WebSocket.prototype
  WebSocket.prototype.send = function (data) {
    if (typeof data === 'string' && /"left":0[,}]/.test(data)) {
      mark('seeding')
      const { info_hash: infoHash } = JSON.parse(data)
      if (infoHash && !(infoHash in announced)) announced[infoHash] = performance.now()
    }
    return send.call(this, data)
  }

  const { play } = HTMLMediaElement.prototype
  HTMLMediaElement.prototype.play = function () {
    mark('play')
    for (const type of ['loadstart', 'loadedmetadata', 'canplay', 'playing'])
      this.addEventListener(type, () => mark(type))
    const look = setInterval(() => {
      if (marks.playing === undefined || this.currentTime === 0) return
      clearInterval(look)
      mark('sound')
    }, 4)
    return play.call(this)
  }

  // The listener who presses Play as soon as it can be pressed.
  const findPlay = (root) => {
    const found = root.querySelector('button[aria-label="Play"]:not([disabled])')
    if (found !== null) return found
    for (const element of root.querySelectorAll('*')) {
      const inner = element.shadowRoot && findPlay(element.shadowRoot)
      if (inner) return inner
    }
    return null
  }
  const press = setInterval(() => {
    const button = document.body && findPlay(document)
    if (!button || globalThis.noPlay) return
    clearInterval(press)
    mark('click')
    button.click()
  }, 4)
  addEventListener('load', () => mark('load'))
})()
