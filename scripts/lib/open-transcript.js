/**
 * Runs in the listening page before anything else, for scripts/lighthouse.ts: opens the transcript as soon as there is a button for it,
 * and calls `grapevineShown` when its first line is drawn.
 */
;(() => {
  const player = () =>
    document.querySelector('grapevine-page')?.shadowRoot?.querySelector('grapevine-player')?.shadowRoot
  let isPressed = false

  function look() {
    const tab = player()?.querySelector('#tab-transcript')
    if (tab != null && !isPressed) {
      isPressed = true
      tab.click()
    }
    const transcript = player()?.querySelector('gv-transcript')?.shadowRoot
    if (transcript?.querySelector('.slice:not([data-blank]) *') != null) globalThis.grapevineShown()
    else requestAnimationFrame(look)
  }

  requestAnimationFrame(look)
})()
