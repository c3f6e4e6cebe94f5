# Debian packages that a command of this folder cannot do without. Sourced, not run.

# Runs a command as root: directly, or through sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "This needs root once, and there is no sudo: $*" >&2
    return 1
  fi
}

debian_lists_fresh=
# Installs the named Debian packages; the package lists are refreshed once a run.
install_debian() {
  if ! command -v apt-get >/dev/null; then
    echo "Please install with your system's package manager: $*" >&2
    return 1
  fi
  echo "Installing $* ..."
  if [ -z "$debian_lists_fresh" ]; then
    as_root apt-get update -qq
    debian_lists_fresh=yes
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# What the C parts of the build need: SQLite and the cryptography use `cc`, the allocator `make`.
need_c_compiler() {
  if ! command -v cc >/dev/null || ! command -v make >/dev/null; then
    install_debian build-essential
  fi
}

# Sound and video are worked on by ffmpeg; without it, the tests of that are skipped.
need_ffmpeg() {
  command -v ffmpeg >/dev/null || install_debian ffmpeg
}

# Pages are looked at in a real browser.
need_chromium() {
  command -v chromium >/dev/null || install_debian chromium
}

# Rust itself is the one thing that is expected to be there.
need_cargo() {
  if ! command -v cargo >/dev/null && [ -x "$HOME/.cargo/bin/cargo" ]; then
    PATH="$HOME/.cargo/bin:$PATH"
  fi
  if ! command -v cargo >/dev/null; then
    echo "Rust is not installed: 'cargo' was not found. Install it with rustup (https://rustup.rs), then run this again." >&2
    return 1
  fi
}
