/** What came of adding a show, in words: what happened, and what to do. Pure; one table, so that no problem is without its words. */
import { msg, str } from '@lit/localize'
import type { AddressProblem } from './show-address.ts'

/** Why a feed could not be added. */
export type AddProblem =
  | AddressProblem
  | 'unreachable'
  /** Its host does not allow pages of other sites to read it (CORS). */
  | 'forbidden'
  /** The feed is http, this page is https: browsers don't mix them. */
  | 'insecure'
  | 'not-found'
  | 'unreadable'
  | 'too-large'
  | 'no-episodes'

export interface AddWords {
  readonly happened: string
  readonly whatToDo: string
}

/** @param host of the feed's address; empty where there is none */
export function addProblemWords(problem: AddProblem, host: string): AddWords {
  switch (problem) {
    case 'nothing':
      return { happened: msg('There is no address yet.'), whatToDo: msg('Paste the address of a show’s feed.') }
    case 'no-address':
      return {
        happened: msg('This is not an address.'),
        whatToDo: msg(
          'A feed’s address looks like https://example.org/podcast.xml. The show’s own site often links to it as “RSS”.',
        ),
      }
    case 'app-page':
      return {
        happened: msg('This is a page of an app, and not the show’s feed.'),
        whatToDo: msg('Look for “RSS” on the show’s own site. Shows that are in one app only have no feed.'),
      }
    case 'other-scheme':
      return {
        happened: msg('A browser can’t open this kind of address.'),
        whatToDo: msg('Only addresses that begin with https:// or http:// work here.'),
      }
    case 'unreachable':
      return {
        happened: msg(str`${host} can’t be reached.`),
        whatToDo: msg('Check the address and your connection, then try again.'),
      }
    case 'forbidden':
      return {
        happened: msg(str`${host} does not let other sites read this feed.`),
        whatToDo: msg(
          'That is its publisher’s setting, and nothing is wrong here. They can allow it with one line (CORS); other podcast apps may still open it.',
        ),
      }
    case 'insecure':
      return {
        happened: msg('This feed is not encrypted, and a secure page may not read it.'),
        whatToDo: msg('Try the same address with https:// at its beginning.'),
      }
    case 'not-found':
      return {
        happened: msg(str`${host} has nothing at this address.`),
        whatToDo: msg('The feed may have moved. Look for its address on the show’s own site.'),
      }
    case 'unreadable':
      return {
        happened: msg('What is at this address is not a podcast feed.'),
        whatToDo: msg('If it is the show’s own site, look for “RSS” on it and paste that address.'),
      }
    case 'too-large':
      return {
        happened: msg('This feed is too large to be read here.'),
        whatToDo: msg('If the address is right, its publisher should shorten it: it is over 32 MB.'),
      }
    case 'no-episodes':
      return {
        happened: msg('This show has no episodes yet.'),
        whatToDo: msg('Come back when it has begun.'),
      }
  }
}
