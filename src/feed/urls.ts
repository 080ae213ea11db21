/**
 * Which URLs of a feed are believed: absolute ones of http and https, after resolving against the feed.
 */

/** @returns the absolute URL, or `undefined` where it can't be resolved or is of another scheme (`javascript:`, `file:`). */
export function resolveHttpUrl(value: string | undefined, base: string | undefined): string | undefined {
  const trimmed = value?.trim()
  if (!trimmed) return undefined
  try {
    const url = new URL(trimmed, base)
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined
  } catch {
    return undefined
  }
}

/** @returns the WebSocket tracker's URL, or `undefined`: a browser can reach no other kind. */
export function parseTrackerUrl(value: string): string | undefined {
  try {
    const url = new URL(value.trim())
    return url.protocol === 'ws:' || url.protocol === 'wss:' ? url.href : undefined
  } catch {
    return undefined
  }
}

const TYPE_BY_EXTENSION: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  m4b: 'audio/mp4',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  flac: 'audio/flac',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
}

/** @returns the MIME type a media URL's file name suggests, or `undefined`. */
export function mediaTypeOfUrl(url: string): string | undefined {
  const extension = /\.([a-z0-9]{2,4})$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase()
  return extension === undefined ? undefined : TYPE_BY_EXTENSION[extension]
}
