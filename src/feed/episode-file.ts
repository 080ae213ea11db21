/**
 * The two small JSON files that an embedded player reads instead of a feed: one episode (`EpisodeFile`), and a show's list
 * of them (`ShowFile`). Published by `grapevine publish`, see docs/embedding.md.
 *
 * Decides what is in them and what is believed of them: known fields of the right type and a bounded size, web addresses of
 * http and https, ws and wss trackers. Unknown fields are passed over, so that later versions may add some. Never holds
 * HTML: an episode's notes stay in the feed. Imports no feed parser, as it is on the way to the first sound.
 */
import { parseInfoHash } from '../shared/ids.ts'
import {
  exact,
  listOf,
  matching,
  maybe,
  numberFrom,
  objectOf,
  type Place,
  type Read,
  readVersioned,
  refuse,
  textRead,
  versionOne,
  words,
} from './file-fields.ts'
import type { Chapter, Enclosure, Episode, Show, TranscriptLink } from './types.ts'
import { parseTrackerUrl, resolveHttpUrl } from './urls.ts'

/** What an embed says about the show. */
export interface FileShow extends Pick<Show, 'title' | 'link' | 'imageUrl' | 'language' | 'author'> {
  /** For subscribing, and for everything that is not in the file. */
  readonly feedUrl: string
}

/** An episode with its media, without its notes and what a small player doesn't show. */
export interface FileEpisode extends Omit<Episode, 'notesHtml' | 'enclosure' | 'kind' | 'explicit' | 'persons'> {
  readonly enclosure: Enclosure
}

/** What was computed for the looks at publish time. */
export interface FileLook {
  /** The cover's colour, `#rrggbb`: the episode's own cover's, or else the show's. */
  readonly accent?: string
  /** The address of its `PeaksFile` (peaks-file.ts). */
  readonly peaksUrl?: string
}

/** Absolute addresses. */
export interface FileUrls {
  /** The episode's static page. */
  readonly page: string
  /** The page that plays this episode, for an `<iframe>`. */
  readonly player?: string
  readonly oembed: string
  /** This file itself. */
  readonly json: string
}

export interface EpisodeFile {
  readonly version: 1
  readonly show: FileShow
  readonly episode: FileEpisode
  readonly look?: FileLook
  readonly urls: FileUrls
}

export interface ShowFileEntry extends Pick<Episode, 'guid' | 'title' | 'publishedAt' | 'durationSeconds'> {
  /** The address of its `EpisodeFile`. */
  readonly json: string
}

export interface ShowFile {
  readonly version: 1
  readonly show: FileShow
  /** In the feed's order. */
  readonly episodes: readonly ShowFileEntry[]
  /** From the show's cover. */
  readonly look?: Pick<FileLook, 'accent'>
}

/** The most characters, list entries and seconds that are taken. Feeds in use stay far below. */
export const FILE_LIMITS = {
  titleLength: 500,
  summaryLength: 2_000,
  wordLength: 200,
  /** A guid is often an address. */
  urlLength: 4_096,
  trackers: 100,
  transcripts: 100,
  chapters: 2_000,
  episodes: 100_000,
  seconds: 1_000 * 3_600,
} as const

const { urlLength } = FILE_LIMITS
const httpUrl = textRead((text) => resolveHttpUrl(text, undefined), urlLength, 'an http:// or https:// address')
const trackerUrl = textRead(parseTrackerUrl, urlLength, 'a ws:// or wss:// address')
const title = words(FILE_LIMITS.titleLength)
const word = words(FILE_LIMITS.wordLength)
const name = exact(FILE_LIMITS.wordLength)
const guid = exact(urlLength)
const seconds = numberFrom(0, FILE_LIMITS.seconds)
const moment = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/, 'a moment such as 2025-06-03T07:00:00Z')

const enclosure = objectOf<Enclosure>({
  url: httpUrl,
  type: name,
  lengthBytes: maybe(numberFrom(1, Number.MAX_SAFE_INTEGER, true)),
  lengthMeasured: maybe((value, at) => (value === true ? true : refuse(at, 'true'))),
  torrentUrl: maybe(httpUrl),
  infoHash: maybe((value, at) => parseInfoHash(value) ?? refuse(at, '40 hex digits')),
  trackers: listOf(trackerUrl, FILE_LIMITS.trackers),
  integrity: maybe(matching(/^sha(?:256|384|512)-[a-z0-9+/]{1,90}={0,2}$/i, 'an integrity text such as sha256-…')),
})

