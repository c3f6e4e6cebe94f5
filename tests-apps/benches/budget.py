"""The budget of the disk: a stream of other servers' posts with pictures, of which only so much may be kept."""

import json
import pathlib
import shutil
import subprocess
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benches.media import upload, wait
from benches.processes import Fanfare

GOAL_POSTS, GOAL_BUDGET = 1_000_000, 2_000_000_000
OWN = 10
MB = 1_000_000


class Elsewhere(BaseHTTPRequestHandler):
    """A server of one person who posts pictures: all the same one, each at an address of its own."""

    picture = b""
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        base, (_, kind, *rest) = f"http://{self.headers['Host']}", self.path.split("?")[0].split("/")
        match kind:
            case "pictures":
                return self.send(self.picture, "image/jpeg")
            case "far":
                return self.send(self.person(base), "application/activity+json")
            case "posts":
                return self.send(self.post(base, rest[0]), "application/activity+json")
            case ".well-known":
                links = [{"rel": "self", "type": "application/activity+json", "href": f"{base}/far"}]
                return self.send({"subject": f"acct:far@{self.headers['Host']}", "links": links}, "application/jrd+json")
        self.send({}, "application/json", 404)

    @staticmethod
    def person(base):
        uri = f"{base}/far"
        return {"@context": "https://www.w3.org/ns/activitystreams", "id": uri, "type": "Person", "preferredUsername": "far", "inbox": f"{uri}/inbox", "outbox": f"{uri}/outbox"}

    @staticmethod
    def post(base, number):
        return {
            "@context": "https://www.w3.org/ns/activitystreams", "id": f"{base}/posts/{number}", "type": "Note",
            "attributedTo": f"{base}/far", "content": f"<p>post {number}</p>", "published": "2026-01-01T00:00:00Z",
            "to": ["https://www.w3.org/ns/activitystreams#Public"],
            "attachment": [{"type": "Image", "mediaType": "image/jpeg", "url": f"{base}/pictures/{number}.jpg"}],
        }

    def send(self, body, kind, status=200):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def noise(folder):
    """A picture that does not compress well."""
    path = folder / "noise.jpg"
    source = "testsrc2=size=800x600:rate=1,noise=alls=60"
    subprocess.run(["ffmpeg", "-loglevel", "error", "-y", "-f", "lavfi", "-i", source, "-frames:v", "1", "-q:v", "3", path], check=True)
    return path


def get(server, path, token):
    """What the server answers; addresses of its own domain are asked for where it listens."""
    path = urllib.parse.urlsplit(path)._replace(scheme="", netloc="").geturl()
    request = urllib.request.Request(server.base + path, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def taken(folder):
    """Bytes of the files that are kept, and of the database."""
    kept = [path for path in [*folder.glob("files/**/*"), *folder.glob("*.sqlite*")] if path.is_file()]
    return sum(path.stat().st_size for path in kept)


def replay(server, host, numbers, token):
    """Looks at posts and their pictures, as readers would."""
    for number in numbers:
        url = urllib.parse.quote(f"http://{host}/posts/{number}", safe="")
        found = json.loads(get(server, f"/api/v2/search?type=statuses&resolve=true&q={url}", token))["statuses"][0]
        get(server, found["media_attachments"][0]["url"], token)


def budget(options):
    """Posts with pictures replayed into a budget: what the disk holds at most, and whether what is local is whole (needs ffmpeg)."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="fanfare-bench-"))
    picture = noise(folder)
    Elsewhere.picture = picture.read_bytes()
    far = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=far.serve_forever, daemon=True).start()
    limit = options.megabytes * MB
    settings = {
        "FANFARE_STORAGE_BUDGET": f"{options.megabytes} MB",
        "FANFARE_FEDERATION_ALLOW_HTTP": "true",
        "FANFARE_FEDERATION_ALLOW_PRIVATE_ADDRESSES": "127.0.0.0/8",
    }
    server = Fanfare(folder / "data", settings)
    token = server.member("alice")
    own = [upload(server, token, picture, "image/jpeg") for _ in range(OWN)]
    for attachment, is_ready in own:
        if not is_ready:
            wait(server, token, attachment)
    urls = [json.loads(get(server, f"/api/v1/media/{attachment}", token))["url"] for attachment, _ in own]
    before = [len(get(server, url, token)) for url in urls]
    began, most = time.perf_counter(), 0
    for start in range(0, options.posts, 20):
        replay(server, f"127.0.0.1:{far.server_address[1]}", range(start, min(start + 20, options.posts)), token)
        most = max(most, taken(folder / "data"))
    seconds = time.perf_counter() - began
    after = [len(get(server, url, token)) for url in urls]
    offered = options.posts * len(Elsewhere.picture)
    print(f"{options.posts} posts with pictures, {offered / MB:.0f} MB, into {options.megabytes} MB  (the goal's posts by {GOAL_POSTS / options.posts:.0f}, its budget by {GOAL_BUDGET / limit:.0f}; {seconds:.0f} s)")
    print(f"files and database at most {most / MB:8.1f} MB  ({'within' if most <= limit else 'ABOVE'} the budget)")
    print(f"local pictures still whole {sum(a == b for a, b in zip(before, after)):8} of {OWN}")
    print(server.run("storage"))
    server.stop()
    far.shutdown()
    shutil.rmtree(folder)
