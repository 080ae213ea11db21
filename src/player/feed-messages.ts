/** What the page and its feeds' worker say to each other. Small objects, a batch at a time: each costs the page a task. */
import type { FeedEnd } from '../feed/index.ts'
import type { FeedPart } from './feed-desk.ts'
import type { ShowError } from './show-error.ts'

/** `id` is the page's number for what it asks. */
export type FeedRequest =
  | { readonly id: number; readonly ask: 'show'; readonly feedUrl: string; readonly withNotes: boolean }
  | { readonly id: number; readonly ask: 'notes'; readonly feedUrl: string; readonly guid: string }
  /** No answer is wanted any more. */
  | { readonly id: number; readonly ask: 'nothing' }

export type FeedAnswer =
  | { readonly id: number; readonly part: FeedPart }
  /** The last answer to `show`. */
  | { readonly id: number; readonly end: FeedEnd }
  /** The last answer to `notes`. */
  | { readonly id: number; readonly notes: string | undefined }
  /** The last answer to either. `reason` is for developers. */
  | { readonly id: number; readonly failed: ShowError['kind']; readonly reason: string }
