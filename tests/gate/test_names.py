"""No answer to an actor holds a name outside the actor's scope: random trees, roles, pages, search, exports, errors."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from chibo.accounts.models import Grant, User
from chibo.base import audit
from chibo.base.models import Installation
from chibo.desk.queries.filters import STANDINGS
from chibo.development.models import DevelopmentCase, Mentorship, Step
from chibo.law.vocabulary import StepKind
from chibo.meetings.models import AgendaItem, Meeting
from chibo.register.models import Organisation, Person
from chibo.reports.queries.member_sheet import FACTS
from chibo.reports.queries.quality import FAULTS
from chibo.reviews.models import Discipline, PartyBadge
from tests.factories import FOUNDED, MONDAY, actor, cell
from tests.gate.addresses import Address, addresses
from tests.gate.holes import ABOUT, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http.response import HttpResponseBase

pytestmark = pytest.mark.django_db
PLAIN: Final = [one for one in addresses() if not {"uid", "pk"} & set(one.holes) and one.name != "account_logout"]
OF_PEOPLE: Final = [
    one for one in addresses() if one.holes[:1] == ("uid",) and one.route.startswith(("nguoi/", "hop/"))
]
EVERY: Final = PLAIN + OF_PEOPLE
MARK: Final = re.compile(r"Dấu\d+Z\d+Q")  # with an end: what follows a name in a file may be a figure


@st.composite
def trees(draw: st.DrawFn) -> list[int]:
    """The parent of each organisation after the first, by its number."""
    size = draw(st.integers(2, 5))
    return [draw(st.integers(0, number)) for number in range(size - 1)]


@settings(max_examples=4, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # a smaller tree is not clearer
@given(
    parents=trees(),
    where=st.integers(0, 9),
    role=st.sampled_from(Grant.Role.values),
    reach=st.sampled_from(Grant.Reach.values),
    pages=st.sets(st.integers(0, 999), min_size=25, max_size=25),
)
def test_no_answer_names_anybody_out_of_scope(
    parents: list[int], where: int, role: str, reach: str, pages: set[int]
) -> None:
    asked = [EVERY[number % len(EVERY)] for number in pages]
    assert leaks(parents, where, role, reach, asked) == []


@pytest.mark.long
@pytest.mark.parametrize("role", Grant.Role.values)
@pytest.mark.parametrize("reach", Grant.Reach.values)
def test_no_page_at_all_names_anybody_out_of_scope(role: str, reach: str) -> None:
    assert leaks([0, 0, 1], 0, role, reach, EVERY) == []
    assert leaks([0, 0, 1], 1, role, reach, EVERY) == []


def leaks(parents: list[int], where: int, role: str, reach: str, asked: list[Address]) -> list[str]:
    """What answers say of people out of the scope of somebody in a tree; everything is taken back."""
    cache.clear()
    before = transaction.savepoint()  # not `atomic`: an act inside must be the outermost, as it is for a user
    try:
        tree = planted(parents)
        home = tree[where % len(tree)]
        allowed = marks_within(tree, home, reach)
        return [
            f"{address}: {found}"
            for address, answer in answers(signed_in(home, role, reach), tree, asked)
            if (found := sorted(set(MARK.findall(read(answer))) - allowed))
        ]
    finally:
        transaction.set_rollback(False)
        transaction.savepoint_rollback(before)
        cache.clear()


def planted(parents: list[int]) -> list[Organisation]:
    """A tree, each organisation with its seven people, a road, a helper, a meeting about somebody and a log."""
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=FOUNDED)
    tree: list[Organisation] = []
    for number in range(len(parents) + 1):
        parent = tree[parents[number - 1]] if number else None
        key = (parent.scope_key if parent else "") + f"k{number:03}"
        house = cell(name=f"Chi bộ số {number}", scope_key=key, parent=parent)
        tree.append(house.organisation)
        for place, person in enumerate(house.people):
            Person.objects.filter(pk=person.pk).update(full_name=f"Lò Mẫu Dấu{number}Z{place}Q", name_key="lo mau dau")
        case = DevelopmentCase.objects.create(
            person=house.xuan, organisation=house.organisation, scope_key=key, opened_on=MONDAY
        )
        Mentorship.objects.create(case=case, mentor=house.dung, starts_on=MONDAY)
        meeting = Meeting.objects.create(
            organisation=house.organisation, on=MONDAY, chair=house.an, minute_taker=house.bich, place="Phòng họp"
        )
        AgendaItem.objects.create(
            meeting=meeting, order=1, sort=AgendaItem.Sort.ADMISSION, title=f"Xét: Dấu{number}Z5Q", subject=house.xuan
        )
        Discipline.objects.create(
            person=house.cuong, organisation=house.organisation, form="reprimand", effective_on=FOUNDED, content="x"
        )
        badge = {"years": 30, "basis": "full", "proposed_on": MONDAY, "ceremony_on": MONDAY}
        PartyBadge.objects.create(person=house.bich, organisation=house.organisation, **badge)
        Step.objects.create(case=case, kind=StepKind.SOURCE_ADDED, on=MONDAY)
        User.objects.create(
            username=f"nguoi{number}", display_name=f"Lò Mẫu Dấu{number}Z0Q", organisation=house.organisation
        )
        audit.record(
            actor=actor(name=f"Lò Mẫu Dấu{number}Z1Q"), on=MONDAY, action="register.add_person", subject=house.xuan,
            chain=str(house.organisation.uid), changes={"full_name": [None, f"Lò Mẫu Dấu{number}Z5Q"]},
        )  # fmt: skip
    return tree


def marks_within(tree: list[Organisation], home: Organisation, reach: str) -> set[str]:
    """The marks that somebody here, or here and below, may meet."""
    seen = [
        number
        for number, one in enumerate(tree)
        if one == home or (reach == Grant.Reach.BELOW and one.scope_key.startswith(home.scope_key))
    ]
    return {f"Dấu{number}Z{place}Q" for number in seen for place in range(7)}


def signed_in(home: Organisation, role: str, reach: str) -> Client:
    """Somebody with one role, signed in."""
    user = User(username="toi", display_name="Vừ Mẫu Tôi", organisation=home)
    user.set_unusable_password()
    user.save()
    Grant.objects.create(user=user, organisation=home, role=role, reach=reach, starts_on=FOUNDED)
    client = Client()
    client.force_login(user)
    return client


def answers(client: Client, tree: list[Organisation], asked: list[Address]) -> Iterator[tuple[str, HttpResponseBase]]:
    """What is answered to pages without a record, to those about a stranger's, to search, and to what is nowhere."""
    yield from looks_up(client)
    for address in asked:
        if "uid" in address.holes:
            for one in tree:
                path = about_somebody(address, one)
                if path:
                    yield path, client.get(path)
        else:
            path = address.filled(words(address))
            yield path, client.get(path)
            yield f"{path} (posted)", client.post(path)


