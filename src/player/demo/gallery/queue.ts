/** The queue, in each of its states; it works here, on a list that is not kept. */
import { html } from 'lit'
import type { GvQueue } from '../../elements/gv-queue.ts'
import { changeQueue, type Queue } from '../../queue.ts'
import type { QueueRequest } from '../../queue-requests.ts'
import type { GalleryEntry } from './gallery-entry.ts'
import '../../elements/gv-queue.ts'

const typical: Queue = [
  { id: 'a', title: 'How a whisper crosses a valley', durationSeconds: 620 },
  { id: 'b', title: 'What the pruning shears know', durationSeconds: 3900 },
  { id: 'c', title: 'Letters between two lighthouses', durationSeconds: 2640 },
  { id: 'd', title: 'Moving pictures', durationSeconds: 95 },
]

const long: Queue = [
  {
    id: 'a',
    title:
      'What the pruning shears know: a long talk about cutting back, told in the rows of an old hillside in winter, with guests',
    durationSeconds: 3900,
  },
  { id: 'b', title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft' },
  { id: 'c', title: 'ورقة عنب', durationSeconds: 71_000 },
]

function queue(entries: Queue, current?: string) {
  return html`<gv-queue .entries=${entries} .current=${current} @gv-queue-request=${carryOut}></gv-queue>`
}

function carryOut(event: QueueRequest): void {
  const element = event.currentTarget as GvQueue
  element.entries = changeQueue(element.entries, event.change, element.current)
}

export const entries: readonly GalleryEntry[] = [
  { element: 'gv-queue', state: 'empty', render: () => queue([]) },
  { element: 'gv-queue', state: 'one entry', render: () => queue(typical.slice(0, 1)) },
  { element: 'gv-queue', state: 'one of it plays', render: () => queue(typical, 'b') },
  { element: 'gv-queue', state: 'long words', render: () => queue(long, 'a') },
  { element: 'gv-queue', state: 'narrow', render: () => queue(typical, 'b'), width: 300 },
]
