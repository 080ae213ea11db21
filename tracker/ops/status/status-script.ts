/**
 * The script of the status page, in the page itself: takes in new figures every few seconds, as long as somebody looks on.
 *
 * Not while the page is hidden or something in it is selected. A `<meta http-equiv="refresh">` would do without a script, and throw
 * a reader back to the top each time (W3C's failure F41). Without scripts the page stays as it is. Nothing but its hash is let run
 * by the page's own policy. Pure.
 */
export const STATUS_SCRIPT = `
const stale = document.getElementById('stale')
async function refresh() {
  if (document.hidden || !getSelection().isCollapsed) return
  try {
    const answer = await fetch('', { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(4000) })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.querySelector('main')
    if (!fresh) throw new Error('a page of somebody else')
    document.querySelector('main').replaceWith(fresh)
    stale.hidden = true
  } catch {
    stale.hidden = false
  }
}
async function again() {
  await refresh()
  setTimeout(again, 5000)
}
setTimeout(again, 5000)
addEventListener('visibilitychange', refresh)
`

/** Base64 of the script's SHA-256, for `script-src`. A test holds it to the text. */
export const STATUS_SCRIPT_SHA256 = 'upg7n15PbXcF0xJK7o1cy+bbGxyjsuzrI1oHxPkD7c4='
