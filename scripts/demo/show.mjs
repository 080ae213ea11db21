/** What the demo show says about itself, and how each episode is voiced and scored. Data only. */

export const SHOW = {
  title: 'The Long Vine',
  author: 'Grapevine',
  base: 'https://grapevine.example/demo/',
  /** UUIDv5 of the feed's address without scheme, in the podcast namespace, as podcast:guid asks. */
  guid: '247731b2-b74c-5990-b48c-d64d011ecad4',
  link: 'https://grapevine.example/',
  copyright: 'CC0 1.0: no rights reserved',
  summary: 'How things are passed along, from hand to hand and from hilltop to hilltop.',
  description:
    'Three short pieces on how things are passed along: by rumour and relay, by towers and telephones, and in pieces ' +
    'from listener to listener. Read by the computer voice. The demo show of Grapevine, made by its makers, free for any use.',
  category: ['Society &amp; Culture', 'Documentary'],
}

const voice = { name: 'en-gb-x-rp', wordsPerMinute: 151, pitch: 41 }
const talk = { intro: 6, sentence: 0.42, paragraph: 0.95, chapter: 4.2, outro: 7.5 }

/** Oldest first. Moods: chords as MIDI notes, the bass first. */
export const EPISODES = [
  {
    number: 1,
    slug: '1-the-long-vine',
    file: '1-the-long-vine.mp3',
    type: 'audio/mpeg',
    title: 'Heard It Through the Grapevine',
    published: 'Tue, 03 Nov 2026 06:00:00 GMT',
    guid: 'grapevine-demo-the-long-vine-1',
    summary:
      'From the grapevine telegraph to towers on hills, radio relays, neighbours with modems and files in pieces: one old idea, and what it could do for podcasts.',
    notes: [
      '<p>Whoever has received a thing can hand it on. We follow that idea through two hundred years, and end with a question: why does a podcast get dearer the more people love it?</p>',
      '<p>Worth reading:</p>',
      '<ul><li>Booker T. Washington, <a href="https://www.gutenberg.org/ebooks/2376"><em>Up From Slavery</em></a> (1901), chapter I, on the &ldquo;grape-vine&rdquo; telegraph</li>' +
        '<li>Bram Cohen, <a href="https://www.bittorrent.org/beps/bep_0003.html">The BitTorrent Protocol Specification</a></li>' +
        '<li>The <a href="https://www.w3.org/TR/webrtc/">WebRTC</a> standard</li></ul>',
      '<p><strong>Read by the computer voice</strong>, over music made by a program. <a href="https://creativecommons.org/publicdomain/zero/1.0/">CC0</a>: copy it, cut it, give it away.</p>',
    ],
    voice,
    pauses: talk,
    mood: {
      seed: 1844,
      chordSeconds: 8,
      beat: 1,
      rest: 0.42,
      chords: [
        [38, 57, 61, 64, 66],
        [35, 57, 62, 64, 66],
        [43, 55, 59, 62, 66],
        [45, 57, 62, 64, 69],
        [42, 57, 61, 64, 66],
        [35, 54, 59, 62, 69],
        [40, 55, 59, 62, 66],
        [45, 57, 59, 64, 67],
      ],
    },
  },
  {
    number: 2,
    slug: '2-whispers-down-the-lane',
    file: '2-whispers-down-the-lane.m4a',
    type: 'audio/mp4',
    title: 'Whispers Down the Lane',
    published: 'Tue, 10 Nov 2026 06:00:00 GMT',
    guid: 'grapevine-demo-the-long-vine-2',
    summary:
      'Copies of copies drift. A children’s game, a psychologist’s stories, a ruined weekend at Bell Labs, and how a fingerprint keeps a vine honest.',
    notes: [
      '<p>Why do messages change as they are handed on, and how can a machine notice, and even put it right?</p>',
      '<ul><li>Frederic C. Bartlett, <em>Remembering</em> (1932), the chapters on serial reproduction</li>' +
        '<li>Richard W. Hamming, <em>Error Detecting and Error Correcting Codes</em>, Bell System Technical Journal 29 (1950)</li></ul>',
      '<p>Read by the computer voice. <a href="https://creativecommons.org/publicdomain/zero/1.0/">CC0</a>.</p>',
    ],
    voice,
    pauses: talk,
    mood: {
      seed: 1950,
      chordSeconds: 9,
      beat: 0.75,
      rest: 0.5,
      chords: [
        [41, 57, 60, 64, 67],
        [40, 55, 59, 62, 67],
        [38, 57, 60, 62, 65],
        [36, 55, 60, 64, 67],
        [41, 57, 60, 64, 69],
        [43, 55, 59, 62, 65],
      ],
    },
  },
  {
    number: 3,
    slug: '3-how-pieces-travel',
    file: '3-how-pieces-travel.mp4',
    type: 'video/mp4',
    title: 'How Pieces Travel',
    published: 'Tue, 17 Nov 2026 06:00:00 GMT',
    guid: 'grapevine-demo-the-long-vine-3',
    summary: 'A short film, with captions: one episode, six listeners, and the pieces they pass to each other.',
    notes: [
      '<p>One host, six listeners, twelve pieces. Watch them travel, see a wrong one dropped, and see what happens when the host goes dark.</p>',
      '<p>Drawn by a program, read by the computer voice, with English captions. <a href="https://creativecommons.org/publicdomain/zero/1.0/">CC0</a>.</p>',
    ],
    voice: { ...voice, wordsPerMinute: 146 },
    pauses: { intro: 3, sentence: 0.5, paragraph: 0.9, chapter: 1.6, outro: 5 },
    mood: {
      seed: 2001,
      chordSeconds: 6,
      beat: 0.5,
      rest: 0.4,
      chords: [
        [43, 59, 62, 66, 69],
        [40, 59, 62, 64, 67],
        [36, 55, 59, 64, 67],
        [38, 57, 62, 66, 69],
      ],
    },
  },
]
