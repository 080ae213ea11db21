/** Views of trackers that do not run, for tests of what is said about them. */
import { newCounts } from '../ops/tracker-counts.ts'
import type { TrackerView } from '../ops/tracker-view.ts'

/** Open, without STUN; nothing has happened yet. */
export function quietView(more: Partial<TrackerView> = {}): TrackerView {
  return {
    version: '1.2.3',
    state: 'ready',
    uptimeSeconds: 5,
    sockets: 0,
    maxSockets: 50_000,
    peers: 0,
    swarms: 0,
    memberships: 0,
    memoryBytes: 80e6,
    maxMemoryBytes: 1024e6,
    list: undefined,
    stun: undefined,
    counts: newCounts(),
    ...more,
  }
}

/** With a list, STUN, and of everything a different number. */
export function busyView(more: Partial<TrackerView> = {}): TrackerView {
  const counts = newCounts()
  let next = 1
  const fill = (tally: Record<string, number>) => {
    for (const name of Object.keys(tally)) tally[name] = next++
  }
  counts.socketsOpened = 4321
  counts.answersDropped = 987_654
  const { socketsRefused, socketsClosed, messagesReceived, messagesSent, messagesRefused } = counts
  const { conflicts, limits, leases, tokens } = counts
  for (const tally of [socketsRefused, socketsClosed, messagesReceived, messagesSent, messagesRefused]) fill(tally)
  for (const tally of [conflicts, limits, leases, tokens]) fill(tally)
  return quietView({
    uptimeSeconds: 3 * 86_400 + 4 * 3600 + 5 * 60,
    sockets: 1234,
    peers: 1200,
    swarms: 42,
    memberships: 1300,
    list: { files: 57, reads: { ok: 3, failed: 1 }, readAtSeconds: 1_800_000_000 },
    stun: { answered: 9000, ignored: 8, limited: 7 },
    counts,
    ...more,
  })
}
