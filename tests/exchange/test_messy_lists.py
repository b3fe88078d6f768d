"""Twelve messy lists (and a pasted one) over HTTP: in so many acts, twice without doubling, and back exactly."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from chibo.accounts.actions import create_user, grant_role
from chibo.accounts.models import User
from chibo.base.models import Installation
from chibo.development.models import DevelopmentCase
from chibo.exchange import queries
from chibo.exchange.archive import archive_parts
from chibo.exchange.models import ListImport
from chibo.register.models import Admission, Correction, Organisation, Person
from chibo.reviews.models import Classification, Commitment
from tests.exchange.lists import messy
from tests.factories import MONDAY, KindFactory, OrganisationFactory, TermFactory, WorkplaceFactory, actor

if TYPE_CHECKING:
    from django.test import Client

    from tests.exchange.lists.messy import Messy

pytestmark = pytest.mark.django_db


class Keeper:
    """The secretary at the pages of the import, counting what is sent."""

    def __init__(self, client: Client, cell: Organisation) -> None:
        self.client, self.cell, self.acts = client, cell, 0

    def post(self, address: str, sent: dict[str, Any]) -> str:
        self.acts += 1
        answer = self.client.post(address, sent)
        assert answer.status_code == 302, answer.content.decode().partition("errbox")[2][:1500]
        return str(answer["Location"])

    def upload(self, one: Messy, content: bytes = b"") -> ListImport:
        """Send a list; give its import."""
        if one.pasted:
            self.post("/nhap-danh-sach/", {"viec": "dan", "pasted": one.content.decode()})
        else:
            file = io.BytesIO(content or one.content)
            file.name = one.name
            self.post("/nhap-danh-sach/", {"file": file})
        return ListImport.objects.latest("pk")

    def bring(self, one: Messy, content: bytes = b"") -> ListImport:
        """From the file to the minutes, as the page proposes."""
        self.acts = 0
        record = self.upload(one, content)
        base = f"/nhap-danh-sach/{record.uid}/"
        if one.others:
            self.post(base + "doi-chieu/", {"viec": "bang", "bang": list(one.others)})
        if not queries.is_known(record):
            self.client.get(base + "doi-chieu/")
            chosen = {f"cot-{place}": column for place, column in enumerate(record.columns)}
            self.post(base + "doi-chieu/", chosen)
        if "sua" in one.rows:
            self.post(base + "kiem-tra/", one.rows)
        page = self.client.get(base + "kiem-tra/")
        assert page.status_code == 200
        answered = {name: value for name, value in one.rows.items() if name != "sua"}
        self.post(base + "kiem-tra/", {"viec": "nhap-tep" if one.others else "nhap", **answered})
        record.refresh_from_db()
        assert record.state == ListImport.State.DONE
        return record

    def is_a_committee(self) -> None:
        """Make of the cell what a list of organisations goes under: a cell has none."""
        Organisation.objects.filter(pk=self.cell.pk).update(
            kind=KindFactory.create(code="superior_committee", name="Đảng bộ cấp trên", is_cell=False)
        )
        self.cell.refresh_from_db()

    def undo(self, record: ListImport) -> None:
        self.post(f"/nhap-danh-sach/{record.uid}/hoan-tac/", {})
        record.refresh_from_db()
        assert record.state == ListImport.State.UNDONE


@pytest.fixture
def keeper(client: Client) -> Keeper:
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=MONDAY)
    organisation = OrganisationFactory.create()
    WorkplaceFactory.create(organisation=organisation)
    TermFactory.create(organisation=organisation)
    user = create_user(
        actor=actor(), on=MONDAY, username="bi-thu", display_name="bi-thu", pass_phrase="mot cum mat khau dai"
    )
    grant_role(
        actor=actor(),
        on=MONDAY,
        user=user,
        organisation=organisation,
        role="secretary",
        reach="below",
        starts_on=MONDAY,
    )
    client.force_login(User.objects.get(username="bi-thu"))
    return Keeper(client, organisation)


@pytest.mark.parametrize("one", [*messy.ALL, messy.PASTED], ids=lambda one: one.name)
def test_a_list_comes_in_once_and_goes_back_exactly(keeper: Keeper, one: Messy) -> None:
    for name in one.needs:
        keeper.bring(messy.BY_NAME[name])
    if one.kind == "tree":
        keeper.is_a_committee()
    before = archive_parts(keeper.cell)
    record = keeper.bring(one)
    assert keeper.acts == one.acts
    assert (record.kind, {key: record.counts[key] for key in one.said}) == (one.kind, one.said)
    within = archive_parts(keeper.cell)
    assert within != before
    again = keeper.bring(one)
    assert (again.counts["people"], again.counts["changed"]) == (0, 0), "a second time adds nothing"
    assert archive_parts(keeper.cell) == within
    for done in ListImport.objects.filter(batch=again.batch).order_by("-pk") if again.batch else [again]:
        keeper.undo(done)
    assert archive_parts(keeper.cell) == within
    for done in ListImport.objects.filter(batch=record.batch).order_by("-pk") if record.batch else [record]:
        keeper.undo(done)
    assert archive_parts(keeper.cell) == before


def test_a_corrected_list_sets_right_and_goes_back(keeper: Keeper) -> None:
    keeper.bring(messy.PLAIN)
    within = archive_parts(keeper.cell)
    record = keeper.upload(messy.PLAIN, messy.PLAIN.corrected)
    page = keeper.client.get(f"/nhap-danh-sach/{record.uid}/kiem-tra/").content.decode()
    assert "Phó Trưởng phòng" in page
    keeper.post(f"/nhap-danh-sach/{record.uid}/kiem-tra/", {"viec": "nhap"})
    record.refresh_from_db()
    assert (record.counts["people"], record.counts["changed"]) == (0, messy.PLAIN.changed)
    cuc = Person.objects.get(full_name="Đỗ Mẫu Cúc")
    assert (str(cuc.birth), cuc.sex) == ("1990-09-17", "female"), "an empty cell takes nothing away"
    assert Person.objects.get(full_name="Cà Mẫu Dũng").native_place == "Mường Mẫu"
    fixed = {(one.field, one.old_value, one.new_value) for one in Correction.objects.all()}
    assert fixed == {("birth", "1990", "1990-09-17"), ("employment.position", "Chuyên viên", "Phó Trưởng phòng")}
    keeper.undo(record)
    assert archive_parts(keeper.cell) == within


def test_what_the_kinds_bring(keeper: Keeper) -> None:
    for one in (messy.PLAIN, messy.BOOK, messy.CLEANUP, messy.SOURCES):
        keeper.bring(one)
    for one in (messy.ADMISSIONS, messy.REVIEWS, messy.COMMITMENTS):
        keeper.bring(one)
    keeper.is_a_committee()
    keeper.bring(messy.TREE)
    ky = Person.objects.get(full_name="Giàng Mẫu Kỷ")
    assert (ky.card_number, ky.background.file_number, ky.background.birth_name) == (
        "012345678901",
        "012345 ĐB",
        "Giàng Mẫu Ký",
    )
    gone = Person.objects.get(full_name="Mùa Mẫu Mảnh").memberships.get()
    assert (str(gone.starts_on), str(gone.ends_on), gone.left_by) == ("2010-06-05", "2017-09-02", "death")
    oanh = Person.objects.get(full_name="Phạm Mẫu Oanh")
    assert (oanh.identity_number, oanh.native_place) == ("011160000456", "Nam Định")
    nga = Person.objects.get(full_name="Nguyễn Mẫu Nga")
    assert (nga.native_place, nga.background.birth_place) == ("Xã Mẫu Hai, Điện Biên", "Xã Mẫu, Điện Biên")
    assert DevelopmentCase.objects.get(person__full_name="Sùng Mẫu Phớ").stage == "source"
    assert Organisation.objects.get(code="M01.2").parent == Organisation.objects.get(code="M01")
    assert str(Admission.objects.get(person__full_name="Lò Mẫu An").recognised_on) == "2011-02-28"
    assert Classification.objects.filter(review__year=2016, grade="excellent").count() == 1
    assert Commitment.objects.get(person__full_name="Lò Mẫu An").result == "met"


def test_later_work_holds_a_change_and_every_reason_is_told(keeper: Keeper) -> None:
    keeper.bring(messy.PLAIN)
    second = keeper.bring(messy.PLAIN, messy.PLAIN.corrected)
    first = ListImport.objects.earliest("pk")
    answer = keeper.client.post(f"/nhap-danh-sach/{first.uid}/hoan-tac/")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Vừ Mẫu Bình: một lần nhập sau đã ghi thêm về người này" in said
    assert "Đỗ Mẫu Cúc: một lần nhập sau đã ghi thêm về người này" in said
    keeper.undo(second)
    keeper.undo(first)


def test_several_files_at_once_are_imports_of_their_own(keeper: Keeper) -> None:
    files = []
    for one in (messy.OLD_LETTERS, messy.TWICE):
        file = io.BytesIO(one.content)
        file.name = one.name
        files.append(file)
    assert keeper.post("/nhap-danh-sach/", {"file": files}) == "/nhap-danh-sach/"
    first, second = ListImport.objects.order_by("pk")
    assert first.batch == second.batch is not None
    assert [one.pk for one in queries.together(first)] == [second.pk]
