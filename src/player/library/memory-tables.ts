/**
 * The library's tables for as long as the page stands: where a browser gives us no IndexedDB, and in tests.
 *
 * Pure. Keys and indexes come from the same schema as the database's. One transaction after the other; one that fails is undone.
 */
import { fieldsOf } from './checked-fields.ts'
import { LibraryError } from './library-error.ts'
import { type IndexShape, type TableShape, UPGRADE_STEPS } from './schema.ts'
import type { IndexKey, IndexName, Key, RowReader, RowWriter, TableName, TableOfShow, Tables } from './tables.ts'

type Part = string | number
interface Entry {
  readonly key: readonly Part[]
  readonly row: object
}

const TABLE_SHAPES = new Map<TableName, TableShape>(
  UPGRADE_STEPS.flatMap(({ tables = [] }) => tables.map((shape) => [shape.table, shape] as const)),
)
const INDEX_SHAPES = new Map<IndexName, IndexShape>(
  UPGRADE_STEPS.flatMap(({ indexes = [] }) => indexes.map((shape) => [shape.index, shape] as const)),
)

export class MemoryTables implements Tables {
  readonly kind = 'memory'
  readonly #tables = new Map<TableName, Map<string, Entry>>()
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  read<T>(work: (rows: RowReader) => Promise<T>): Promise<T> {
    return this.#queue(() => work(new MemoryRows(this.#tables)))
  }

  write<T>(work: (rows: RowWriter) => Promise<T>): Promise<T> {
    return this.#queue(async () => {
      const rows = new MemoryRows(this.#tables)
      try {
        return await work(rows)
      } catch (error) {
        rows.undo()
        throw error
      }
    })
  }

  close(): void {
    this.#closed = true
  }

  #queue<T>(run: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new LibraryError('closed', 'the library was closed'))
    const result = this.#last.then(run)
    this.#last = result.catch(() => undefined)
    return result
  }
}

class MemoryRows implements RowWriter {
  readonly #tables: Map<TableName, Map<string, Entry>>
  readonly #undo: (() => void)[] = []

  constructor(tables: Map<TableName, Map<string, Entry>>) {
    this.#tables = tables
  }

  async get(table: TableName, key: Key): Promise<unknown> {
    return this.#table(table).get(idOf(partsOf(key)))?.row
  }

  async all(table: TableName): Promise<readonly unknown[]> {
    return this.#sorted(table).map(({ row }) => row)
  }

  async ofShow(table: TableOfShow, feedUrl: string): Promise<readonly unknown[]> {
    return this.#sorted(table).flatMap(({ key, row }) => (key[0] === feedUrl ? [row] : []))
  }

  async latest(index: IndexName, limit: number, before?: IndexKey): Promise<readonly unknown[]> {
    const shape = INDEX_SHAPES.get(index)
    if (shape === undefined) return []
    const entries = [...this.#table(shape.table).values()].flatMap(({ row }) => {
      const key = keyOf(row, shape.keyPath)
      return key === undefined || (before !== undefined && compareKeys(key, before) >= 0) ? [] : [{ key, row }]
    })
    entries.sort((a, b) => compareKeys(b.key, a.key))
    return entries.slice(0, limit).map(({ row }) => row)
  }

  async put(table: TableName, row: object): Promise<void> {
    const shape = TABLE_SHAPES.get(table)
    const key = shape && keyOf(row, typeof shape.keyPath === 'string' ? [shape.keyPath] : shape.keyPath)
    if (key === undefined) throw new TypeError(`a row of ${table} without its key`)
    this.#set(table, idOf(key), { key, row: structuredClone(row) })
  }

  async delete(table: TableName, key: Key): Promise<void> {
    this.#set(table, idOf(partsOf(key)), undefined)
  }

  async deleteOfShow(table: TableOfShow, feedUrl: string): Promise<void> {
    for (const { key } of this.#sorted(table)) if (key[0] === feedUrl) this.#set(table, idOf(key), undefined)
  }

  async clear(table: TableName): Promise<void> {
    for (const { key } of this.#sorted(table)) this.#set(table, idOf(key), undefined)
  }

  undo(): void {
    for (const step of this.#undo.reverse()) step()
  }

  #set(name: TableName, id: string, entry: Entry | undefined): void {
    const table = this.#table(name)
    const before = table.get(id)
    this.#undo.push(() => void (before === undefined ? table.delete(id) : table.set(id, before)))
    if (entry === undefined) table.delete(id)
    else table.set(id, entry)
  }

  #table(name: TableName): Map<string, Entry> {
    const known = this.#tables.get(name) ?? new Map<string, Entry>()
    this.#tables.set(name, known)
    return known
  }

  #sorted(name: TableName): readonly Entry[] {
    return [...this.#table(name).values()].sort((a, b) => compareKeys(a.key, b.key))
  }
}

const partsOf = (key: Key): readonly Part[] => (typeof key === 'string' ? [key] : key)
const idOf = (key: readonly Part[]): string => JSON.stringify(key)

function keyOf(row: unknown, keyPath: readonly string[]): readonly Part[] | undefined {
  const fields = fieldsOf(row)
  const parts = keyPath.map((name) => fields?.[name])
  return parts.every((part) => typeof part === 'string' || typeof part === 'number') ? (parts as Part[]) : undefined
}

/** As IndexedDB sorts: numbers before text, text by UTF-16 units, the shorter first. */
function compareKeys(a: readonly Part[], b: readonly Part[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index]
    if (right === undefined) return 1
    if (left === right) continue
    if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1
    return left < right ? -1 : 1
  }
  return a.length - b.length
}
