/**
 * Runs in the measured page before anything else. Notes the click and what the media element says after it, by the page's own
 * clock; `bench.sound` settles at the first sound: the element has said `playing` and its time has moved. One rule for all.
 */
;(() => {
  const marks = {}
  const mark = (name) => {
    marks[name] ??= performance.now()
  }
  const isScript = ({ name }) => new URL(name).pathname.endsWith('.js')
  const scriptBytes = () =>
    performance
      .getEntriesByType('resource')
      .filter(isScript)
      .reduce((sum, { transferSize }) => sum + transferSize, 0)
  const { promise: sound, resolve, reject } = Promise.withResolvers()
  const { play } = HTMLMediaElement.prototype
  HTMLMediaElement.prototype.play = function () {
    for (const type of ['loadedmetadata', 'canplay', 'playing']) this.addEventListener(type, () => mark(type))
    const look = setInterval(() => {
      if (marks.playing === undefined || this.currentTime === 0) return
      clearInterval(look)
      mark('sound')
      resolve({ marks, mediaUrl: this.currentSrc, scriptBytes: scriptBytes() })
    }, 4)
    setTimeout(() => reject(new Error(`no sound within 30 s at ${location.href}`)), 30_000)
    return play.call(this)
  }
  // The moment of the input itself: waiting for a busy page counts.
  const clicked = ({ timeStamp }) => {
    marks.click ??= timeStamp
  }
  addEventListener('click', clicked, true)
  addEventListener('load', () => mark('load'))
  globalThis.bench = { sound }
})()
