/**
 * Reads a file with a library, field by field: what is sound is kept, what is not is counted, and said.
 *
 * Pure. Never throws but {@link LibraryFileError}. A file is anybody's: who is announced to is never taken from one (swarms and
 * trackers are the feeds' to name), and no moment in it lies ahead of now, so that nothing in it is newer than what comes.
 */
import type { SharingSettings } from '../../peer/index.ts'
import { changePreferences, defaultPreferences, type PreferenceChange, type Preferences } from '../preferences.ts'
import { MOST_ENTRIES } from '../queue.ts'
import type { SharingAnswer } from '../sharing-consent.ts'
import { addressField, countField, type Fields, fieldsOf, momentField } from './checked-fields.ts'
import type { WantedEpisode } from './download.ts'
import { episodeKey, parseRef, parseWords } from './episode-ref.ts'
import { firstOfEach } from './first-of-each.ts'
import { parseQueued, withoutDoubles } from './global-queue.ts'
import { type Heard, parseHeard, withoutFeedsWord } from './heard.ts'
import { LIBRARY_FILE_VERSION, LIBRARY_FORMAT, type LibraryFile, MOST_FILE_CHARACTERS } from './library-file.ts'
import { LibraryFileError, type LibraryFileWarning, type ListName } from './library-file-words.ts'
import { defaultLibrarySettings, parseLibrarySettings } from './library-settings.ts'
import { parseSubscription, type Subscription } from './subscription.ts'

export interface ReadLibraryFile {
  readonly file: LibraryFile
  readonly warnings: readonly LibraryFileWarning[]
}

const MOST_OF: Readonly<Record<ListName, number>> = {
  subscriptions: 5_000,
  heard: 200_000,
  queue: MOST_ENTRIES,
  wanted: 5_000,
  answers: 10_000,
}

/** @param now wall clock, milliseconds since 1970 @throws {LibraryFileError} */
export function readLibraryFile(text: string, now: number): ReadLibraryFile {
  const fields = readObject(text)
  const warnings: LibraryFileWarning[] = []
  const list = <T>(name: ListName, value: unknown, read: (item: unknown) => T | undefined): readonly T[] => {
    if (value === undefined) return []
    if (!Array.isArray(value)) {
      warnings.push({ kind: 'no-list', list: name })
      return []
    }
    const sound = value
      .slice(0, MOST_OF[name])
      .map(read)
      .filter((item) => item !== undefined)
    const skipped = value.length - sound.length
    if (skipped > 0) warnings.push({ kind: 'skipped', list: name, count: skipped })
    return sound
  }
  const sharing = fieldsOf(fields.sharing) ?? {}
  const answers = list('answers', Object.entries(fieldsOf(sharing.answers) ?? {}), readAnswer)
  const file: LibraryFile = {
    subscriptions: firstOfEach(
      ({ feedUrl }) => feedUrl,
      list('subscriptions', fields.subscriptions, (item) => readSubscription(item, now)),
    ),
    heard: firstOfEach(
      episodeKey,
      list('heard', fields.heard, (item) => readHeard(item, now)),
    ),
    queue: withoutDoubles(list('queue', fields.queue, parseQueued)),
    wanted: firstOfEach(
      episodeKey,
      list('wanted', fields.wanted, (item) => readWanted(item, now)),
    ),
    settings: notAhead(parseLibrarySettings(fields.settings ?? defaultLibrarySettings), now),
    preferences: readPreferences(fields.preferences),
    sharing: { answers: new Map(answers), settings: readSharingSettings(sharing.settings) },
    storage: readStorage(fields.storage),
  }
  return { file, warnings }
}

function readObject(text: string): Fields {
  if (text.length > MOST_FILE_CHARACTERS) throw new LibraryFileError('too-large')
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (cause) {
    throw new LibraryFileError('not-a-library', { cause })
  }
  const fields = fieldsOf(value)
  if (fields?.format !== LIBRARY_FORMAT) throw new LibraryFileError('not-a-library')
  const { version } = fields
  if (!Number.isSafeInteger(version) || Number(version) < 1) throw new LibraryFileError('not-a-library')
  if (Number(version) > LIBRARY_FILE_VERSION) throw new LibraryFileError('newer-version')
  return fields
}

function readSubscription(item: unknown, now: number): Subscription | undefined {
  const subscription = parseSubscription(item)
  return subscription && notAhead(subscription, now)
}

function readHeard(item: unknown, now: number): Heard | undefined {
  const heard = parseHeard(item)
  return heard && notAhead(withoutFeedsWord(heard), now)
}

function readWanted(item: unknown, now: number): WantedEpisode | undefined {
  const fields = fieldsOf(item)
  const ref = fields && parseRef(fields)
  if (fields === undefined || ref === undefined) return undefined
  const { title = ref.guid, ...words } = parseWords(fields)
  return notAhead({ ...ref, title, ...words, wantedAt: momentField(fields.wantedAt) ?? 0 }, now)
}

function readAnswer(item: unknown): readonly [feedUrl: string, answer: SharingAnswer] | undefined {
  const [key, answer] = Array.isArray(item) ? item : []
  const feedUrl = addressField(key)
  const isAnswer = answer === 'share' || answer === 'not-now'
  return feedUrl === undefined || !isAnswer ? undefined : [feedUrl, answer]
}

function readPreferences(value: unknown): Partial<Preferences> {
  const fields = fieldsOf(value) ?? {}
  const sound = changePreferences(defaultPreferences, fields as PreferenceChange)
  return Object.fromEntries(Object.entries(sound).filter(([name]) => Object.hasOwn(fields, name)))
}

function readSharingSettings(value: unknown): Partial<SharingSettings> {
  const fields = fieldsOf(value) ?? {}
  const flags = (['pauseOnBattery', 'pauseOnMetered', 'shareOnUnknownConnection'] as const).filter(
    (name) => typeof fields[name] === 'boolean',
  )
  const { allowanceBytesPerDay: allowance, uploadBytesPerSecond: upload } = fields
  return {
    ...((allowance === 'unlimited' || countField(allowance) !== undefined) && {
      allowanceBytesPerDay: allowance as number | 'unlimited',
    }),
    ...((countField(upload) ?? 0) > 0 && { uploadBytesPerSecond: Number(upload) }),
    ...Object.fromEntries(flags.map((name) => [name, fields[name]])),
  }
}

function readStorage(value: unknown): LibraryFile['storage'] {
  const budget = fieldsOf(value)?.budget
  if (budget === 'unlimited') return { budget }
  return (countField(budget) ?? 0) > 0 ? { budget: Number(budget) } : {}
}

/** All its moments are now at the latest. */
function notAhead<T extends object>(row: T, now: number): T {
  const entries = Object.entries(row).map(([name, value]: [string, unknown]) =>
    /[a-z]At$/.test(name) && typeof value === 'number' ? [name, Math.min(value, now)] : [name, value],
  )
  return Object.fromEntries(entries)
}
