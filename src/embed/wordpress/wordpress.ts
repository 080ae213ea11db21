/**
 * How a frame talks to WordPress, which embeds what oEmbed gives it in `<iframe sandbox="allow-scripts" src="…#?secret=…">`
 * and listens with wp-includes/js/wp-embed.js: messages `{ message, value, secret }`. Pure.
 *
 * `height` sets the frame's height (WordPress keeps it between 200 and 1,000), `link` opens an address in the whole window
 * (WordPress follows only to the frame's own host, and only while the frame has the focus), and the page asks by `ready` to
 * be told the height again.
 */

const WORDPRESS_HEIGHT = { least: 200, most: 1_000 } as const

export interface WordPressMessage {
  readonly message: 'height' | 'link'
  readonly value: number | string
  readonly secret: string
}

/** @param hash `location.hash`. @returns the secret by which WordPress knows its frames; `undefined` elsewhere */
export function secretOf(hash: string): string | undefined {
  return /[#?&]secret=([\da-z]{1,64})(?=[#&]|$)/i.exec(hash)?.[1]
}

export function heightMessage(height: number, secret: string): WordPressMessage {
  const { least, most } = WORDPRESS_HEIGHT
  return { message: 'height', value: Math.min(most, Math.max(least, Math.ceil(height))), secret }
}

/** Whether the page asks for the height. */
export function asksForHeight(data: unknown, secret: string): boolean {
  if (typeof data !== 'object' || data === null) return false
  const { message, secret: theirs } = data as Readonly<Record<string, unknown>>
  return message === 'ready' && theirs === secret
}

/**
 * @param href where a link leads, absolute
 * @param frameUrl the frame's address
 * @returns the message by which WordPress opens it; `undefined` where it would not, and the link is left to the browser
 */
export function linkMessage(href: string, frameUrl: string, secret: string): WordPressMessage | undefined {
  if (!/^https?:/i.test(href)) return undefined
  try {
    return new URL(href).host === new URL(frameUrl).host ? { message: 'link', value: href, secret } : undefined
  } catch {
    return undefined
  }
}
