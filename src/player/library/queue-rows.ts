/** The one queue in its table. Inside the caller's transaction. */
import { fieldsOf } from './checked-fields.ts'
import { type GlobalQueue, parseGlobalQueue } from './global-queue.ts'
import type { RowReader, RowWriter } from './tables.ts'

export async function readQueue(rows: RowReader): Promise<GlobalQueue> {
  return parseGlobalQueue(await readSingle(rows, 'queue'))
}

export async function writeQueue(rows: RowWriter, queue: GlobalQueue): Promise<void> {
  await writeSingle(rows, 'queue', queue)
}

/** Rows of which there is one each. `earlier`: whose queues were taken over from localStorage. */
export type SingleName = 'queue' | 'settings' | 'earlier'

export async function readSingle(rows: RowReader, name: SingleName): Promise<unknown> {
  return fieldsOf(await rows.get('singles', name))?.value
}

export async function writeSingle(rows: RowWriter, name: SingleName, value: object): Promise<void> {
  await rows.put('singles', { name, value })
}
