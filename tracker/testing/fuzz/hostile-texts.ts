/**
 * Texts for a tracker: well-formed messages of every kind, and what becomes of them when fields, keys or characters are changed.
 *
 * A grammar first, mutations upon it: junk alone would never get past the first check. Two worlds: the attackers' own few swarms
 * and ids, where offers and answers do meet, and the honest listeners' swarm, of which attackers know every id. There nothing is
 * ever cut or spliced, since a cut may make a further id of one, and who has an id of its own may join.
 */
import * as fc from 'fast-check'
import { hexToBinaryString, type InfoHash, type PeerId } from '../../../src/shared/ids.ts'
import { hashOf, peerOf } from '../ids.ts'

export interface HostileText {
  readonly kind: string
  readonly text: string
}

export interface HonestIds {
  readonly infoHash: InfoHash
  readonly peerIds: readonly PeerId[]
}

type Fields = Readonly<Record<string, unknown>>
interface Message {
  readonly kind: string
  readonly fields: Fields
}

/** One peer of a connection gets leases, of several none does: both kinds of attacker are there. */
const idsOf = (attacker: number) => (attacker % 2 === 0 ? 1 : 3)
const OFFER_IDS = 3
const SWARMS = [0, 1].map((byte) => hexToBinaryString(hashOf(byte)))

/** What is put where something else belongs. None of it is an id. */
const JUNK: readonly unknown[] = [
  null,
  true,
  false,
  -1,
  0.5,
  1e308,
  -1e308,
  2 ** 53,
  2 ** 31,
  '',
  'x',
  '0',
  '\u0100'.repeat(20),
  '\ud800'.repeat(20),
  `${'a'.repeat(19)}\udc00`,
  '😀'.repeat(10),
  'a'.repeat(19),
  '9'.repeat(400),
  'é'.repeat(8192),
  '\u2028\u0000\uffff',
  [],
  [[[[[]]]]],
  [null],
  {},
  { length: 20 },
  { toString: 'x', valueOf: 'x' },
  { toJSON: 'x' },
  [...Array(70).keys()],
]

const junk = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...JUNK) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

const FOREIGN_KEYS = ['__proto__', 'constructor', 'prototype', 'toJSON', 'toString', 'hasOwnProperty', 'length', '']
const WORDS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  '\\u',
  ':',
  ',',
  '0',
  '-',
  'é',
  '\u0000',
  '\u2028',
  '😀',
  '\ud83d',
  'null',
]

const fragment = fc.string({ unit: fc.constantFrom(...WORDS), maxLength: 6 })
/** Each with a number, so that it can be told who got which. */
const sdp = fc.tuple(fc.nat(), fragment).map(([n, rest]) => `v=0\r\no=- ${n} 2 IN IP4 127.0.0.1\r\n${rest}`)
const offerId = fc.nat({ max: OFFER_IDS - 1 }).map((n) => String.fromCharCode(n).repeat(20))
const pieces = fc.array(fc.nat({ max: 300 }), { maxLength: 20 })
const few = fc.nat({ max: 20 })

interface World {
  readonly infoHash: fc.Arbitrary<string>
  /** Whom a message says it is from. */
  readonly self: fc.Arbitrary<string>
  readonly anybody: fc.Arbitrary<string>
}

