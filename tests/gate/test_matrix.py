"""The matrix: every role × every address × every method, asked in every place, and what each must be told.

What is expected follows from what stands on paper: the permission a door asks for, the table of roles, and who stands
where. The normal run asks of every address and method one cell of each expectation; the long run asks every cell.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from chibo.accounts.models import Grant
from chibo.accounts.roles import PERMISSIONS
from chibo.base.access import Permission
from tests.factories import FOUNDED
from tests.gate.addresses import Address, addresses
from tests.gate.cast import EVERYBODY, HELPER, OUTSIDE, OWNER, SEES_THE_RECORDS, Who, World, world
from tests.gate.holes import about, filled, words
from tests.gate.test_names import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http.response import HttpResponseBase

ADDRESSES: Final = addresses()
READ, WRITE = ("GET", "HEAD"), ("POST",)
NEVER: Final = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
METHODS: Final = (*READ, *WRITE, *NEVER)

# Addresses without a door of the house: the way in, which allauth keeps, and pages without a word about anyone.
OPEN: Final = frozenset(
    {
        "account_login",
        "account_logout",
        "mfa_authenticate",
        "mfa_trust",
        "mfa_login_webauthn",
        "openid_connect_login",
        "openid_connect_callback",
        "help",
        "read_day",
        "large_text",
        "door",  # self-service: whoever has no code is asked for one (tests/development/test_doors.py)
        "declaration",
        "declaration_check",
        "declaration_guide",
        "declaration_page",
        "declaration_withdraw",
        "door_leave",
        "door_note",
        "door_received",
        "door_steps",
        "first_run",
        "first_run_step",
        "first_run_restore",
    }
)
ALLAUTHS: Final = frozenset(
    {
        "usersessions_list",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    }
)


def get(permission: Permission) -> frozenset[str]:
    """The roles with a permission."""
    return frozenset(role for role, held in PERMISSIONS.items() if permission in held)


# What a record asks for beyond its door, or where its door asks for no permission: who of the reach opens it.
RECORDS: Final[dict[str, frozenset[str]]] = {
    "nguoi/": get(Permission.VIEW_PEOPLE),
    "danh-gia/nguoi/": get(Permission.VIEW_PEOPLE),
    "cam-ket/ban/": get(Permission.VIEW_PEOPLE),
    "thi-dua/phan/": get(Permission.VIEW_PEOPLE),
    "hop/viec/": get(Permission.VIEW_MEETINGS),
    "ban-chup/": get(Permission.VIEW_CASES),
    "khan-cap/": get(Permission.VIEW_AUDIT),
    "du-lieu/de-nghi/": get(Permission.EDIT_REGISTER),
    "du-lieu/han-che/": get(Permission.EDIT_REGISTER),
    "du-lieu/xoa/": get(Permission.EDIT_REGISTER),
    "du-lieu/su-co/": get(Permission.VIEW_SENSITIVE),
    "ghi-chu/": get(Permission.RECORD_STEPS),  # and the helper in person
}


# Pages that show papers and texts filled in with the names of an example, the same for everybody.
WITH_EXAMPLES: Final = ("cai-dat/mau-van-ban/", "cai-dat/tu-phuc-vu/")


# What an act asks for beyond the door of its page, by the name of the address; GET too where a page is only its form.
_CHAIRS, _NUMBERERS = get(Permission.RUN_MEETINGS), get(Permission.MAKE_PAPERS)
_OPENERS = get(Permission.VIEW_SENSITIVE)
_KEEPERS = get(Permission.EDIT_REGISTER)  # and everybody of their own data
PAGES: Final[dict[str, frozenset[str]]] = {
    "review_guide": get(Permission.MAKE_PAPERS),
    "archive": get(Permission.VIEW_PEOPLE),
    "person_data": _KEEPERS,
    "person_copy": _KEEPERS,
    "ask_about_data": _KEEPERS,
    "restrict_data": _KEEPERS,
    "list_paper": _NUMBERERS,
    "emergency_rule": _OPENERS,
    "door_rule": _OPENERS,
    "person_life": _OPENERS,
    "person_background": _OPENERS,
    "person_closed": _OPENERS,
    "person_viewers": get(Permission.VIEW_AUDIT),
}
ACTS: Final[dict[str, frozenset[str]]] = {
    "drop_filter": _KEEPERS,
    "person_work": _KEEPERS,
    "score": _CHAIRS,
    "minutes": _CHAIRS,
    "attendance": _CHAIRS,
    "content": _CHAIRS,
    "word_commitment": _KEEPERS,  # and everybody their own
    "prose": _NUMBERERS,
    "review_closed": _OPENERS,
    "person_open": _OPENERS,
    "corrections": _OPENERS,  # opens what both values of a closed field were
}
FORMS_ONLY: Final[dict[str, frozenset[str]]] = {
    "take_number": _NUMBERERS,
    "skip_numbers": _NUMBERERS,
    "explain_numbers": _NUMBERERS,
    "spoil_number": _NUMBERERS,
}
# The law is the whole installation's: its values are changed by who may change settings at the top and below it.
TOP_ONLY: Final = frozenset(
    {
        "law_propose",
        "law_confirm",
        "law_reject",
        "law_withdraw",
        "law_ask_withdrawal",
        "law_keep",
        "law_confirm_withdrawal",
        "safekeeping",
        "backup_now",
        "backup_trial",
        "backup_file",
        "log_seals",
        "log_seal",
        "log_seal_code",
        "log_seal_sheet",
        "key",
        "key_act",
        "network_statement",
    }
)
BINDS_BELOW: Final = frozenset({"emergency_rule", "second_step_rule", "session_rule"})
# What the words of an address do not lead to: a label, a fault, a picture that these records do not have.
NOTHING_THERE: Final = frozenset(
    {
        "declaration_send_back",
        "own_steps",
        "label",
        "label_sheet",
        "every_grid",
        "waive",
        "scan_picture",
        "person_picture",
        "take_back_leaving",
        "job_file",
        "network_certificate",
        "account_outside",
        "log_seal_sheet",
        "person_badges",
        "vote_report",
    }
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One question: who, where, how; ``is_there`` says whether the record asked for exists."""

    address: Address
    who: Who
    method: str
    is_there: bool = True

    @property
    def expected(self) -> str:
        """What the answer must be."""
        if self.method in NEVER:
            return "no such method"
        if self.address.name in OPEN:
            return "open"
        if not self.who.is_signed_in:
            return "sign in"
        if self.address.name in ALLAUTHS:
            return "open"
        held = PERMISSIONS.get(self.who.acts_as, frozenset())
        asked = self.address.asks_for
        if asked is not None and asked not in held:
            return "no right"
        return self._of_the_record()

    def _of_the_record(self) -> str:
        name, role = self.address.name, self.who.acts_as
        if name == "emergency" or (name in TOP_ONLY and self.who.stands != "above, below too"):
            return "no right"
        if name in BINDS_BELOW and self.who.stands in {"own", "above"}:  # their role ends here, and units stand below
            return "no right"
        if role not in FORMS_ONLY.get(name, {role}):
            return "no right"
        if about(self.address) is not None and not (self.is_there and self._reaches()):
            return "not found"
        acts = {**PAGES, **(ACTS if self.method in WRITE else {})}
        is_anothers = name == "use_own_form" and self.who.stands == "below"  # the unit above lets it be used as it is
        if is_anothers or role not in acts.get(name, {role}):
            return "no right"
        return "open"

    def _reaches(self) -> bool:
        route = self.address.route
        if route.startswith("viec-chay/"):
            return self.who == OWNER
        if route == "khan-cap/<uuid:uid>/":
            return False  # nobody but who opened it, and nobody of these did
        is_own = self.who == HELPER and (route.startswith("ghi-chu/") or route == "thi-dua/phan/<uuid:uid>/")
        if is_own or route.startswith(("luat/bo-sung/", "cai-dat/sao-luu/")):
            return True
        if route.startswith(("van-ban/so/", "tuyen-truyen/")):
            return self.who.stands == "own"  # the book of numbers, and names of those who are no members
        if route.startswith("bao-cao/mau-rieng/"):
            return self.who.stands in {"own", "below"}  # a workbook serves its unit and what is below
        fitting = [roles for start, roles in RECORDS.items() if route.startswith(start)]
        return self.who.stands in SEES_THE_RECORDS and all(self.who.acts_as in roles for roles in fitting)

    def __str__(self) -> str:
        return f"{self.method} /{self.address} {'' if self.is_there else '(nowhere) '}by {self.who}"


