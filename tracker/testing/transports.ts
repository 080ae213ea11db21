/** What carries a tracker's sockets (the setting `transport`): whatever is promised on the wire is tested over each. */
import type { TrackerSettings } from '../index.ts'

export const TRANSPORTS: readonly TrackerSettings['transport'][] = ['ws', 'fast']
