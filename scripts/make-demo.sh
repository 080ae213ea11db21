#!/bin/sh
# Makes the demo show in public/demo and the icons in public/icons again, from the texts in public/demo/source.
# Needs Node 20.19+, ffmpeg (libmp3lame, libx264, libsoxr), espeak-ng, and Chromium (CHROMIUM_PATH, else found on the PATH).
# Usage: scripts/make-demo.sh [art|audio|video|feed]   (no argument: everything, a few minutes)
set -eu
cd "$(dirname "$0")/.."
exec node scripts/demo/make.mjs "$@"
