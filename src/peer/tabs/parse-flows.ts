/**
 * Reads who gives what to whom as the tab that holds the swarm tells it. It is only shown: what makes no sense, or comes from a version
 * that does not tell, is nobody. Pure.
 */
import type { PeerFlow } from '../types.ts'

/** More are not shown anywhere. */
const MOST_FLOWS = 200

export function parseFlows(value: unknown): readonly PeerFlow[] {
  if (!Array.isArray(value)) return []
  return value.slice(0, MOST_FLOWS).flatMap((one: unknown) => parseFlow(one) ?? [])
}

function parseFlow(value: unknown): PeerFlow | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { id, kind, has, ...counts } = value as Readonly<Record<string, unknown>>
  const { receivedBytes, givenBytes, receiveBytesPerSecond, giveBytesPerSecond } = counts
  if (typeof id !== 'string' || !isShare(has)) return undefined
  if (!isCount(receivedBytes) || !isCount(givenBytes)) return undefined
  if (!isCount(receiveBytesPerSecond) || !isCount(giveBytesPerSecond)) return undefined
  const known = kind === 'seeder' || kind === 'listener'
  const flow = { id, receivedBytes, givenBytes, receiveBytesPerSecond, giveBytesPerSecond, has }
  return known ? { ...flow, kind } : flow
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function isShare(value: unknown): value is number {
  return isCount(value) && value <= 1
}
