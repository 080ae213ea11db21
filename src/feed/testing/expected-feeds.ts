/** What a person reads in the feeds of ../shared/feeds: typed in by hand from the files. For real-feeds.test.ts. */
import type { Episode, Show } from '../types.ts'

export interface ExpectedFeed {
  readonly show: Partial<Show>
  readonly episodes: number
  /** How many episodes have it. */
  readonly counts: Partial<Record<keyof Episode, number>>
  /** By place in the feed. */
  readonly at: Readonly<Record<number, Partial<Episode>>>
  /** The beginning and the end of the notes, by place in the feed. */
  readonly notes: Readonly<Record<number, readonly [start: string, end: string]>>
  readonly summaries: Readonly<Record<number, RegExp>>
  readonly warnings?: readonly string[]
}

const noTrackers = { trackers: [] }
const mp3 = { type: 'audio/mpeg', ...noTrackers }
const dame = { name: 'Dame Jennifer', role: 'host' }
const dameImage = 'https://noagendatube.com/lazy-static/avatars/e96ee293-9104-4ebf-84db-ebbb04cf621c.jpg'

/** By file name. Relative addresses are those of a feed at https://feeds.example/a/feed.xml. */
export const EXPECTED_FEEDS: Readonly<Record<string, ExpectedFeed>> = {
  'giantbomb-large.xml': {
    show: {
      title: 'Giant Bombcast',
      description:
        'Giant Bomb discusses the latest video game news and new releases, taste-test questionable beverages, and get wildly off-topic in this weekly podcast.',
      author: 'Giant Bomb',
      link: 'https://www.giantbomb.com/',
      language: 'en-us',
      imageUrl: 'https://giantbomb1.cbsistatic.com/uploads/original/11/110673/2927815-3756859778-28940.png?20191008',
    },
    episodes: 730,
    // Some lengths and durations of the oldest are written as 0.
    counts: { enclosure: 730, durationSeconds: 696, notesHtml: 730, imageUrl: 730, link: 730 },
    at: {
      0: {
        guid: '1600-2823',
        title: 'Giant Bombcast 603: Call of Tuesday',
        publishedAt: '2019-10-01T22:30:00.000Z',
        durationSeconds: 10475,
        link: 'https://www.giantbomb.com/shows/603-call-of-tuesday/2970-19653/free-podcast',
        imageUrl: 'https://giantbomb1.cbsistatic.com/uploads/original/0/30/3132120-mspac-marquee-full.jpg?20191008',
        enclosure: {
          url: 'https://dts.podtrac.com/redirect.mp3/www.giantbomb.com/podcasts/download/2823/603__Call_of_Tuesday-10-01-2019-6277737276.mp3',
          lengthBytes: 105003355,
          ...mp3,
        },
      },
      364: {
        guid: '1600-598',
        title: 'Giant Bombcast 09-03-2013',
        publishedAt: '2013-09-04T03:15:00.000Z',
        durationSeconds: 8598,
      },
      729: {
        guid: '1600-20',
        title: 'Giant Bombcast Arrow Pointing Down Podcast Beta',
        publishedAt: '2008-02-18T09:54:00.000Z',
        durationSeconds: 5283,
        enclosure: {
          url: 'https://dts.podtrac.com/redirect.mp3/www.giantbomb.com/podcasts/download/20/arrowpointingdownpodcast-021808.mp3',
          lengthBytes: 63404564,
          ...mp3,
        },
      },
    },
    notes: { 0: ['Video games! Ghost Recon Breakpoint, The Last', 'stuff besides games this week too. Probably.'] },
    summaries: {
      729: /^Welcome, and thank you for participating in the soft launch.* Gatorade, HD-DVD, GDC, and more!$/,
    },
  },
  'peertube-video-torrents.xml': {
    show: {
      title: 'Animated No Agenda',
      description: 'Animated clips from TBPITU! TYFYC! And such. . .',
      author: 'Dame Jennifer',
      link: 'https://noagendatube.com/video-channels/animated_no_agenda',
      imageUrl: 'https://noagendatube.com/lazy-static/avatars/2a501bbd-2805-4f58-a486-2708c8e526ad.png',
      persons: [{ ...dame, imageUrl: dameImage }],
    },
    episodes: 20,
    counts: { enclosure: 20, notesHtml: 19, persons: 20, imageUrl: 20 },
    at: {
      0: {
        guid: 'https://noagendatube.com/videos/watch/301929e6-a83e-45ad-8901-e513ea1ab81e',
        title: "Animated No Agenda - It's Probably an Inside Job [EP 100!]",
        publishedAt: '2021-10-28T00:44:34.000Z',
        persons: [{ ...dame, imageUrl: dameImage, link: 'https://noagendatube.com/accounts/dame_jennifer' }],
        enclosure: {
          url: 'https://noagendatube.com/static/webseed/301929e6-a83e-45ad-8901-e513ea1ab81e-1080.mp4',
          type: 'video/mp4',
          lengthBytes: 21096526,
          torrentUrl: 'https://noagendatube.com/lazy-static/torrents/301929e6-a83e-45ad-8901-e513ea1ab81e-1080.torrent',
          ...noTrackers,
        },
      },
      9: {
        title: 'Animated No Agenda - These Days Only Podcasters Bring the Truth',
        publishedAt: '2021-04-18T23:20:30.000Z',
      },
      19: {
        title: 'Animated No Agenda - GO PODCASTING!',
        publishedAt: '2021-02-14T18:35:34.000Z',
        enclosure: {
          url: 'https://noagendatube.com/static/webseed/df2cb75c-e7cf-48eb-8d34-f258c656aa8d-1080.mp4',
          type: 'video/mp4',
          lengthBytes: 30891305,
          torrentUrl: 'https://noagendatube.com/lazy-static/torrents/df2cb75c-e7cf-48eb-8d34-f258c656aa8d-1080.torrent',
          ...noTrackers,
        },
      },
    },
    notes: { 0: ['From Episode 1392 of the No Agenda Show', 'Podcasting 2.0 app. http://noagendashow.net'] },
    summaries: { 0: /^From Episode 1392 .* two ways, exp\.\.\.$/ },
  },
  'freedom-controller-bad-entity.xml': {
    show: {
      title: 'No Agenda',
      author: 'Adam Curry & John C. Dvorak',
      link: 'http://noagendashow.com/',
      guid: '856cd618-7f34-57ea-9b84-3600f1f65e7f',
      explicit: true,
      funding: [{ url: 'https://dvorak.org/na', words: 'Support the Show!' }],
    },
    episodes: 29,
    counts: { enclosure: 29, chaptersUrl: 29, persons: 14, notesHtml: 29, imageUrl: 29 },
    at: {
      0: {
        guid: 'http://1393.noagendanotes.com',
        title: '1393: "Space Wake"',
        publishedAt: '2021-10-24T20:22:24.000Z',
        chaptersUrl: 'http://34.117.70.159/http%3Afeed.nashownotes.comrss.xml/http:1393.noagendanotes.com',
        transcripts: [{ url: 'https://mp3s.nashownotes.com/NA-1393-Captions.srt', type: 'application/srt' }],
        enclosure: {
          url: 'https://mp3s.nashownotes.com/NA-1393-2021-10-24-Final.mp3',
          lengthBytes: 138752044,
          ...mp3,
        },
      },
      14: { title: '1379: "Afghaniscam"', publishedAt: '2021-09-05T19:48:09.000Z' },
      28: {
        guid: 'http://1365.noagendanotes.com',
        title: '1365: "Vaccine Poverty"',
        publishedAt: '2021-07-18T20:39:24.000Z',
        enclosure: {
          url: 'https://mp3s.nashownotes.com/NA-1365-2021-07-18-Final.mp3',
          lengthBytes: 171346591,
          ...mp3,
        },
      },
    },
    notes: {
      0: ['<h2>No Agenda Episode 1393 - "Space Wake"</h2>', '&nbsp;</a></div>'],
      28: ['<p>Show Notes</p><p>', '<p> Keywords</p>'],
    },
    summaries: {
      // Escaped twice in the feed: a name, and a tag that an editor wrote as `<br="">`.
      0: /^No Agenda Episode 1393 - "Space Wake" "Space Wake" 14th Anniversary Special .* Bjørn de la Cour Karin Smith/,
      28: /^Show Notes No Agenda Episode 1365 - "Vaccine Poverty" "Vaccine Poverty" Direct \[link\] to the mp3 file/,
    },
  },
  'hexo-chinese.xml': {
    show: {
      title: '科技聚变',
      author: 'TechFusionFM.com',
      link: 'https://techfusionfm.com/',
      language: 'zh',
      imageUrl: 'https://techfusionfm.com/images/logo@2x.png',
    },
    episodes: 45,
    counts: { enclosure: 45, durationSeconds: 45, notesHtml: 45 },
    at: {
      0: {
        guid: 'https://TechFusionFM.com/45/',
        title: '#45: 科技优先还是产品优先？',
        publishedAt: '2019-02-14T04:00:00.000Z',
        durationSeconds: 4490,
        enclosure: { url: 'https://techfusionfm.com/audio/45.mp3', lengthBytes: 36351712, ...mp3 },
      },
      22: {
        title: '#23: 从购买音乐到流播服务，订阅制的狂潮才刚刚开始。',
        publishedAt: '2017-08-15T07:30:00.000Z',
        durationSeconds: 2336,
      },
      44: {
        guid: 'https://TechFusionFM.com/1/',
        title: '#1: 苹果的二〇一六',
        publishedAt: '2017-02-09T21:30:00.000Z',
        durationSeconds: 7867,
        enclosure: { url: 'https://techfusionfm.com/audio/1.mp3', lengthBytes: 126178382, ...mp3 },
      },
    },
    notes: { 44: ['<p>本期我们聊了苹果的二〇一六。</p><ul><li>MacBook Pro', '网易云音乐</a>收听我们的节目。</p>'] },
    summaries: { 44: /^本期我们聊了苹果的二〇一六$/ },
  },
  'typepad-atom.xml': {
    show: { title: 'ENT expert opinion', description: '', link: 'http://expertopinionent.typepad.com/my-blog/' },
    episodes: 43,
    counts: { enclosure: 41, notesHtml: 43, durationSeconds: 0 },
    at: {
      // Three links to the same file.
      0: {
        guid: 'tag:typepad.com,2003:post-6a017d3e79c482970c01bb098db7b9970d',
        title: 'Advances and Testing in Vestibular Pathology',
        publishedAt: '2017-04-07T01:50:50.000Z',
        link: 'http://expertopinionent.typepad.com/my-blog/2017/04/advances-and-testing-in-vestibular-pathology.html',
        enclosure: {
          url: 'https://ia601702.us.archive.org/23/items/ENTExpertOpinion/DavePothier-EeoPodcast.mp3',
          ...mp3,
        },
      },
      // Four.
      1: {
        title: 'Advanced Cochlear Implantation',
        enclosure: {
          url: 'https://ia601702.us.archive.org/23/items/ENTExpertOpinion/Eeo-ThomasBalkanyfinal.mp3',
          ...mp3,
        },
      },
      21: {
        title: 'Pediatric Laryngeal Cleft',
        // Published, not updated, and in the zone +11:00.
        publishedAt: '2013-12-05T03:21:33.000Z',
        enclosure: { url: 'https://archive.org/download/ENTExpertOpinion/ProfAlanChengLaryngealCleft.mp3', ...mp3 },
      },
      42: {
        title: 'Welcome to ENT Expert Opinion audio podcast',
        summary: '',
        publishedAt: '2012-12-05T08:51:24.000Z',
      },
    },
    notes: {
      21: [
        '<div xmlns="http://www.w3.org/1999/xhtml"><p><a href="https://archive.org/download/ENTExpertOpinion/ProfAlan',
        'Prof Alan Cheng: Pediatric Laryngeal Cleft</a></p></div>',
      ],
      42: ['<div xmlns="http://www.w3.org/1999/xhtml"><a class="asset-img-link"', '></a><br></div>'],
    },
    summaries: { 0: /^Dr Nicholas Jufas interviews Dr Dave Pothier, a Staff Otologist & Neurotologist .*\.\.\.$/ },
    warnings: [
      "“Thyroid Nodules” has no media file (enclosure): it can't be played.",
      "“Welcome to ENT Expert Opinion audio podcast” has no media file (enclosure): it can't be played.",
    ],
  },
  'powerpress-wordpress.xml': {
    show: {
      title: 'The Geek Whisperers',
      description: 'The Podcast of Technology Careers, Cultures, and Lives',
      // Its links were made relative: they are the feed's site.
      link: 'https://feeds.example/',
      imageUrl: 'https://feeds.example/wp-content/uploads/2016/01/geek-whisperers-bw-logo.jpg',
      language: 'en-US',
      guid: '8f078bf5-5aeb-53f6-a542-a14237780cf2',
    },
    episodes: 50,
    counts: { enclosure: 50, durationSeconds: 50, notesHtml: 50, explicit: 0, kind: 0 },
    at: {
      0: {
        guid: '/?p=1659',
        title: 'The Final Whispers – Episode 140',
        link: 'https://feeds.example/2017/10/the-final-whispers-episode-140/',
        publishedAt: '2017-10-31T12:00:30.000Z',
        durationSeconds: 2039,
        enclosure: {
          url: 'http://media.blubrry.com/geek_whisperers/geek-whisperers.com/wp-content/uploads/2017/10/TGW_140.mp3',
          lengthBytes: 81541748,
          ...mp3,
        },
      },
      24: {
        title: 'Online and Offline Community at Matt’s Wedding – Episode 116',
        publishedAt: '2016-07-28T16:17:58.000Z',
      },
      49: {
        guid: '/?p=1108',
        title: 'New and Old Communication Platforms in 2015 – Ep 91',
        publishedAt: '2015-06-26T13:02:28.000Z',
      },
    },
    notes: {
      0: [
        '<p><strong>Alternative title:</strong> Goodbye, For Now!</p>',
        'back at EMC World 2013</figcaption></figure>',
      ],
      49: ['<p>This week we had channels and platforms', '<p>Thanks for listening!</p>'],
    },
    summaries: { 0: /^Alternative title: Goodbye, For Now! Welcome back .* it’s time to…$/ },
  },
  'megaphone-intercepted.xml': {
    show: {
      title: 'Intercepted with Jeremy Scahill',
      author: 'The Intercept / Panoply',
      link: 'https://theintercept.com/podcasts',
      language: 'en',
    },
    episodes: 47,
    counts: { enclosure: 47, durationSeconds: 47, explicit: 39, imageUrl: 0, kind: 0 },
    at: {
      0: {
        title: "BONUS: The NFL's Violent Ballet",
        guid: '53934cc4-0712-11e8-929c-1bcc1b677578',
        publishedAt: '2018-02-01T11:00:00.000Z',
        durationSeconds: 2456,
        explicit: true,
        enclosure: {
          url: 'https://traffic.megaphone.fm/PPY3860278286.mp3?updated=1517465594',
          lengthBytes: 39301120,
          ...mp3,
        },
      },
      23: {
        title: 'Dumb, Dumber and Don Jr.',
        publishedAt: '2017-07-12T10:00:00.000Z',
        durationSeconds: 4059,
        guid: '5834b428-dcf9-11e6-a5a2-f7aca16eec6e',
      },
      46: {
        title: 'Introducing Intercepted with Jeremy Scahill',
        publishedAt: '2017-01-13T18:38:00.000Z',
        durationSeconds: 200,
        enclosure: {
          url: 'https://traffic.megaphone.fm/FL8608731318.mp3?updated=1484685184',
          lengthBytes: 3202403,
          ...mp3,
        },
      },
    },
    notes: {
      0: ['This year in the National Football League', 'theintercept.com/NFL</a>.<br><br><br><br><br><br><br>'],
    },
    summaries: { 46: /^Hear a preview of Intercepted, a new podcast coming January 25 .* artists and thinkers\.$/ },
  },
  'pelican-no-length.xml': {
    show: {
      title: 'Side Quest Completed',
      description: 'A podcast about game development as a hobby.',
      imageUrl: 'http://sidequestcompleted.com/images/sqc_logo_header.png',
    },
    episodes: 41,
    counts: { enclosure: 41, durationSeconds: 0, notesHtml: 41, imageUrl: 41 },
    at: {
      0: {
        guid: 'http://sidequestcompleted.com/episode-forty-one-games-we-would-blatantly-copy-fixed.html',
        title: 'Episode Forty One: Games We Would Blatantly Copy (Fixed)',
        publishedAt: '2020-08-12T16:00:00.000Z',
        enclosure: {
          url: 'https://archive.org/download/side-quest-completed-2020-08-12-episode-41/side-quest-completed-2020-08-12-episode-41.mp3',
          ...mp3,
        },
      },
      20: {
        title: 'Episode Twenty-One: Game Updates for February 2020',
        publishedAt: '2020-02-12T17:00:00.000Z',
      },
      40: {
        title: 'Episode One: The Journey Begins',
        publishedAt: '2019-03-11T16:00:00.000Z',
        enclosure: {
          url: 'https://archive.org/download/SideQuestCompletedEpisode1/SideQuestCompletedEpisode1.mp3',
          ...mp3,
        },
      },
    },
    // Two CDATA sections back to back.
    notes: {
      40: [
        '<img src="http://sidequestcompleted.com/images/journey2.png" alt="Journey" /><p>Welcome to',
        'balancing …</li></ul></div>',
      ],
    },
    // Buttons are read as words, what an <iframe> would show is not.
    summaries: {
      40: /^Welcome to Side Quest Completed, the gamedev hobby podcast! Listen Now MP3 OGG Topics Letting go/,
    },
    warnings: [
      '“Episode Forty: Our Monthy Updates (August 2020)”: its media file is a web page (https://archive.org/details/side-quest-completed-2020-08-05-episode-40): it can probably not be played.',
    ],
  },
}
