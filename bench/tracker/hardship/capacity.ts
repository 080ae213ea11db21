/**
 * How many idle sockets one server process can hold here, and which of them leave before the hardships, whose sockets need room
 * too. Pure.
 *
 * What happens when a process may open nothing more is another matter: here nobody is to go without for that reason.
 */

export const BUSY_SOCKETS = 500
/** More than any hardship holds at a time. */
export const HARDSHIP_SOCKETS = 800
/** Files that the server may still open for itself while all sockets are there. */
const SPARE_FILES = 100

export interface Capacity {
  /** Sockets that are there when memory is looked at. */
  readonly idle: number
  /** Those of them that stay for the hardships. */
  readonly staying: number
  /** In words, where there are fewer than were asked for. */
  readonly why: string | undefined
}

/** @param openFiles those of the server, before anybody has connected @param maxOpenFiles those that it may have */
export function capacityOf(asked: number, openFiles: number, maxOpenFiles: number): Capacity {
  const room = maxOpenFiles - openFiles - SPARE_FILES - BUSY_SOCKETS
  const idle = Math.max(0, Math.min(asked, room))
  const staying = Math.max(0, Math.min(asked, room - HARDSHIP_SOCKETS))
  const words = `${idle} idle sockets, not ${asked}: a process may have ${maxOpenFiles} files open here (ulimit -n)`
  return { idle, staying, why: idle < asked ? words : undefined }
}