function messageIn({ infoHash, self, anybody }: World): fc.Arbitrary<Message> {
  const of = (kind: string, fields: fc.Arbitrary<Fields>) => fields.map((one): Message => ({ kind, fields: one }))
  const head = { action: fc.constant('announce'), info_hash: infoHash, peer_id: self }
  const to = { ...head, to_peer_id: anybody, offer_id: offerId }
  const offers = fc.array(fc.record({ offer_id: offerId, offer: fc.record({ type: fc.constant('offer'), sdp }) }), {
    maxLength: 4,
  })
  const announce = fc.record(
    {
      ...head,
      offers,
      event: fc.constantFrom('started', 'stopped', 'completed', 'update', 'empty', '', null),
      numwant: few,
      want: few,
      except: fc.array(anybody, { maxLength: 3 }),
      left: fc.nat({ max: 2 }),
      uploaded: fc.maxSafeNat(),
      downloaded: fc.constant(0),
      secret: fc.constantFrom('x', 's'.repeat(43)),
      token: fc.constantFrom('a.b.c', 'e30.e30.'),
    },
    { requiredKeys: ['action', 'info_hash', 'peer_id'] },
  )
  const line = fc.nat({ max: 99 }).map((n) => `candidate:${n} 1 udp 2113937151 192.0.2.${n} 50000 typ host`)
  return fc.oneof(
    { weight: 5, arbitrary: of('announce', announce) },
    {
      weight: 3,
      arbitrary: of('answer', fc.record({ ...to, answer: fc.record({ type: fc.constant('answer'), sdp }) })),
    },
    {
      weight: 3,
      arbitrary: of('directed-offer', fc.record({ ...to, offer: fc.record({ type: fc.constant('offer'), sdp }) })),
    },
    {
      weight: 2,
      arbitrary: of('candidates', fc.record({ ...to, candidates: fc.array(line, { minLength: 1, maxLength: 4 }) })),
    },
    { weight: 1, arbitrary: of('refusal', fc.record({ ...to, refused: fc.constant(true) })) },
    {
      weight: 2,
      arbitrary: of(
        'lease',
        fc.record(
          { ...head, action: fc.constant('lease'), pieces, have: pieces },
          { requiredKeys: ['action', 'info_hash', 'peer_id'] },
        ),
      ),
    },
    {
      weight: 2,
      arbitrary: of(
        'scrape',
        fc.record({
          action: fc.constant('scrape'),
          info_hash: fc.oneof(infoHash, fc.array(infoHash, { maxLength: 4 })),
        }),
      ),
    },
  )
}

/** One field, however deep (the first offer's, a description's), is something else; or an unknown one is there too. */
function mutated(message: fc.Arbitrary<Message>): fc.Arbitrary<HostileText> {
  return fc.tuple(message, fc.nat(), junk, fc.boolean()).map(([{ kind, fields }, at, value, isForeign]) => {
    if (isForeign) {
      const key = FOREIGN_KEYS[at % FOREIGN_KEYS.length] ?? ''
      return { kind: `${kind}, foreign key`, text: JSON.stringify({ ...fields, [key]: value }) }
    }
    const paths = pathsOf(fields)
    return { kind: `${kind}, mutated`, text: JSON.stringify(replaced(fields, paths[at % paths.length] ?? [], value)) }
  })
}

type Path = readonly (string | number)[]

/** The paths of all values within, lists by their first item. */
function pathsOf(value: unknown): readonly Path[] {
  if (typeof value !== 'object' || value === null) return []
  const entries = Array.isArray(value) ? value.slice(0, 1).entries() : Object.entries(value)
  return [...entries].flatMap(([key, inner]) => [[key], ...pathsOf(inner).map((path) => [key, ...path])])
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((item, i) => (i === key ? replaced(item, rest, by) : item))
  const fields = value as Fields
  return { ...fields, [key]: replaced(fields[key], rest, by) }
}

/** The same text, with one of its fields written twice: which of the two counts? */
function duplicated(message: fc.Arbitrary<Message>, other: fc.Arbitrary<Message>): fc.Arbitrary<HostileText> {
  return fc.tuple(message, other, fc.nat()).map(([{ kind, fields }, second, at]) => {
    const entries = Object.entries(second.fields)
    const [key, value] = entries[at % entries.length] ?? ['action', 'announce']
    return {
      kind: `${kind}, key twice`,
      text: `{${JSON.stringify(key)}:${JSON.stringify(value)},${JSON.stringify(fields).slice(1)}`,
    }
  })
}

