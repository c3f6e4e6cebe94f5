# A PostgreSQL of the tests' own, in a fresh folder, gone when the run ends. Sourced, not run.

postgres_folder=
postgres_pid=

# The newest installed server's programs are put first on the PATH.
need_postgres() {
  local bin
  bin=$(newest_postgres)
  if [ -z "$bin" ]; then
    install_debian postgresql-common
    # Debian would otherwise also start a server that nobody asked for.
    as_root sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    install_debian postgresql
    bin=$(newest_postgres)
  fi
  if [ -z "$bin" ]; then
    echo "No PostgreSQL 15 or newer was found." >&2
    return 1
  fi
  PATH="$bin:$PATH"
}

newest_postgres() {
  local folder version
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n -r); do
    version=${folder#/usr/lib/postgresql/}
    if [ "${version%%/*}" -ge 15 ] 2>/dev/null && [ -x "$folder/initdb" ]; then
      echo "$folder"
      return
    fi
  done
  if command -v initdb >/dev/null && command -v postgres >/dev/null; then
    version=$(postgres --version | grep -oE '[0-9]+' | head -n 1)
    if [ "$version" -ge 15 ]; then
      dirname "$(readlink -f "$(command -v initdb)")"
    fi
  fi
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

# A database is a thousand files, and each story has one of its own: in memory they are made fifteen times as fast.
MEMORY_FOLDER=/dev/shm
MEMORY_FREE_KIB=4000000

data_parent() {
  local free
  free=$(df --output=avail "$MEMORY_FOLDER" 2>/dev/null | tail -n 1)
  if [ -w "$MEMORY_FOLDER" ] && [ "${free:-0}" -ge "$MEMORY_FREE_KIB" ]; then
    echo "$MEMORY_FOLDER"
  else
    echo /tmp
  fi
}

# Nothing here must survive a power cut, so nothing is synced.
start_postgres() {
  local port bin options
  bin=$(dirname "$(command -v initdb)")
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  postgres_folder=$(mktemp -d "$(data_parent)/fanfare-test-XXXXXX")
  if [ "$(id -u)" = 0 ]; then
    chown postgres "$postgres_folder"
  fi
  options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$postgres_folder -c max_connections=400"
  options="$options -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  (
    cd "$postgres_folder"
    as_postgres "$bin/initdb" --pgdata="$postgres_folder/data" --username=postgres --auth=trust \
      --locale=C --encoding=UTF8 --no-sync >"$postgres_folder.log" 2>&1
    as_postgres "$bin/pg_ctl" --pgdata="$postgres_folder/data" --log="$postgres_folder/log" --wait --timeout=60 \
      --options="$options" start >>"$postgres_folder.log" 2>&1
  ) || {
    cat "$postgres_folder.log" "$postgres_folder/log" >&2
    return 1
  }
  postgres_pid=$(head -n 1 "$postgres_folder/data/postmaster.pid")
  export FANFARE_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres"
}

# Stops the server that was started here, by its process id, and removes its folder.
stop_postgres() {
  if [ -n "$postgres_pid" ]; then
    kill -INT "$postgres_pid" 2>/dev/null || true
    for _ in $(seq 100); do
      kill -0 "$postgres_pid" 2>/dev/null || break
      sleep 0.1
    done
    postgres_pid=
  fi
  if [ -n "$postgres_folder" ]; then
    rm -rf "$postgres_folder" "$postgres_folder.log"
    postgres_folder=
  fi
}
