/**
 * Runs in the measured page before anything else: notes the click and what the media element says after it, by the page's
 * own clock, and settles `bench.sound` at the first sound: the element has said `playing` and its time has moved.
 *
 * Plain JavaScript, handed to the browser as it is. The same rule for every player: whoever calls play() is watched.
 */
;(() => {
  const marks = {}
  const watched = new Set()
  const mark = (name) => {
    marks[name] ??= performance.now()
  }
  const scriptBytes = () =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .reduce((sum, { transferSize }) => sum + transferSize, 0)

  globalThis.bench = {
    sound: new Promise((resolve) => {
      const watch = (media) => {
        if (watched.has(media)) return
        watched.add(media)
        for (const type of ['loadstart', 'loadedmetadata', 'canplay', 'playing']) {
          media.addEventListener(type, () => mark(type))
        }
        const look = setInterval(() => {
          if (marks.playing === undefined || media.currentTime === 0) return
          clearInterval(look)
          mark('sound')
          resolve({ marks, mediaUrl: media.currentSrc, scriptBytes: scriptBytes() })
        }, 4)
      }
      const { play } = HTMLMediaElement.prototype
      HTMLMediaElement.prototype.play = function () {
        watch(this)
        return play.call(this)
      }
    }),
  }
  addEventListener('load', () => mark('load'))
  // The moment of the input itself: waiting for a busy page counts.
  addEventListener(
    'click',
    (event) => {
      marks.click ??= event.timeStamp
    },
    true,
  )
  navigator.serviceWorker?.addEventListener('controllerchange', () => mark('controlled'))
})()
