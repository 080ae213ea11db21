/** PROVISIONAL */
import { LitElement } from 'lit'
import type { LibraryDesk } from '../library-desk.ts'
import type { PreferenceStore } from '../preferences.ts'
import type { Route } from '../routes.ts'
import type { RowPlace } from '../scroll-memory.ts'
export class GvLibraryPage extends LitElement {
  declare desk: LibraryDesk | undefined
  declare route: Route
  declare preferences: PreferenceStore | undefined
  get place(): RowPlace | undefined {
    return undefined
  }
  async restore(_: RowPlace): Promise<void> {}
  async focusHeading(): Promise<void> {}
}
declare global {
  interface HTMLElementTagNameMap {
    'gv-library-page': GvLibraryPage
  }
}
