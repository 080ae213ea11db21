/** Chapters and transcripts of every shape that the chapter list and the transcript must cope with. */
import type { Chapter, Cue } from '../../feed/types.ts'

/** A picture that needs no network: a hill under a sky, of some colour. */
function picture(hue: number): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 60"><rect width="80" height="60" fill="hsl(${hue} 45% 72%)"/>
    <circle cx="58" cy="18" r="9" fill="hsl(${hue + 40} 80% 88%)"/><path d="M0 46 28 22 48 42 62 32 80 48V60H0z" fill="hsl(${hue} 40% 34%)"/></svg>`
  return URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
}

export const plainChapters: readonly Chapter[] = [
  { startSeconds: 0, title: 'On the first hill' },
  { startSeconds: 95, title: 'The message is written down' },
  { startSeconds: 260, title: 'Across the river, by lamp' },
  { startSeconds: 480, title: 'What arrived' },
]

export const richChapters: readonly Chapter[] = [
  { startSeconds: 0, title: 'On the first hill', imageUrl: picture(280) },
  { startSeconds: 40, title: 'A look around', imageUrl: picture(20), hidden: true },
  {
    startSeconds: 95,
    title: 'The message is written down, word by word, by somebody who has never written anything before',
    imageUrl: picture(90),
    link: 'https://www.paper-mill.example/how-it-is-made?from=chapters',
    placeName: 'The old paper mill',
  },
  { startSeconds: 260, title: 'Across the river, by lamp', link: 'https://lamps.example/' },
  { startSeconds: 480, endSeconds: 560, title: 'What arrived', imageUrl: picture(200) },
]

export const oddChapters: readonly Chapter[] = [
  { startSeconds: 0, title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft' },
  {
    startSeconds: 3661,
    title: 'الفصل الثاني: الرسالة تعبر الوادي',
    link: `https://${'very-long-name.'.repeat(4)}example/`,
  },
  {
    startSeconds: 7322,
    title: '第三章',
    imageUrl: URL.createObjectURL(new Blob(['no picture'], { type: 'image/png' })),
  },
]

export const manyChapters: readonly Chapter[] = Array.from({ length: 40 }, (_, i) => ({
  startSeconds: i * 60,
  title: `Question ${i + 1} of forty`,
  ...(i % 3 === 0 && { imageUrl: picture((i * 7) % 360) }),
}))

const TALK: readonly (readonly [string, string])[] = [
  [
    'Mara Lind',
    'Good morning, and welcome to the lane. Today we walk up the hill, slowly, because there is a lot to see.',
  ],
  ['Theo', 'And a lot to carry.'],
  ['Mara Lind', 'You brought that on yourself. What is in the bag?'],
  [
    'Theo',
    'Four lamps, a rope, and the letter. I was told the letter must not get wet. So I put it into the lamp, the one that does not burn any more. It was my grandmother’s. She carried it across the same river, when the bridge was down for a whole winter, and nobody believed that she would come back before spring.',
  ],
  ['Mara Lind', 'Did she?'],
  ['Theo', 'She came back in two days, with bread.'],
  [
    'Mara Lind',
    'That is the story people tell at every table here, by the way. Some say it was three days. Some say that there was no bread. We have asked everybody who would talk to us, and what we heard is what you are going to hear now. Whispers change on their way, but less than you would think: the vine remembers.',
  ],
  ['Theo', 'Grapes and all.'],
]

/** Sentences as captions have them: a few seconds each. */
export const talk: readonly Cue[] = Array.from({ length: 5 }, () => TALK)
  .flat()
  .flatMap(([speaker, text]) =>
    (text.match(/[^.?!]+[.?!]+\s*/g) ?? [text]).map((part) => ({ speaker, text: part.trim() })),
  )
  .map((cue, i) => ({ ...cue, startSeconds: i * 5, endSeconds: i * 5 + 4.8 }))

/** As an HTML transcript without times gives it. */
export const untimed: readonly Cue[] = TALK.map(([speaker, text]) => ({
  startSeconds: 0,
  endSeconds: 0,
  untimed: true,
  speaker,
  text,
}))

const WORDS =
  'It was late , and the lamp went out . We sat there in the dark and listened to the river . Then somebody laughed .'

/** One entry per word, nobody named. */
export const wordByWord: readonly Cue[] = Array.from({ length: 8 }, () => WORDS.split(' '))
  .flat()
  .map((text, i) => ({ text, startSeconds: i * 0.4, endSeconds: i * 0.4 + 0.4 }))

const lines = (speaker: string, texts: readonly string[]): Cue[] =>
  texts.map((text, i) => ({ speaker, text, startSeconds: i * 6, endSeconds: i * 6 + 6 }))

export const arabic: readonly Cue[] = lines('مريم', [
  'صباح الخير، وأهلا بكم في الحارة.',
  'اليوم نصعد التل ببطء، لأن هناك الكثير لنراه (with a few English words).',
  'ماذا يوجد في الحقيبة؟',
])

export const odd: readonly Cue[] = [
  ...lines('Sprecherin', [`Das Wort heißt ${'Rindfleischetikettierungsüberwachungsaufgaben'.repeat(2)}.`]),
  ...lines('話者', ['今日は', 'いい', '天気ですね。']),
].map((cue, i) => ({ ...cue, startSeconds: i * 6, endSeconds: i * 6 + 6 }))
