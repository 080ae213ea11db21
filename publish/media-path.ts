/** What a media file is called, and where it lies below the published folder, read from its URL. */

/** @returns where the file lies below the base URL, decoded, `/` between folders; `undefined` where it lies elsewhere. */
export function pathBelow(url: string, baseUrl: string): string | undefined {
  const clean = url.replace(/[?#].*$/s, '')
  if (!clean.startsWith(baseUrl)) return undefined
  const parts = clean.slice(baseUrl.length).split('/').map(decode)
  const isSafe = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\/\0]/.test(part))
  return isSafe ? parts.join('/') : undefined
}

/** @returns the last part of a URL's path, decoded; `media` where it has none. */
export function fileNameOf(url: string): string {
  const name = decode(new URL(url).pathname.split('/').findLast((part) => part !== '') ?? '')
  return name.replace(/[\\/\0]/g, '_') || 'media'
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
