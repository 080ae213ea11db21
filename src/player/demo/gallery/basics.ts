/** Covers, notices, piece strips: the small parts, in each of their states. */
import { html } from 'lit'
import { PieceSource } from '../../../peer/types.ts'
import type { GalleryEntry } from './gallery-entry.ts'
import '../../elements/gv-cover.ts'
import '../../elements/gv-notice.ts'
import '../../elements/gv-piece-strip.ts'

const pieces = new Uint8Array(160).fill(PieceSource.cache, 0, 30).fill(PieceSource.origin, 30, 50)
pieces.fill(PieceSource.peers, 50, 110)

export const entries: readonly GalleryEntry[] = [
  { element: 'gv-cover', state: 'without a picture', render: () => html`<gv-cover></gv-cover>`, width: 140 },
  {
    element: 'gv-notice',
    state: 'host unreachable',
    render: () => html`<gv-notice .kind=${'origin-unreachable'}></gv-notice>`,
  },
  { element: 'gv-notice', state: 'feed missing', render: () => html`<gv-notice .kind=${'feed-missing'}></gv-notice>` },
  {
    element: 'gv-piece-strip',
    state: 'from all sources',
    render: () => html`<gv-piece-strip .pieces=${pieces}></gv-piece-strip>`,
  },
]
