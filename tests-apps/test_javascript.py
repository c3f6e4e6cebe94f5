"""Libraries of JavaScript apps, each of which drives the everyday surface of a server: masto.js and megalodon."""

import pathlib
import subprocess

import pytest

from conftest import COUNTER

SCRIPTS = pathlib.Path(__file__).parent / "node"


@pytest.mark.parametrize("server", ["home", "far"])
@pytest.mark.parametrize("script", ["masto.mjs", "megalodon.mjs"])
def test_an_everyday_session(request, server, script):
    server = request.getfixturevalue(server)
    number = next(COUNTER)
    names = [f"reader{number}", f"writer{number}"]
    for name in names:
        server.create_account(name)
    command = ["node", script, server.base, *(server.create_token(name) for name in names)]
    done = subprocess.run(command, cwd=SCRIPTS, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