const chapterFields = objectOf<Chapter>({
  startSeconds: seconds,
  endSeconds: maybe(seconds),
  title: words(FILE_LIMITS.titleLength, 0),
  imageUrl: maybe(httpUrl),
  link: maybe(httpUrl),
  placeName: maybe(word),
  hidden: maybe((value, at) => (value === true ? true : refuse(at, 'true'))),
})
const chapter: Read<Chapter> = (value, at) => {
  const read = chapterFields(value, at)
  return read.title === '' && read.hidden === undefined ? refuse(at, 'a chapter with a title, or a hidden one') : read
}
const transcript = objectOf<TranscriptLink>({ url: httpUrl, type: name, language: maybe(name), rel: maybe(name) })

const episode = objectOf<FileEpisode>({
  guid,
  title,
  summary: words(FILE_LIMITS.summaryLength, 0),
  publishedAt: maybe(moment),
  durationSeconds: maybe(seconds),
  imageUrl: maybe(httpUrl),
  link: maybe(httpUrl),
  season: maybe(numberFrom(0, 1e7)),
  number: maybe(numberFrom(0, 1e7)),
  enclosure,
  chaptersUrl: maybe(httpUrl),
  chapters: maybe(listOf(chapter, FILE_LIMITS.chapters)),
  transcripts: listOf(transcript, FILE_LIMITS.transcripts),
})

const show = objectOf<FileShow>({
  title,
  feedUrl: httpUrl,
  link: maybe(httpUrl),
  imageUrl: maybe(httpUrl),
  language: maybe(matching(/^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,8}$/i, 'a language tag such as en')),
  author: maybe(word),
})

const accent = matching(/^#[0-9a-f]{6}$/i, 'a colour such as #336699')

const episodeFile = objectOf<EpisodeFile>({
  version: versionOne,
  show,
  episode,
  look: maybe(objectOf<FileLook>({ accent: maybe(accent), peaksUrl: maybe(httpUrl) })),
  urls: objectOf<FileUrls>({ page: httpUrl, player: maybe(httpUrl), oembed: httpUrl, json: httpUrl }),
})

const showFile = objectOf<ShowFile>({
  version: versionOne,
  show,
  episodes: listOf(
    objectOf<ShowFileEntry>({
      guid,
      title,
      publishedAt: maybe(moment),
      durationSeconds: maybe(seconds),
      json: httpUrl,
    }),
    FILE_LIMITS.episodes,
  ),
  look: maybe(objectOf<Pick<FileLook, 'accent'>>({ accent: maybe(accent) })),
})

const FILE = "episode's file"

/** @param value what `JSON.parse` made of the file. @throws FeedError, in words that name the field */
export const parseEpisodeFile = (value: unknown): EpisodeFile => readVersioned(episodeFile, value, FILE)

/** @param value what `JSON.parse` made of the file. @throws FeedError, in words that name the field */
export const parseShowFile = (value: unknown): ShowFile => readVersioned(showFile, value, FILE)

const WRITING: Place = { file: FILE, path: '', isWriting: true }

/** What a file is written from. */
export interface EpisodeFileSource {
  readonly show: FileShow
  /** An episode of the feed; what has no place in the file (its notes) is left behind. */
  readonly episode: Episode
  readonly look?: FileLook
  readonly urls: FileUrls
}

/**
 * @returns a plain object that `parseEpisodeFile` takes: long words cut, optional fields that don't fit left out
 * @throws FeedError where it has no enclosure, or its guid or an address is too long to be one
 */
export function writeEpisodeFile({ show, episode, look, urls }: EpisodeFileSource): EpisodeFile {
  return episodeFile({ version: 1, show, episode, look, urls }, WRITING)
}

/** @returns a plain object that `parseShowFile` takes. @throws FeedError where the feed's address is none */
export function writeShowFile(
  show: FileShow,
  episodes: readonly ShowFileEntry[],
  look?: Pick<FileLook, 'accent'>,
): ShowFile {
  return showFile({ version: 1, show, episodes, look }, WRITING)
}
