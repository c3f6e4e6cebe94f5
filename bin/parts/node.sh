# The JavaScript libraries that the app tests drive: tests-apps/node/node_modules, installed when missing or out of date. Sourced, not run.

need_node_modules() {
  if ! command -v npm >/dev/null; then
    install_debian nodejs npm
  fi
  local folder=tests-apps/node
  if ! cmp -s "$folder/package-lock.json" "$folder/node_modules/installed.json"; then
    echo "Setting up the JavaScript libraries for the app tests ..."
    npm ci --prefix "$folder" --silent --no-audit --no-fund --ignore-scripts
    cp "$folder/package-lock.json" "$folder/node_modules/installed.json"
  fi
}

# The web client: client/dist, built when missing or older than its sources. Without a Node.js that is new enough there is none, and
# the server says so on its pages.
NODE_NEEDED=20.19

has_node() {
  command -v npm >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    const [needsMajor, needsMinor] = process.argv[1].split(".").map(Number);
    process.exit(major > needsMajor || (major === needsMajor && minor >= needsMinor) ? 0 : 1)' "$NODE_NEEDED"
}

need_client_modules() {
  if ! cmp -s client/package-lock.json client/node_modules/installed.json; then
    echo "Setting up what the web client is built with ..." >&2
    npm ci --prefix client --silent --no-audit --no-fund --ignore-scripts
    cp client/package-lock.json client/node_modules/installed.json
  fi
}

need_client() {
  local built=client/dist/.vite/manifest.json
  local sources=(client/src client/locales client/public client/package-lock.json client/vite.config.ts client/*.mjs crates/web/assets/style.css)
  if [ -f "$built" ] && [ -z "$(find "${sources[@]}" -newer "$built" -print -quit)" ]; then
    return
  fi
  if ! has_node; then
    echo "There is no Node.js $NODE_NEEDED or newer here, so the web client is not built; apps work without it." >&2
    return
  fi
  need_client_modules
  npm run build --prefix client --silent -- --logLevel warn
}