function cut(message: fc.Arbitrary<Message>): fc.Arbitrary<HostileText> {
  return fc.tuple(message, fc.nat(), fc.nat({ max: 8 }), fragment).map(([{ kind, fields }, at, gone, put]) => {
    const text = JSON.stringify(fields)
    const start = at % text.length
    return { kind: `${kind}, cut`, text: text.slice(0, start) + put + text.slice(start + gone) }
  })
}

function spliced(message: fc.Arbitrary<Message>): fc.Arbitrary<HostileText> {
  return fc.tuple(message, message, fc.nat(), fc.nat()).map(([first, second, end, start]) => {
    const [head, tail] = [JSON.stringify(first.fields), JSON.stringify(second.fields)]
    return { kind: 'two spliced', text: head.slice(0, end % head.length) + tail.slice(start % tail.length) }
  })
}

const OPENINGS = ['[', '{"a":', '{"action":"announce","info_hash":[', '"\\u']

const shapeless: fc.Arbitrary<HostileText> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => ({ kind: 'no JSON', text })),
  fc.json({ maxDepth: 3 }).map((text) => ({ kind: 'other JSON', text })),
  fc.constantFrom('', 'null', 'true', '0', '""', '[]', '{}', '\ufeff{}').map((text) => ({ kind: 'bare value', text })),
  fc
    .tuple(fc.constantFrom(...OPENINGS), fc.nat({ max: 2000 }))
    .map(([opening, depth]) => ({ kind: 'deep', text: opening.repeat(depth) })),
)

/** As long as a message may be, nearly: white space, one key, one list, a number without end. */
const long: fc.Arbitrary<HostileText> = fc
  .tuple(fc.constantFrom(' ', 'a', '"a":1,', '9', '[],'), fc.constantFrom('', '{', '"', '['), fc.nat({ max: 120_000 }))
  .map(([unit, opening, length]) => ({
    kind: 'long',
    text: opening + unit.repeat(Math.floor(length / unit.length)),
  }))

/** The texts of attacker number `attacker` of `attackers`; most of the time each uses ids of its own. */
export function hostileText(
  attacker: number,
  attackers: number,
  honest: readonly HonestIds[],
): fc.Arbitrary<HostileText> {
  const idOf = (of: number) => fc.nat({ max: idsOf(of) - 1 }).map((n) => hexToBinaryString(peerOf(3 * of + n)))
  const anybody = fc.nat({ max: attackers - 1 }).chain(idOf)
  const own = messageIn({
    infoHash: fc.constantFrom(...SWARMS),
    self: fc.oneof({ weight: 9, arbitrary: idOf(attacker) }, { weight: 1, arbitrary: anybody }),
    anybody,
  })
  const stolen = fc.oneof(
    ...honest.map(({ infoHash, peerIds }) => {
      const honestId = fc.constantFrom(...peerIds.map(hexToBinaryString))
      return messageIn({ infoHash: fc.constant(hexToBinaryString(infoHash)), self: honestId, anybody: honestId })
    }),
  )
  const whole = ({ kind, fields }: Message): HostileText => ({ kind, text: JSON.stringify(fields) })
  const asHonest = ({ kind, text }: HostileText): HostileText => ({ kind: `honest peer's ${kind}`, text })
  return fc.oneof(
    { weight: 400, arbitrary: own.map(whole) },
    { weight: 200, arbitrary: mutated(own) },
    { weight: 50, arbitrary: duplicated(own, own) },
    { weight: 80, arbitrary: cut(own) },
    { weight: 50, arbitrary: spliced(own) },
    { weight: 80, arbitrary: shapeless },
    { weight: 80, arbitrary: stolen.map(whole).map(asHonest) },
    { weight: 40, arbitrary: mutated(stolen).map(asHonest) },
    { weight: 20, arbitrary: duplicated(stolen, stolen).map(asHonest) },
    { weight: 1, arbitrary: long },
  )
}
