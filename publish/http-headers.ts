/**
 * Decides the headers a published show and its page are served with: types, caching, and what other origins may see.
 */
import { extname } from 'node:path'

/** Where `send` knows none, or a less exact one. */
const TYPES: Readonly<Record<string, string>> = {
  '.xml': 'application/rss+xml; charset=utf-8',
  '.rss': 'application/rss+xml; charset=utf-8',
  '.atom': 'application/atom+xml; charset=utf-8',
  '.vtt': 'text/vtt; charset=utf-8',
  '.srt': 'application/x-subrip; charset=utf-8',
  '.torrent': 'application/x-bittorrent',
  '.m4a': 'audio/mp4',
  '.m4b': 'audio/mp4',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.opus': 'audio/ogg',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

/** Players on other origins ask for ranges and must see what came back. */
export const CORS_HEADERS: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Content-Range, Content-Length, Accept-Ranges, ETag',
}

export const PREFLIGHT_HEADERS: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
  'Access-Control-Allow-Headers': 'Range, If-Range, If-None-Match, If-Modified-Since',
  'Access-Control-Max-Age': '86400',
}

/** @returns the type for a file's name, or `undefined` where the server's table is as good. */
export function contentTypeOf(path: string): string | undefined {
  return /\.?chapters\.json$/i.test(path) ? 'application/json+chapters' : TYPES[extname(path).toLowerCase()]
}

/** Vite puts a hash of the content into these names, so they never change. */
const HASHED = /^\/assets\/.*-[\w-]{8,}\.\w+$/
const MEDIA = /\.(?:mp3|m4[abv]|mp4|ogg|oga|opus|aac|flac|wav|webm|mov|png|jpe?g|webp|avif|gif)$/i

/** @param path of the URL; `no-cache` still allows a copy that is asked about each time (ETag) */
export function cacheControlOf(path: string, isPage: boolean): string {
  if (isPage && HASHED.test(path)) return 'public, max-age=31536000, immutable'
  return !isPage && MEDIA.test(path) ? 'public, max-age=3600' : 'no-cache'
}
