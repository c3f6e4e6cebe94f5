"""The inputs of the Fediverse pasture and of funfedi: what a note, an event or a poll may look like on the wire."""

import json
import time

from fediverse_pasture_inputs import available
from funfedi_parsing_test_cases import Environment, activity_suite, event_suite, notes_suite, poll_suite

from neighbour import PUBLIC

# The actor that the inputs speak of.
THEIRS = "http://pasture-one-actor"
NEVER_EMPTY = ("id", "published", "attributedTo", "type")


def cases(neighbour, reader):
    """Every case as a Create by the neighbour for a reader: its name, the object's id, and the activity."""
    for group, data in sorted(available.items()):
        for number, example in enumerate(data.examples):
            name = f"{group}[{number}]"
            note = note_of(neighbour, name, json.loads(json.dumps(example).replace(THEIRS, neighbour.base)))
            yield name, note.get("id"), create(neighbour, name, note, reader)
    environment = Environment(sending_actor_profile=neighbour.profile(), receiving_actor=reader)
    for suite in (activity_suite, event_suite, notes_suite, poll_suite):
        for group, name in suite.names:
            made = suite.retrieve(group, name).maker.to_send(environment)
            yield f"{group}/{name}", made.object_id, made.activity


def names():
    """The names of all cases."""
    pasture = [
        f"{group}[{number}]" for group, data in sorted(available.items()) for number in range(len(data.examples))
    ]
    suites = (activity_suite, event_suite, notes_suite, poll_suite)
    return pasture + [f"{group}/{name}" for suite in suites for group, name in suite.names]


def note_of(neighbour, name, example):
    """A note with what the example changes; what it sets to nothing is left out."""
    note = {
        "@context": ["https://www.w3.org/ns/activitystreams", {"Hashtag": "as:Hashtag", "sensitive": "as:sensitive"}],
        "id": f"{neighbour.base}/object/{name}".replace("[", "/").rstrip("]"),
        "type": "Note",
        "attributedTo": neighbour.actor,
        "to": [PUBLIC],
        "cc": [],
        "published": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        **example,
    }
    return {key: value for key, value in note.items() if value is not None or key not in NEVER_EMPTY}


def create(neighbour, name, note, reader):
    """The note's publication, which names the reader."""
    if isinstance(note["to"], list):
        note["to"] = [*note["to"], reader]
    return {
        "@context": note.pop("@context"),
        "id": f"{neighbour.base}/activity/{name}".replace("[", "/").rstrip("]"),
        "type": "Create",
        "actor": neighbour.actor,
        "to": note["to"],
        "cc": note.get("cc", []),
        "object": note,
    }
