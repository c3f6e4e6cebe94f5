"""A server of one person, as other software would be: serves documents, signs what it delivers, keeps what it gets."""

import base64
import email.utils
import hashlib
import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import requests
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
CONTEXT = ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"]
ACTIVITY_JSON = "application/activity+json"
TIMEOUT_S = 30


class Neighbour:
    """Its documents are in `pages` by path; what was delivered to it is in `received`."""

    def __init__(self, name="actor"):
        self.name = name
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.count = 0
        self.pages = {}
        self.received = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(self))
        self.domain = f"localhost:{self.server.server_address[1]}"
        self.base = f"http://{self.domain}"
        self.actor = self.person(name)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def person(self, name):
        """Serves a profile and returns its id. All people of this server have the same key."""
        uri = f"{self.base}/{name}"
        public_key = self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self.serve(
            f"/{name}",
            {
                "@context": CONTEXT,
                "id": uri,
                "type": "Person",
                "preferredUsername": name,
                "name": name,
                "summary": "somebody for trials",
                "inbox": f"{uri}/inbox",
                "outbox": f"{uri}/outbox",
                "followers": f"{uri}/followers",
                "url": uri,
                "publicKey": {"id": f"{uri}#main-key", "owner": uri, "publicKeyPem": public_key.decode()},
            },
        )
        return uri

    def serve(self, path, document, content_type=ACTIVITY_JSON):
        """Serves a document at a path."""
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.pages[path] = (content_type, body)

    def profile(self):
        """The profile of the first person."""
        return json.loads(self.pages[f"/{self.name}"][1])

    def note(self, path, content):
        """A public note of the first person at a path."""
        return {
            "@context": CONTEXT,
            "id": f"{self.base}/{path}",
            "type": "Note",
            "attributedTo": self.actor,
            "to": [PUBLIC],
            "content": content,
            "published": datetime.now(UTC).isoformat(timespec="seconds"),
        }

    def activity(self, kind, of):
        """Something that the first person does."""
        self.count += 1
        activity = {"@context": CONTEXT, "id": f"{self.base}/did/{self.count}", "type": kind, "actor": self.actor}
        return {**activity, "object": of, "to": [PUBLIC]}

    def webfinger(self, resource):
        """What is known of an account or an address, or None."""
        for path, (_, body) in list(self.pages.items()):
            if path.count("/") == 1 and resource in (f"acct:{path[1:]}@{self.domain}", self.base + path):
                links = [{"rel": "self", "type": ACTIVITY_JSON, "href": self.base + path}]
                return {"subject": f"acct:{path[1:]}@{self.domain}", "links": links}
        return None

    def deliver(self, inbox, activity):
        """Signs an activity and delivers it; returns the answer."""
        body = json.dumps(activity).encode()
        parts = urlsplit(inbox)
        headers = {
            "Host": parts.netloc,
            "Date": email.utils.formatdate(usegmt=True),
            "Digest": "SHA-256=" + base64.b64encode(hashlib.sha256(body).digest()).decode(),
            "Content-Type": ACTIVITY_JSON,
        }
        lines = [f"(request-target): post {parts.path}"]
        lines += [f"{name.lower()}: {value}" for name, value in headers.items()]
        signature = self.key.sign("\n".join(lines).encode(), padding.PKCS1v15(), hashes.SHA256())
        headers["Signature"] = (
            f'keyId="{self.actor}#main-key",algorithm="rsa-sha256",'
            'headers="(request-target) host date digest content-type",'
            f'signature="{base64.b64encode(signature).decode()}"'
        )
        return requests.post(inbox, data=body, headers=headers, timeout=TIMEOUT_S)

    def stop(self):
        """Answers nobody any more."""
        self.server.shutdown()


def handler_for(neighbour):
    """What answers the neighbour's callers."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            parts = urlsplit(self.path)
            if parts.path == "/.well-known/webfinger":
                found = neighbour.webfinger(parse_qs(parts.query).get("resource", [""])[0])
                page = found and ("application/jrd+json", json.dumps(found).encode())
            else:
                page = neighbour.pages.get(parts.path)
            self.answer(200 if page else 404, *(page or ("text/plain", b"not here")))

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            neighbour.received.append(json.loads(body))
            self.answer(202, "text/plain", b"")

        def answer(self, status, content_type, body):
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format, *args):
            """Says nothing."""

    return Handler
