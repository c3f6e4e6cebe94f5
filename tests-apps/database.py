"""A fresh PostgreSQL database for one server, on the server that FANFARE_TEST_POSTGRES names."""

import os
import secrets
import subprocess
from urllib.parse import urlsplit, urlunsplit


def fresh_postgres():
    """Creates a database and returns its address. The server itself is thrown away by whoever started it."""
    address = os.environ.get("FANFARE_TEST_POSTGRES")
    if not address:
        raise SystemExit("FANFARE_TEST_POSTGRES is not set; `bin/test apps` starts a PostgreSQL and sets it")
    name = f"fanfare_apps_{secrets.token_hex(6)}"
    subprocess.run(
        ["psql", address, "--quiet", "--no-psqlrc", "--command", f"CREATE DATABASE {name}"], check=True, timeout=60
    )
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
