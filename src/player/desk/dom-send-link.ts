/**
 * Hands on a link by the system's own way, or puts it into the clipboard where there is none.
 *
 * Call it inside a click: browsers allow neither otherwise.
 */
import type { SentLink } from './show-wishes.ts'

/** Never rejects. */
export async function sendLink(link: { readonly title: string; readonly url: string }): Promise<SentLink> {
  if (typeof navigator.share === 'function') {
    try {
      await navigator.share(link)
      return 'sent'
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'closed'
      // Not allowed here, or nothing to share with: the clipboard is left.
    }
  }
  try {
    await navigator.clipboard.writeText(link.url)
    return 'copied'
  } catch {
    return 'failed'
  }
}