def cells() -> Iterator[Cell]:
    """Every cell of the matrix."""
    for address in ADDRESSES:
        for who in EVERYBODY:
            for method in METHODS:
                yield Cell(address, who, method)
                if about(address) is not None and method not in NEVER:
                    yield Cell(address, who, method, is_there=False)


def some(all_of_them: Iterator[Cell]) -> list[Cell]:
    """Of every address and method one cell of each expectation, another one for each address.

    And a look from where nobody of the branch is seen, and now and then one of somebody whose role is not of today.
    """
    chosen: dict[tuple[object, ...], tuple[int, Cell]] = {}
    for cell in all_of_them:
        if cell.method in {"HEAD", *NEVER[1:]} and zlib.crc32(str(cell).encode()) % 40:
            continue
        mark = zlib.crc32(str(cell).encode())
        if cell.who.when and (cell.method in NEVER or mark % 15):
            continue
        is_there = cell.is_there or cell.expected != "not found"
        is_looking_in = cell.method == "GET" and cell.expected == "open" and cell.who.stands in OUTSIDE
        key = (cell.address.route, cell.method, cell.expected, is_there, is_looking_in, bool(cell.who.when))
        chosen[key] = min(chosen.get(key, (mark, cell)), (mark, cell), key=lambda pair: pair[0])
    return [cell for _, cell in chosen.values()]


