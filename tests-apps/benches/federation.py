"""Federation: how fast signed activities are taken in, worked off and delivered, beside the bare cost of signatures."""

import statistics
import time

from benches.town import HOSTS, PEOPLE, Ours, Theirs


def federate(arguments):
    """Signed activities accepted, worked off and delivered in a second, as shares of bare signatures."""
    if arguments.beside:
        return beside(arguments)
    town = Ours()
    bare = town.around.ask("GET", "signatures")
    print(f"bare signatures              {bare['made']:8.0f} made, {bare['checked']:.0f} checked a second, on two cores")
    accept(town, arguments.activities, bare["checked"])
    town.end()
    for followers in (arguments.followers, 4 * arguments.followers):
        town = Ours()
        one_host(town, followers, bare["made"])
        town.end()
    for hosts in (arguments.hosts, 4 * arguments.hosts):
        town = Ours()
        many_hosts(town, hosts, arguments.posts * arguments.hosts // hosts, bare["made"])
        town.end()


def beside(arguments):
    """The same with a running GoToSocial; few activities, since it takes its time."""
    town = Theirs(arguments)
    bare = town.around.ask("GET", "signatures")
    accept(town, arguments.activities, bare["checked"])
    one_host(town, arguments.followers, bare["made"])
    town.end()


def accept(town, count, checked):
    """Activities of many people, until they are acknowledged and until they stand in a home timeline."""
    town.follow_everybody()
    statuses = town.rows("SELECT COUNT(*) FROM statuses")
    before = town.server.cpu_seconds()
    began = time.time()
    town.expected = count
    sent = town.send("Create", town.named("live"), PEOPLE, HOSTS, count, 32)
    if sent["accepted"] != count:
        raise SystemExit(f"{sent['accepted']} of {count} were accepted; the others were answered {sent['others']}")
    town.worked_off()
    whole = time.time() - max(began, sent["began_ms"] / 1000)
    stored = town.rows("SELECT COUNT(*) FROM statuses") - statuses
    if stored != count:
        raise SystemExit(f"{stored} of {count} became statuses")
    cpu = (town.server.cpu_seconds() - before) * 1000 / count
    accepted = count / sent["seconds"]
    print(f"accepted, durable            {accepted:8.0f} /s  ({accepted / checked:.0%} of bare checks)")
    print(f"stand in timelines           {count / whole:8.0f} /s  (all of it over; CPU {cpu:.3f} ms each, {town.server.memory_mib():.0f} MiB)")


def one_host(town, followers, made):
    """One post to thousands of inboxes on one host."""
    town.gain_followers(town.named("own"), followers, 1)
    town.around.ask("DELETE", "received")
    before, began = town.server.cpu_seconds(), time.time()
    town.api("POST", "/api/v1/statuses", {"status": "to everybody on one host"})
    arrived = town.around.wait_for(followers)
    seconds = time.time() - began
    cpu = (town.server.cpu_seconds() - before) * 1000 / followers
    rate = town.around.received() / seconds
    print(f"{followers} inboxes on one host")
    print(f"delivered to one host        {rate:8.0f} /s  ({rate / made:.0%} of bare signing; CPU {cpu:.3f} ms each{'' if arrived else '; NOT ALL ARRIVED'})")


def many_hosts(town, hosts, posts, made):
    """Posts to hundreds of hosts of which a third are dead."""
    dead = hosts * 3 // 10
    live = hosts - dead
    town.gain_followers("live", live, live)
    town.gain_followers("dead", dead, dead)
    town.around.ask("DELETE", "received")
    answered, before = {}, town.server.cpu_seconds()
    for number in range(posts):
        status = town.api("POST", "/api/v1/statuses", {"status": f"to hundreds of hosts, number {number}"})
        answered[f"{status['uri']}/activity"] = time.time() * 1000
    arrived = town.around.wait_for(live * posts)
    seen = [one for one in town.around.ask("GET", "received") if one["id"] in answered]
    seconds = (max(one["at"] for one in seen) - min(answered.values())) / 1000
    lags = sorted(one["at"] - answered[one["id"]] for one in seen)
    cpu = (town.server.cpu_seconds() - before) * 1000 / max(len(seen), 1)
    rate = len(seen) / seconds
    print(f"{hosts} hosts, {dead} of them dead, {posts} posts")
    print(f"delivered to all others      {rate:8.0f} /s  ({rate / made:.0%} of bare signing; CPU {cpu:.3f} ms each{'' if arrived else '; NOT ALL ARRIVED'})")
    print(f"lag of the healthy           {statistics.median(lags):8.0f} ms  (median; p99 {lags[len(lags) * 99 // 100]:.0f} ms)")
