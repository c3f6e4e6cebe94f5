"""Load from wrk: requests a second, latency, and what a request cost the server in CPU time."""

import dataclasses
import json
import os
import subprocess
import tempfile

SCRIPT = """
local requests, next_one = {}, 0
function init(arguments)
  for line in io.lines(os.getenv("BENCH_REQUESTS")) do
    local path, token, body = line:match("^(%S+) (%S*) ?(.*)$")
    local headers, method = { ["User-Agent"] = "fanfare-bench" }, "GET"
    if token ~= "" then headers["Authorization"] = "Bearer " .. token end
    if body ~= "" then method, headers["Content-Type"] = "POST", "application/json" else body = nil end
    requests[#requests + 1] = wrk.format(method, path, headers, body)
  end
end
function request()
  next_one = next_one % #requests + 1
  return requests[next_one]
end
function done(summary, latency, _)
  local errors = summary.errors
  local bad = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.stderr:write(string.format(
    '{"requests":%d,"microseconds":%d,"bad":%d,"p50":%d,"p95":%d,"p99":%d}',
    summary.requests, summary.duration, bad, latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
"""


@dataclasses.dataclass
class Load:
    """What was seen under load."""

    per_second: float
    cpu_ms: float
    """CPU milliseconds of the server for one request."""
    p50_ms: float
    p95_ms: float
    p99_ms: float

    @property
    def per_cpu_second(self):
        """Requests for each second of CPU time."""
        return 1000 / self.cpu_ms


def drive(server, requests, connections, seconds):
    """Asks the server for `requests` in turn, over so many connections: path, token, and what is posted if anything."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script, tempfile.NamedTemporaryFile("w") as list_:
        script.write(SCRIPT)
        script.flush()
        list_.writelines(f"{path} {token or ''} {''.join(body)}\n" for path, token, *body in requests)
        list_.flush()
        before = server.cpu_seconds()
        done = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script.name, server.base],
            env={**os.environ, "BENCH_REQUESTS": list_.name},
            capture_output=True,
            text=True,
            check=True,
        )
        used = server.cpu_seconds() - before
    seen = json.loads(done.stderr)
    if seen["bad"] or not seen["requests"]:
        raise SystemExit(f"{requests[0][0]}: {seen['bad']} of {seen['requests']} requests failed")
    return Load(
        per_second=seen["requests"] / (seen["microseconds"] / 1e6),
        cpu_ms=used * 1000 / seen["requests"],
        p50_ms=seen["p50"] / 1000,
        p95_ms=seen["p95"] / 1000,
        p99_ms=seen["p99"] / 1000,
    )