@pytest.fixture
def here(db: None) -> Iterator[World]:
    """The world."""
    cache.clear()
    yield world()
    cache.clear()


@dataclass(slots=True)
class Written:
    """What was written beside sessions and the log."""

    statements: list[str] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        is_writing = sql.startswith(("INSERT", "UPDATE", "DELETE"))
        if is_writing and not re.search("django_session|base_auditentry|usersessions", sql):
            self.statements.append(sql)
        return execute(sql, params, many, context)


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, its body, and what was written to give it."""

    answer: HttpResponseBase
    body: bytes
    written: tuple[str, ...]


def ask(world: World, cell: Cell) -> Asked:
    """Put the question and take back whatever it did."""
    written = Written()
    client, path = world.client(cell.who), filled(cell.address, world, is_there=cell.is_there)
    cookies = client.cookies.output(header="", sep=";")
    cache.clear()
    before = transaction.savepoint()  # not `atomic`: an act inside must be the outermost, as it is for a user
    try:
        with connection.execute_wrapper(written):
            answer = client.generic(cell.method, path)
            body = answer.getvalue()
    finally:
        transaction.set_rollback(False)
        transaction.savepoint_rollback(before)
    client.cookies = SimpleCookie(cookies)  # signing out was taken back too
    return Asked(answer, body, tuple(written.statements))


def heard(answer: HttpResponseBase) -> str:
    """What an answer amounts to."""
    to = answer.headers.get("Location", "")
    if answer.status_code in {301, 302} and to.startswith("/dang-nhap/"):
        return "sign in"
    if answer.status_code == 405:
        return "no such method"
    return {403: "no right", 404: "not found"}.get(answer.status_code, "open" if answer.status_code < 500 else "broken")


def wrong(world: World, cell: Cell) -> str:
    """What is wrong with one cell; nothing if it is as it must be."""
    wants = cell.expected
    try:
        asked = ask(world, cell)
    except Exception as error:  # noqa: BLE001 — told with its cell
        return f"{cell}: {type(error).__name__} {error}"
    got = heard(asked.answer)
    if got == "no such method" and cell.method not in NEVER:
        return ""  # the address takes the other one of the two; the other cell tells
    if wants == "open" and got == "not found" and (cell.address.name in NOTHING_THERE or not cell.who.acts_as):
        return ""
    if got != wants and not (wants == "open" and cell.address.name in OPEN | ALLAUTHS and got != "broken"):
        return f"{cell}: expected {wants}, got {got} ({asked.answer.status_code})"
    faults = too_much(world, cell, asked)
    return f"{cell}: {faults[0]}" if faults else ""


def too_much(world: World, cell: Cell, asked: Asked) -> list[str]:
    """What an answer that is as it must be says or does too much: a refusal anything, an open one out of reach."""
    if cell.expected != "open":
        return [f"names {name}" for name in named(world, asked)] + [f"writes {sql}" for sql in asked.written]
    if cell.who.stands in OUTSIDE and not cell.address.route.startswith(WITH_EXAMPLES):
        return [f"answers and names {name}" for name in named(world, asked)]
    return []


def named(world: World, asked: Asked) -> list[str]:
    """Whom of the branch an answer names, in its text, its head and whatever is packed in it."""
    texts = [asked.body.decode("utf-8", errors="ignore"), str(asked.answer.headers)]
    if asked.body[:2] == b"PK":
        texts += unpacked(asked.body)
    return sorted(name for name in world.names if any(name in text for text in texts))


def test_every_address_can_be_asked(here: World) -> None:
    for address in ADDRESSES:
        assert words(address) is not None
        filled(address, here, is_there=True)


def test_every_address_has_a_door_or_is_named_here() -> None:
    assert {one.name for one in ADDRESSES if not one.has_door} == OPEN | ALLAUTHS


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The matrix is asked in parts, side by side: two of the sample, many of all of it, each some minutes long."""
    if "part" in metafunc.fixturenames:
        parts = 32 if metafunc.config.getoption("--long") else 2
        metafunc.parametrize("part", [(number, parts) for number in range(parts)], ids=lambda part: str(part[0]))


