"""The user stream, over server-sent events and over WebSocket: what arrives is pushed while it happens."""

import json
import queue

import pytest
import requests
import websocket
from mastodon import StreamListener

from people import says
from waiting import DEADLINE_S

READ_TIMEOUT_S = 60


class Listener(StreamListener):
    """Keeps what the stream brought."""

    def __init__(self):
        self.events = queue.Queue()

    def on_update(self, status):
        self.events.put(("update", status))

    def on_notification(self, notification):
        self.events.put(("notification", notification))

    def on_delete(self, status_id):
        self.events.put(("delete", str(status_id)))

    def handle_heartbeat(self):
        self.events.put(("heartbeat", None))

    def next(self, kind, wanted):
        """The next event of that kind that is wanted; others are passed over."""
        while True:
            try:
                got, payload = self.events.get(timeout=DEADLINE_S)
            except queue.Empty:
                raise AssertionError(f"the stream brought no such {kind} in {DEADLINE_S} s") from None
            if got == kind and wanted(payload):
                return payload


def test_server_sent_events_bring_posts_notifications_and_deletions(pair, text):
    author, reader = pair
    listener = Listener()
    # `run_async` connects in its own thread; the heartbeat at the start says that it is connected.
    handle = reader.app.stream_user(listener, run_async=True, timeout=READ_TIMEOUT_S)
    try:
        listener.next("heartbeat", lambda _: True)
        author.app.status_post(text)
        update = listener.next("update", lambda status: says(status, text))
        assert update.account.acct == author.handle

        mention = author.app.status_post(f"@{reader.handle} {text}, to you")
        told = listener.next("notification", lambda one: one.type == "mention" and says(one.status, f"{text}, to you"))
        assert told.account.acct == author.handle

        author.app.status_delete(mention.id)
        listener.next("delete", lambda status_id: status_id == str(told.status.id))
    finally:
        handle.close()


def socket_address(person, query):
    """The address that the instance document names, with a query."""
    answer = requests.get(f"{person.server.base}/api/v2/instance", timeout=30).json()
    streaming = answer["configuration"]["urls"]["streaming"]
    assert streaming == person.server.base.replace("http://", "ws://"), f"the instance names {streaming} for streaming"
    return f"{streaming}/api/v1/streaming{query}"


def next_frame(socket, event, wanted):
    """The payload of the next frame of that event that is wanted."""
    while True:
        try:
            frame = json.loads(socket.recv())
        except websocket.WebSocketTimeoutException:
            raise AssertionError(f"the WebSocket brought no such {event} in {DEADLINE_S} s") from None
        assert frame["stream"] == ["user"], frame
        payload = frame["payload"] if event == "delete" else json.loads(frame["payload"])
        if frame["event"] == event and wanted(payload):
            return payload


@pytest.mark.parametrize("way", ["query", "header", "protocol", "subscribe"])
def test_a_web_socket_brings_posts_and_notifications(pair, text, way):
    author, reader = pair
    token = reader.app.access_token
    query = f"?stream=user&access_token={token}" if way == "query" else "" if way == "subscribe" else "?stream=user"
    header = [f"Authorization: Bearer {token}"] if way in ("header", "subscribe") else []
    protocols = [token] if way == "protocol" else None
    socket = websocket.create_connection(
        socket_address(reader, query), header=header, subprotocols=protocols, timeout=DEADLINE_S
    )
    try:
        if way == "subscribe":
            socket.send(json.dumps({"type": "subscribe", "stream": "user"}))
            # Frames are read in order: once the pong is back, the subscription has been read.
            socket.ping("subscribed?")
            assert socket.recv_data(control_frame=True)[0] == websocket.ABNF.OPCODE_PONG
        posted = author.app.status_post(f"@{reader.handle} {text}")
        told = next_frame(
            socket, "notification", lambda one: one["type"] == "mention" and one["status"]["uri"] == posted.uri
        )
        assert told["account"]["acct"] == author.handle
        author.app.status_post(f"{text}, to all")
        next_frame(socket, "update", lambda status: f"{text}, to all" in status["content"])
    finally:
        socket.close()


@pytest.mark.parametrize("query", ["?stream=user", "?stream=user&access_token=nobody"])
def test_a_stream_needs_a_good_token(alice, query):
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        websocket.create_connection(socket_address(alice, query), timeout=DEADLINE_S)
    assert refused.value.status_code == 401
    answer = requests.get(f"{alice.server.base}/api/v1/streaming/user", timeout=30)
    assert answer.status_code == 401
