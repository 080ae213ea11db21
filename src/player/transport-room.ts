/**
 * Which controls stand in the transport's row at which width; what has no room there stands under "More".
 *
 * Pure. One table decides both places, so that a control is always in exactly one of them. It goes by the width the transport
 * itself is given (a container query), not by the page's: beside a cover in a mini bar it is short on a wide screen, too.
 */

/** Controls that may have to leave the row. Play, skip forward and "More" never do. */
export type RoomControl =
  | 'back'
  | 'speed'
  | 'sleep'
  | 'previous'
  | 'next'
  | 'mute'
  | 'slider'
  | 'captions'
  | 'full-screen'
  | 'remote'
  | 'picture'

/** Video has more controls, so some of them need more room than with sound alone. */
export type TransportKind = 'audio' | 'video'

/**
 * From which width (rem) each stands in the row.
 *
 * 14.5: three to press and "More" (a phone at 200 % zoom); 19: a phone's row; 28: a card; 36: a wide card; from 40 on: in full.
 */
export const ROOM: Readonly<Record<TransportKind, Readonly<Record<RoomControl, number>>>> = {
  audio: {
    back: 14.5,
    speed: 19,
    mute: 24,
    sleep: 28,
    previous: 36,
    next: 36,
    slider: 40,
    remote: 46,
    captions: 52,
    'full-screen': 52,
    picture: 52,
  },
  video: {
    back: 14.5,
    speed: 19,
    'full-screen': 24,
    sleep: 28,
    captions: 30,
    previous: 36,
    next: 36,
    mute: 42,
    slider: 52,
    remote: 64,
    picture: 64,
  },
}

/** Which of the two it is, by what there is to choose from. */
export function transportKind(of: {
  readonly captions: boolean | undefined
  readonly fullScreen: boolean
}): TransportKind {
  return of.fullScreen || of.captions !== undefined ? 'video' : 'audio'
}

/** Rules that hide what has no room in the row. Controls carry their name as a class, within one of the kind's. */
export function rowRules(): string {
  return rules((width) => `(width < ${width}rem)`)
}

/** Rules that hide under "More" what has room in the row. */
export function moreRules(): string {
  return rules((width) => `(width >= ${width}rem)`)
}

function rules(condition: (width: number) => string): string {
  const all = Object.entries(ROOM).flatMap(([kind, room]) =>
    Object.entries(room).map(([control, width]) => {
      return `@container ${condition(width)}{.${kind} .${control}{display:none}}`
    }),
  )
  return all.join('')
}