def test_the_matrix(here: World, request: pytest.FixtureRequest, part: tuple[int, int]) -> None:
    asked = list(cells()) if request.config.getoption("--long") else some(cells())
    assert {cell.address for cell in asked} == set(ADDRESSES)
    number, parts = part
    asked = [cell for cell in asked if zlib.crc32(cell.address.route.encode()) % parts == number]
    found = [line for line in (wrong(here, cell) for cell in asked) if line]
    assert found == [], f"{len(found)} of {len(asked)} cells:\n" + "\n".join(found[:400])


def test_two_roles_open_what_either_opens_and_nothing_more(here: World, request: pytest.FixtureRequest) -> None:
    """An auditor of the branch who helps in another: each role where it was given, no right carried over."""
    every = 1 if request.config.getoption("--long") else 5
    first, second = Who(Grant.Role.AUDITOR, "own"), Who(Grant.Role.MENTOR, "other")
    given = Grant.objects.get(user=here.users[second])
    Grant.objects.create(
        user=here.users[first], organisation=given.organisation, role=given.role, reach=given.reach, starts_on=FOUNDED
    )
    asked = [
        one for one in ADDRESSES if one.name not in OPEN | ALLAUTHS and zlib.crc32(one.route.encode()) % every == 0
    ]
    found = []
    for address, method in product(asked, ("GET", "POST")):
        cell = Cell(address, first, method)
        both = (cell.expected, Cell(address, second, method).expected)
        is_inside = address.asks_for is None or address.asks_for in PERMISSIONS[first.role]
        wants = "open" if "open" in both else both[not is_inside]
        got = heard(ask(here, cell).answer)
        is_fine = got in {wants, "no such method"} or (got == "not found" and address.name in NOTHING_THERE)
        found += [] if is_fine else [f"{cell} and {second}: expected {wants}, got {got}"]
    assert found == []


def test_what_is_out_of_reach_and_what_is_nowhere_are_told_alike(here: World) -> None:
    """Byte for byte, apart from the address itself and the token of the forms."""
    hidden = [cell for cell in some(cells()) if cell.expected == "not found" and cell.is_there]
    assert len(hidden) > 250
    different = []
    for cell in hidden:
        there, nowhere = (said(ask(here, replace(cell, is_there=is_there)).body) for is_there in (True, False))
        if there != nowhere:
            different.append(str(cell))
    assert different == []


def said(body: bytes) -> str:
    """What a page says, whatever its address and its token."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body.decode())
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", text)
