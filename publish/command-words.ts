/** What the `grapevine` command says about itself. */

export const HELP = `grapevine: listeners carry your podcast for each other.

  grapevine publish FEED-or-FOLDER --out DIR [options]
      Makes a .torrent per episode and a feed that says where they are. FEED is a folder with a
      feed.xml, a feed file, or a feed's web address.
      --out DIR         where to write to
      --base-url URL    where DIR will be on the web; default: the folder of the feed's own address
      --tracker URL     wss:// address of the tracker; may be given more than once
      --media DIR       where the media files lie on this machine, found by file name
      --player URL      address of the page that plays, for embeds; without it they play as plain audio or video
      --no-waveform     don't decode the media for waveforms (a few seconds for each hour of new sound)

  grapevine withdraw DIR GUID-or-INFO-HASH
      Takes an episode back that was published to DIR: trackers with its allowlist.txt serve it no longer, and
      players drop what they keep of it.

  grapevine token --new-keys DIR
      Makes a pair of keys for join tokens: one that signs, one for the tracker.
  grapevine token --key FILE --audience NAME [--hours N] [INFO-HASH ...]
      Prints a join token for these files; without any, for all that the tracker serves.
      --key FILE        the key that signs
      --audience NAME   the tracker's tokenAudience: its host, unless it was told another
      --hours N         how long the token holds; default 24

  grapevine serve DIR [options]
      Serves what was published, with the listening page and a tracker, on one address.
      --port N          default 8080; 0 takes a free one
      --host H          default 127.0.0.1; 0.0.0.0 for other machines too
      --page DIST_DIR   the built page; default: the one that comes with this package
      and --public-url, --trust-proxy, --ice-server as below

  grapevine tracker --allowlist FILE [options]
      Runs the tracker alone.
      --allowlist FILE  info hashes to serve, one a line (publish writes it); read again on change
      --open            serve every info hash, without a list
      --port N          default 8000; 0 takes a free one
      --host H          default 127.0.0.1; 0.0.0.0 for other machines too
      --public-url URL  wss:// address by which players reach the tracker, where a proxy stands before it
      --trust-proxy     take addresses from X-Forwarded-For; only behind a proxy that sets it
      --ice-server URL  stun: address that players are told to use; may be given more than once
      --config FILE     settings as JSON
      --check           says whether settings and files are in order, and ends
      and many more: grapevine tracker --help

  grapevine help
  grapevine --version
`

/** For a mistake on the command line: what is wrong, then where to look. */
export const SEE_HELP = 'See: grapevine help'
export const SEE_TRACKER_HELP = 'See: grapevine tracker --help'
