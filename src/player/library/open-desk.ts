/** PROVISIONAL */
import type { LibraryDesk } from '../library-desk.ts'
import type { PreferenceStore } from '../preferences.ts'
import type { SharingSetting } from '../sharing-consent.ts'

export interface OpenDeskOptions {
  readonly ownFeedUrl: string | undefined
  readonly setting: SharingSetting
  readonly preferences: PreferenceStore
  readonly loadEngine: () => Promise<typeof import('../../peer/index.ts')>
}
export async function openDesk(_: OpenDeskOptions): Promise<LibraryDesk> {
  throw new Error('not yet')
}