def looks_up(client: Client) -> Iterator[tuple[str, HttpResponseBase]]:
    """What is answered to words somebody types and to lists that are asked for with something."""
    for query in ("Dấu", "lo mau", "Dấu0Z5"):
        yield f"search {query}", client.get("/tim/", {"q": query})
        yield f"search {query} (posted)", client.post("/tim/", {"q": query}, follow=True)
    for view in STANDINGS:
        yield f"people {view}", client.get("/nguoi/", {"loc": view})
    yield "disciplines", client.post("/danh-gia/ky-luat/", {"purpose": "kiểm tra"})
    for what in ("dang-phan-dau", "cong-nhan", "huy-hieu"):
        path = f"/bao-cao/danh-sach/{what}/?ngay={MONDAY}&tu={FOUNDED}"
        yield path, client.get(path)
    for page, faults in (("", FAULTS), ("phieu-dang-vien/", FACTS)):
        for fault in faults:
            path = f"/bao-cao/chat-luong/{page}?muc={fault.key}"
            yield path, client.get(path)


def about_somebody(address: Address, organisation: Organisation) -> str:
    """A page about a person or a meeting of an organisation, where the address takes one."""
    kind = ABOUT[max((start for start in ABOUT if address.route.startswith(start)), key=len)]
    if kind not in {Person, Meeting} or len(address.holes) > 1:
        return ""
    row: Any = kind._default_manager.filter(organisation=organisation).order_by("-pk").first()
    return address.filled({"uid": str(row.uid)})


def read(answer: HttpResponseBase) -> str:
    """Everything an answer says: its headers, its text, and the parts of what is packed."""
    body: bytes = answer.getvalue()
    texts = [str(answer.headers), body.decode("utf-8", errors="ignore")]
    if body[:2] == b"PK":
        texts += list(unpacked(body))
    return "\n".join(texts)


def unpacked(body: bytes) -> Iterator[str]:
    """The text of every file in an archive, and of archives inside it."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            inside = archive.read(name)
            yield name
            yield re.sub(r"<[^>]+>", "", inside.decode("utf-8", errors="ignore"))
            if inside[:2] == b"PK":
                yield from unpacked(inside)


def test_a_name_in_an_archive_would_be_found() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("word/document.xml", "<w:t>Lò Mẫu Dấu</w:t><w:t>3Z1Q</w:t>")
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("giay.docx", inner.getvalue())
    assert set(MARK.findall("\n".join(unpacked(outer.getvalue())))) == {"Dấu3Z1Q"}
