/**
 * Where the files for embedding are on the web, and by which address the player plays one episode.
 */
import type { FileUrls } from '../src/feed/episode-file.ts'
import { EPISODES_FOLDER } from './episode-names.ts'

/**
 * @param player `--player`
 * @returns `player` with `?json=` (the episode's file) for a player frame, and with `?feed=` and `?episode=` (the guid), which
 * the listening page takes; an address of its own query keeps it
 */
function playerAddress(player: string, jsonUrl: string, feedUrl: string, guid: string): string {
  const url = new URL(player)
  url.searchParams.set('json', jsonUrl)
  url.searchParams.set('feed', feedUrl)
  url.searchParams.set('episode', guid)
  return url.href
}

/** @param baseUrl with a slash at its end */
export function embedUrls(
  baseUrl: string,
  name: string,
  player: string | undefined,
  feedUrl: string,
  guid: string,
): FileUrls {
  const stem = new URL(`${EPISODES_FOLDER}/${name}`, baseUrl).href
  const json = `${stem}.json`
  return {
    page: `${stem}.html`,
    ...(player !== undefined && { player: playerAddress(player, json, feedUrl, guid) }),
    oembed: `${stem}.oembed.json`,
    json,
  }
}
