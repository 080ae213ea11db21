/**
 * Runs in the measured page before anything else: notes when the first rows of the show's list can be seen, when the list knows all
 * episodes (`grapevineEpisodes`), and every task over 50 ms (the Long Tasks API; by the clock, so a busy machine's doing too).
 */
;(() => {
  let tasks = []
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()))
  observer.observe({ type: 'longtask', buffered: true })
  const taken = () => {
    tasks.push(...observer.takeRecords())
    return tasks.map(({ duration }) => Math.round(duration))
  }

  /** The show's list, wherever in the page's shadow roots it stands. */
  const find = (root, name) => {
    const here = root.querySelector(name)
    if (here !== null) return here
    for (const element of root.querySelectorAll('*')) {
      const found = element.shadowRoot === null ? null : find(element.shadowRoot, name)
      if (found !== null) return found
    }
    return null
  }

  const opened = new Promise((resolve) => {
    let list = null
    let firstRowsMs
    const look = () => {
      list ??= find(document, 'gv-show-episodes')
      const own = list?.shadowRoot
      // The first rows may be the list's own, before there is need of more.
      const rows = own?.querySelector('gv-virtual-list')?.shadowRoot ?? own
      const isDrawn = rows?.querySelector('gv-episode-row')?.shadowRoot?.querySelector('.name') != null
      // This frame is painted after this callback.
      if (isDrawn) firstRowsMs ??= performance.now()
      if (isDrawn && list.episodes.length === globalThis.grapevineEpisodes) {
        const allRowsMs = performance.now()
        // Tasks are told of a moment after they ended.
        setTimeout(() => resolve({ firstRowsMs, allRowsMs, longTasksMs: taken() }), 500)
      } else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })

  globalThis.grapevineBench = {
    opened,
    forgetTasks: () => {
      taken()
      tasks = []
    },
    longTasks: () => new Promise((resolve) => setTimeout(() => resolve(taken()), 500)),
  }
})()
