"""Every list asks as much for 30 and 300 rows as for three, keeps to its bar, and tells only what is in reach.

Every address that can be read is asked, from the resolver: none can be forgotten. The rows are made by
``tests/gate/many.py``, all kinds at once. The normal run asks the main lists and one address in twenty-four, the long
run every one.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest
from django.core.cache import cache
from django.db import connection

from chibo.reports.queries.kept import forget
from tests.gate.addresses import addresses
from tests.gate.cast import Who, world
from tests.gate.holes import filled
from tests.gate.many import grow
from tests.journeys.test_queries import most

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.gate.addresses import Address

pytestmark = pytest.mark.django_db
READERS: Final = (Who("secretary", "own"), Who("secretary", "above, below too"))
OTHER: Final = Who("secretary", "other")
LISTS: Final = frozenset(
    {"/viec-can-lam/", "/nguoi/", "/phat-trien/", "/phat-trien/bang/", "/hop/", "/danh-gia/", "/cam-ket/", "/to-chuc/"}
)
"""Read at every run, by everybody."""
LONGER: Final = frozenset({"/viec-can-lam/", "/nguoi/", "/cam-ket/"})
"""Of these, the ones that must have become longer: without it the test could count the rows of nothing."""
REPORTS: Final = dict.fromkeys(("prose", "report", "report_write", "report_lock"), 52)
COUNTED: Final = {"organisation": 14, "workplace": 14, "rollup": 14, "quality": 15, "year": 15, "pictures": 19}
TARGETS: Final = {"targets": 16, "target_people": 17}
MORE: Final = {**REPORTS, **COUNTED, **TARGETS, "own_form": 16, "import_rows": 17}
"""What later looks ask beyond the bar: figures of a cell with a body above are not kept, for acts of other units stand
in other logs; where a workplace told how many staff it has, the counts and the names they are compared with are two
questions more; targets are worked out a hundred at a time; a list that comes in is compared at each look."""
ONE_MORE: Final = (
    1  # return slips of a dossier, keys of an account, parts of an organisation: there are none in the sample
)
ROW: Final = re.compile(r"<tr\b|<li\b|<option\b|<dt\b")
NAMED: Final = re.compile(r"Mẫu Nhân\d+|Mẫu Dưới\d+")
STAGES: Final = (1, 3, 30, 300)
SLACK: Final = 9  # what the first rows of another kind ask for once: units below, counts of staff, targets by hundreds
ASKS_ONCE: Final = frozenset(
    {"viec-can-lam/", "viec-can-lam/in/", "hop/", "hop/ke-hoach/", "cai-dat/vai-tro/<uuid:uid>/ban-giao/"}
)
"""What asks for the last meeting of a kind once, when thirty meetings reach far enough back. Nothing else may ask more
for thirty rows than for three: there every kind of row has come, so that a question for each of a few rows is seen."""


def test_no_list_asks_more_for_more_rows(request: pytest.FixtureRequest) -> None:
    every = 1 if request.config.getoption("--long") else 24
    cache.clear()
    made = world()
    bars = {
        path: (MORE.get(one.name, most(path) + ONE_MORE), int(one.route in ASKS_ONCE))
        for one in readable()
        if (path := filled(one, made, is_there=True)) in LISTS or zlib.crc32(one.route.encode()) % every == 0
    }
    asked = [(who, path) for who in READERS for path in bars]
    seen: dict[int, dict[tuple[Who, str], Seen]] = {}
    for before, rows in pairwise((0, *STAGES)):
        grow(made, max(before, 1), rows)  # of each kind there is one
        seen[rows] = {one: look for one in asked if (look := looked(made.client(one[0]), one[1]))}
    faults = [fault for one in seen[300] for fault in faults_of(one, seen, *bars[one[1]])]
    faults += [fault for path in bars for fault in named_to_another(made.client(OTHER), path)]
    longer = {one[1] for one, look in seen[300].items() if look.rows > seen[3][one].rows}
    assert not faults, "\n".join(faults)
    assert longer >= LONGER, "the rows are shown"


def test_a_question_for_each_of_a_few_rows_is_a_fault() -> None:
    one = (OTHER, "/nguoi/")
    asked = {rows: {one: Seen(40 + many, 6 + many, rows)} for rows, many in ((1, 0), (3, 2), (30, 4), (300, 4))}
    assert len(faults_of(one, asked, 20, once=0)) == 1
    assert not faults_of(one, {**asked, 3: {one: Seen(44, 10, 3)}}, 20, once=0)
    assert "its bar is 9" in faults_of(one, {**asked, 3: {one: Seen(44, 10, 3)}}, 9, once=0)[0]


class Seen(NamedTuple):
    """A look at a page: questions with nothing kept, questions at the next look, rows."""

    first: int
    again: int
    rows: int


def faults_of(one: tuple[Who, str], seen: dict[int, dict[tuple[Who, str], Seen]], bar: int, once: int) -> list[str]:
    """What is wrong with a page: more questions for more rows, or more than its bar."""
    looks = [(rows, seen[rows][one]) for rows in STAGES if one in seen[rows]]
    where = f"{one[1]} by {one[0]}"
    grown = [
        f"{where}: {few} and with {rows} rows {many}"
        for (_, few), (rows, many) in pairwise(looks)
        for slack in (once if rows == 30 else SLACK,)
        if many.first > few.first + slack or many.again > few.again + slack
    ]
    return grown + [f"{where}: {one.again} questions, its bar is {bar}" for _, one in looks[-1:] if one.again > bar]


def named_to_another(client: Client, path: str) -> list[str]:
    """Whom of this branch a page names to somebody of another branch."""
    names = NAMED.findall(client.get(path).getvalue().decode(errors="ignore"))
    return [f"{path} names {names[0]} to somebody of another branch"] if names else []


def readable() -> list[Address]:
    """Every address that gives no file."""
    return [one for one in addresses() if "." not in one.route.rpartition("/")[2] and one.name != "account_logout"]


def counting(asked: Counter[str]) -> Callable[..., Any]:
    """Count every question by its words; the log of a connection ends at some thousands."""

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked[sql] += 1
        return execute(sql, *rest)

    return count


def looked(client: Client, path: str) -> Seen | None:
    """Look twice at a page; nothing where it is no page."""
    cache.clear()
    forget()
    first, again = Counter[str](), Counter[str]()
    with connection.execute_wrapper(counting(first)):
        answer = client.get(path)
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return None
    with connection.execute_wrapper(counting(again)):
        client.get(path)
    return Seen(first.total(), again.total(), len(ROW.findall(answer.getvalue().decode())))
