/**
 * Kinds of events in the crowd's queue, and what their two numbers say.
 */
/** Listener. */
export const JOIN = 0
export const LEAVE = 1
/** Listener, index of the seek in the trace. */
export const SEEK = 2
/** Listener; holds only at the time that is noted for it. */
export const PLAN = 3
/** Slot of a flight, its generation. */
export const FIRST_BYTE = 4
/** Request to a peer, its generation. */
export const DELIVERED = 5
export const REFUSED = 6
/** Listener. */
export const ANNOUNCE = 7
/** Two listeners. */
export const CONNECTED = 8
export const NOT_CONNECTED = 9
/** Listener: its neighbours notice that it is gone. */
export const UNPLUGGED = 10
/** Listener, generation of its playing: the playhead may have come to the end of what is there. */
export const DRY = 11
/** Listener, piece: the tracker's answer. */
export const LEASED = 12
/** Listener: words about leases are stale. */
export const WORDS_RUN_OUT = 13
/** Listener: the tracker hears what it holds. */
export const TOLD = 14
