#!/bin/sh
# Installs swiftlab: one file, which needs no other, into ~/.local/bin.
#
#   sh install.sh [--version X.Y.Z] [--to DIR] [--from ADDRESS-OR-FOLDER]
#
# It comes from the releases of the repository that SWIFTLAB_REPOSITORY names (OWNER/NAME), or from
# --from, an address or a folder that holds the archives. Its checksum is compared before anything is
# unpacked. To remove swiftlab: rm ~/.local/bin/swiftlab
set -eu

version=${SWIFTLAB_VERSION:-0.1.0}
folder=${SWIFTLAB_BIN:-$HOME/.local/bin}
from=${SWIFTLAB_FROM:-}
repository=${SWIFTLAB_REPOSITORY:-}

fail() { echo "install.sh: $*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case "$1" in
    --version) version=${2:?}; shift 2 ;;
    --to) folder=${2:?}; shift 2 ;;
    --from) from=${2:?}; shift 2 ;;
    *) echo 'usage: install.sh [--version X.Y.Z] [--to DIR] [--from ADDRESS-OR-FOLDER]' >&2; exit 2 ;;
  esac
done
version=${version#v}

has() { grep -m 1 '^flags' /proc/cpuinfo 2>/dev/null | grep -qw "$1"; }

# Of the two files for x86-64 the one that this processor can run.
case "$(uname -s) $(uname -m)" in
  'Linux x86_64')
    variant=linux-x86-64-v3
    if has avx512f && has avx512bw && has avx512cd && has avx512dq && has avx512vl; then
      variant=linux-x86-64-v4
    elif [ -r /proc/cpuinfo ] && ! { has avx2 && has fma && has bmi2; }; then
      fail 'this processor has no AVX2; build swiftlab from its source with SWIFTLAB_MARCH=x86-64-v2'
    fi ;;
  'Linux aarch64' | 'Linux arm64') variant=linux-arm64 ;;
  'Darwin arm64') variant=macos-arm64 ;;
  *) fail "there is no release for $(uname -sm); build swiftlab from its source" ;;
esac
variant=${SWIFTLAB_VARIANT:-$variant}

if [ -z "$from" ]; then
  [ -n "$repository" ] ||
    fail 'say where swiftlab comes from: SWIFTLAB_REPOSITORY=OWNER/swiftlab, or --from'
  from="https://github.com/$repository/releases/download/v$version"
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM
archive="swiftlab-$version-$variant.tar.gz"

get() {
  case "$from" in
    http://* | https://* | file://*)
      if command -v curl >/dev/null 2>&1; then
        curl --fail --silent --show-error --location --output "$scratch/$1" "$from/$1"
      elif command -v wget >/dev/null 2>&1; then
        wget -q -O "$scratch/$1" "$from/$1"
      else
        fail 'neither curl nor wget is here; install one of them'
      fi ;;
    *) cp "$from/$1" "$scratch/$1" ;;
  esac || fail "there is no $1 at $from"
}
get "$archive"
get "$archive.sha256"

wanted=$(cut -c 1-64 <"$scratch/$archive.sha256")
if command -v sha256sum >/dev/null 2>&1; then
  found=$(sha256sum "$scratch/$archive" | cut -c 1-64)
else
  found=$(shasum -a 256 "$scratch/$archive" | cut -c 1-64)
fi
[ "$wanted" = "$found" ] || fail "$archive is damaged: its SHA-256 is $found, not $wanted"

tar -xzf "$scratch/$archive" -C "$scratch"
"$scratch/swiftlab" --version >/dev/null || fail 'the program does not run on this machine'
mkdir -p "$folder"
# In one step, so that a running swiftlab keeps its own file.
cp "$scratch/swiftlab" "$folder/.swiftlab.$$"
chmod 755 "$folder/.swiftlab.$$"
mv -f "$folder/.swiftlab.$$" "$folder/swiftlab"

echo "$("$folder/swiftlab" --version) is now $folder/swiftlab"
case ":$PATH:" in
  *":$folder:"*) ;;
  *) echo "put it on your PATH: export PATH=\"$folder:\$PATH\"" ;;
esac
echo "to remove it: rm $folder/swiftlab"
