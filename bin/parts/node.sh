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
