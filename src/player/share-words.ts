/** The share panel's words: apps, and how copying went. Pure; every string is looked up when it is asked for. */
import { msg, str } from '@lit/localize'
import { megabytes } from './data-words.ts'
import type { PodcastApp } from './share-links.ts'

/** An app's name, and where it runs. */
export function appWords(app: PodcastApp): { readonly name: string; readonly where: string } {
  switch (app) {
    case 'apple-podcasts':
      return { name: 'Apple Podcasts', where: msg('iPhone, iPad, Mac') }
    case 'antennapod':
      return { name: 'AntennaPod', where: msg('Android') }
    case 'overcast':
      return { name: 'Overcast', where: msg('iPhone, iPad') }
    case 'pocket-casts':
      return { name: 'Pocket Casts', where: msg('iPhone, Android') }
    case 'podcast-addict':
      return { name: 'Podcast Addict', where: msg('Android') }
    case 'other':
      return { name: msg('Another app'), where: msg('on this device') }
  }
}

/** What came of an attempt to copy, or to hand it to the system's own sharing. */
export function outcomeWords(outcome: 'copied' | 'selected' | 'share-failed'): string {
  switch (outcome) {
    case 'copied':
      return msg('Copied.')
    case 'selected':
      return msg(
        'This page may not copy by itself. The text is selected: copy it with Ctrl+C (⌘C on a Mac), or from your phone’s menu.',
      )
    case 'share-failed':
      return msg('This browser could not share it. Copy the link instead.')
  }
}

/** @param bytes of the file, where they are known */
export function downloadWords(bytes: number | undefined): string {
  if (bytes === undefined || !(bytes > 0)) return msg('The whole episode as a file, straight from the host.')
  const size = megabytes(bytes)
  return msg(str`The whole episode as a file of ${size}, straight from the host.`)
}
