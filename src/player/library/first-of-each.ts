/** The first of those with one key, in their order. Pure. */
export function firstOfEach<T>(keyOf: (one: T) => string, rows: readonly T[]): readonly T[] {
  const found = new Map<string, T>()
  for (const row of rows) if (!found.has(keyOf(row))) found.set(keyOf(row), row)
  return [...found.values()]
}
