"""A community to measure on: people, whom they follow, and what they posted, made through the API alone."""

import http.client
import json
import pathlib
import random
import threading
import urllib.parse

WORDS = (
    "morning river bread window garden train paper winter lantern coffee harbour music letter bridge apple "
    "forest story kitchen summer bicycle rain market mountain candle teacher evening island orange painter "
    "Straße Brücke Fenster Käse Nebel Wanderung Frühling Zeitung Kuchen Laterne réseau fenêtre niño señal"
).split()
TAGS = [f"{word.lower()}{number}" for word in WORDS[:10] for number in range(5)]
CLIENTS = 8


class World:
    """The community on one server."""

    def __init__(self, base, tokens):
        self.netloc = urllib.parse.urlsplit(base).netloc
        self.tokens = tokens
        self.names = sorted(tokens)
        self.ids = {}
        self.statuses = []

    def save(self, path):
        """Keeps what is needed to use the community again."""
        kept = {"tokens": self.tokens, "ids": self.ids, "statuses": self.statuses}
        pathlib.Path(path).write_text(json.dumps(kept))

    @classmethod
    def load(cls, base, path):
        """The community that was kept."""
        kept = json.loads(pathlib.Path(path).read_text())
        world = cls(base, kept["tokens"])
        world.ids, world.statuses = kept["ids"], kept["statuses"]
        return world

    def settle(self, posts, follows_each=40):
        """Follows, posts, answers, favourites and boosts, the same ones for the same numbers."""
        dice = random.Random(2022)
        self.ids = dict(self.at_once(lambda ask, name: (name, ask("GET", "/api/v1/accounts/verify_credentials", name)["id"]), self.names))
        follows = [(name, whom) for name in self.names for whom in crowd(dice, self.names, follows_each) if whom != name]
        self.at_once(lambda ask, pair: ask("POST", f"/api/v1/accounts/{self.ids[pair[1]]}/follow", pair[0]), follows)
        plans = [plan(dice, self.names) for _ in range(posts)]
        self.at_once(self.post, plans)
        liked = [(dice.choice(self.names), dice.choice(self.statuses)) for _ in range(posts)]
        self.at_once(lambda ask, pair: ask("POST", f"/api/v1/statuses/{pair[1]}/favourite", pair[0]), liked)
        boosted = [(dice.choice(self.names), dice.choice(self.statuses)) for _ in range(posts // 5)]
        self.at_once(lambda ask, pair: ask("POST", f"/api/v1/statuses/{pair[1]}/reblog", pair[0]), boosted)

    def post(self, ask, plan):
        """Posts one status of the plan, perhaps as an answer to a recent one."""
        body = {"status": plan["text"], "visibility": "public"}
        if plan["answers"] is not None and self.statuses:
            body["in_reply_to_id"] = self.statuses[-1 - plan["answers"] % len(self.statuses)]
        self.statuses.append(ask("POST", "/api/v1/statuses", plan["author"], body)["id"])

    def at_once(self, work, items):
        """Does the work for every item, with several clients side by side; returns the results in any order."""
        items, results, failures = iter(items), [], []

        def client():
            connection = http.client.HTTPConnection(self.netloc)

            def ask(method, path, name, body=None):
                headers = {
                    "Authorization": f"Bearer {self.tokens[name]}",
                    "Content-Type": "application/json",
                    "User-Agent": "fanfare-bench",
                }
                # Some servers want a body with every POST, be it an empty one.
                connection.request(method, path, json.dumps(body or {}) if method == "POST" else None, headers)
                answer = connection.getresponse()
                text = answer.read()
                if answer.status != 200:
                    raise SystemExit(f"{method} {path}: {answer.status} {text[:200]}")
                return json.loads(text)

            try:
                for item in shared(items):
                    results.append(work(ask, item))
            except BaseException as error:
                failures.append(error)

        lock = threading.Lock()

        def shared(iterator):
            while True:
                with lock:
                    try:
                        item = next(iterator)
                    except StopIteration:
                        return
                yield item

        threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]
        return results


def crowd(dice, names, count):
    """Some people, the first of the list more often than the last, as fame has it."""
    return {names[min(int(dice.paretovariate(0.6)) - 1, len(names) - 1)] if dice.random() < 0.5 else dice.choice(names) for _ in range(count)}


def plan(dice, names):
    """One status to be posted: by whom, with what text, answering how recent a status."""
    words = [dice.choice(WORDS) for _ in range(dice.randint(5, 45))]
    if dice.random() < 0.2:
        words.append("#" + dice.choice(TAGS))
    if dice.random() < 0.15:
        words.insert(0, "@" + dice.choice(names))
    answers = dice.randrange(500) if dice.random() < 0.25 else None
    return {"author": dice.choice(names), "text": " ".join(words), "answers": answers}
