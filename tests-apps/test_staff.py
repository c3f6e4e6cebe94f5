"""What staff do with an app: Mastodon.py's admin calls, on both databases."""

import datetime

import pytest
from mastodon import MastodonAPIError, MastodonUnauthorizedError

from conftest import COUNTER
from people import Person, sign_in
from waiting import eventually

STAFF_SCOPES = ["read", "write", "admin:read", "admin:write"]


@pytest.fixture(scope="session", params=["home", "far"])
def server(request):
    """Each of the two servers."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def olga(server):
    """The owner, with an app for staff."""
    return sign_in(server.base, server.create_account("olga", role="owner"), STAFF_SCOPES)


@pytest.fixture
def member(server):
    """Somebody who lives on the server."""
    return Person(server, f"member{next(COUNTER)}")


def days(count):
    return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=count)


def test_members_are_no_staff(server, member):
    bold = sign_in(server.base, member.email, STAFF_SCOPES)
    for call in (bold.admin_accounts_v2, bold.admin_reports, bold.admin_domain_blocks, bold.admin_trending_tags):
        with pytest.raises(MastodonAPIError):
            call()


def test_accounts_are_found_and_acted_upon(server, olga, member):
    found = olga.admin_accounts_v2(origin="local", username=member.name)
    assert [account.username for account in found] == [member.name]
    seen = olga.admin_account(member.me.id)
    assert seen.email == member.email and seen.confirmed and seen.approved and not seen.suspended

    olga.admin_account_moderate(member.me.id, action="sensitive")
    assert olga.admin_account(member.me.id).sensitized
    assert not olga.admin_account_unsensitive(member.me.id).sensitized
    olga.admin_account_moderate(member.me.id, action="silence")
    assert olga.admin_account(member.me.id).silenced
    assert not olga.admin_account_unsilence(member.me.id).silenced

    olga.admin_account_moderate(member.me.id, action="disable", text="Take a break")
    with pytest.raises((MastodonAPIError, MastodonUnauthorizedError)):
        member.app.timeline_home()
    assert not olga.admin_account_enable(member.me.id).disabled
    back = sign_in(server.base, member.email)
    back.status_post("I am back")

    olga.admin_account_moderate(member.me.id, action="suspend")
    assert olga.admin_account(member.me.id).suspended
    assert olga.account(member.me.id).suspended
    assert not olga.admin_account_unsuspend(member.me.id).suspended
    assert sign_in(server.base, member.email).account_verify_credentials().id == member.me.id


def test_a_report_is_dealt_with(server, olga, member):
    reporter = Person(server, f"reporter{next(COUNTER)}")
    status = member.app.status_post("Buy my things")
    report = reporter.app.report(member.me.id, [status.id], comment="Only advertising", category="spam")
    seen = olga.admin_report(report.id)
    assert seen.comment == "Only advertising" and [shown.id for shown in seen.statuses] == [status.id]
    assert report.id in [open_.id for open_ in olga.admin_reports()]
    assert olga.admin_report_assign(report.id).assigned_account.username == "olga"
    assert olga.admin_report_unassign(report.id).assigned_account is None
    assert olga.admin_report_resolve(report.id).action_taken
    assert not olga.admin_report_reopen(report.id).action_taken
    olga.admin_account_moderate(member.me.id, action="none", report_id=report.id, text="No advertising here")
    eventually("the warning closes the report", lambda: olga.admin_report(report.id).action_taken)


def test_neighbours_are_limited_and_forgiven(olga):
    domain = f"spam{next(COUNTER)}.example"
    block = olga.admin_create_domain_block(domain, severity="silence", public_comment="Advertising", obfuscate=True)
    assert block.domain == domain and block.severity == "silence" and block.obfuscate
    with pytest.raises(MastodonAPIError):
        olga.admin_create_domain_block(domain, severity="silence")
    assert olga.admin_update_domain_block(block.id, severity="suspend").severity == "suspend"
    assert domain in [listed.domain for listed in olga.admin_domain_blocks()]
    olga.admin_delete_domain_block(block.id)
    assert domain not in [listed.domain for listed in olga.admin_domain_blocks()]
    allowed = olga.admin_create_domain_allow(f"friend{next(COUNTER)}.example")
    assert olga.admin_domain_allow(allowed.id).domain == allowed.domain
    olga.admin_delete_domain_allow(allowed.id)


def test_the_door(olga):
    provider = olga.admin_create_email_domain_block(f"mail{next(COUNTER)}.example")
    assert olga.admin_email_domain_block(provider.id).domain == provider.domain
    olga.admin_delete_email_domain_block(provider.id)

    network = f"198.51.100.{next(COUNTER) % 250}/32"
    block = olga.admin_create_ip_block(network, "sign_up_block", comment="Again and again")
    assert block.ip == network and olga.admin_ip_block(block.id).severity == "sign_up_block"
    assert olga.admin_update_ip_block(block.id, severity="sign_up_requires_approval").severity.endswith("approval")
    olga.admin_delete_ip_block(block.id)

    address = f"troll{next(COUNTER)}@mail.example"
    kept = olga.admin_create_canonical_email_block(email=address)
    local, domain = address.split("@")
    found = olga.admin_test_canonical_email_block(f"{local.upper()}+again@{domain}")
    assert [block.id for block in found] == [kept.id]
    olga.admin_delete_canonical_email_block(kept.id)


def test_figures(olga, member):
    member.app.status_post("Something to count")
    measures = olga.admin_measures(days(-7), days(0), new_users=True, active_users=True, interactions=True)
    assert [measure.key for measure in measures] == ["active_users", "new_users", "interactions"]
    assert int(next(measure for measure in measures if measure.key == "new_users").total) >= 1
    dimensions = olga.admin_dimensions(days(-7), days(0), languages=True, software_versions=True, space_usage=True)
    assert {dimension.key for dimension in dimensions} == {"languages", "software_versions", "space_usage"}
    assert all(dimension.data for dimension in dimensions if dimension.key != "languages")
    cohorts = olga.admin_retention(days(-2), days(0), frequency="day")
    assert cohorts and cohorts[0].data


def test_what_is_talked_of_is_reviewed(olga):
    assert isinstance(olga.admin_trending_tags(), list)
    assert isinstance(olga.admin_trending_statuses(), list)
    assert isinstance(olga.admin_trending_links(), list)
