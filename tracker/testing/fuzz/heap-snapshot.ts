/**
 * How much of a heap is data, by its snapshot (V8's `.heapsnapshot`, JSON).
 *
 * Compiled code is left out, with all that belongs to it: the optimiser makes more of it for minutes, which is a third of a small
 * program's heap and would hide what leaks. Pure.
 */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[]
      /** The first is the list of names for field `type`. */
      readonly node_types: readonly [readonly string[], ...unknown[]]
    }
  }
  /** The fields of all nodes, one after the other. */
  readonly nodes: readonly number[]
}

export function dataBytes(json: string): number {
  const { snapshot, nodes }: Snapshot = JSON.parse(json)
  const { node_fields, node_types } = snapshot.meta
  const [type, size] = [node_fields.indexOf('type'), node_fields.indexOf('self_size')]
  const code = node_types[0].indexOf('code')
  let bytes = 0
  for (let at = 0; at < nodes.length; at += node_fields.length) {
    if (nodes[at + type] !== code) bytes += nodes[at + size] ?? 0
  }
  return bytes
}
