"""A right given "here" ends at the unit: lists that reach below name nobody there, and acts decide nothing there.

The actors stand in the unit above the branch of :mod:`tests.gate.cast`. Each list is asked with what it needs to say
something, and by somebody whose right goes below too: without that a list of nobody would pass.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from django.core.cache import cache

from chibo.accounts.models import Grant
from chibo.accounts.queries import actor_for_user
from chibo.base.refusal import NotAllowedError
from chibo.desk.lists.papers import LIST_PAPERS
from chibo.desk.lists.sheets import LISTS
from chibo.development.models import DevelopmentCase
from chibo.register.models import Organisation, Restriction, Term
from chibo.reports.queries.lists import BY_DAY, BY_YEAR
from chibo.reports.queries.period_lists import _LISTS as BY_TIME
from chibo.reports.queries.work_lists import _LISTS as OF_WORK
from chibo.reviews import actions
from chibo.reviews.models import BASES, Discipline, PartyBadge, Target, YearReview
from chibo.reviews.papers.rounds import _parts as papers_below
from tests.factories import FOUNDED, MONDAY, NOON
from tests.gate.cast import Who, World, world
from tests.gate.test_names import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chibo.base.access import Actor

pytestmark = pytest.mark.django_db
Role = Grant.Role
HERE: Final = "above"
BELOW_TOO: Final = "above, below too"
KEYS: Final = (*BY_DAY, *BY_YEAR, *BY_TIME, *OF_WORK, "huy-hieu", "danh-hieu")
SPANS: Final = ("?ngay=2018-05-21&tu=2013-01-01", "?ngay=2018-05-21&tu=2013-01-01&nam=2017")


@pytest.fixture
def here(db: None) -> Iterator[World]:
    """The world."""
    cache.clear()
    yield world()
    cache.clear()


def named(world: World, role: str, place: str, path: str, given: Mapping[str, str] | None = None) -> list[str]:
    """Whom of the branch an answer names to somebody."""
    client = world.client(Who(role, place))
    answer = client.post(path, dict(given)) if given is not None else client.get(path)
    assert answer.status_code in {200, 302, 404, 405, 422}, f"{path} by {role} ({place}): {answer.status_code}"
    text = read(answer)
    return sorted(name for name in world.names if name in text)


def somebody(world: World, place: str, role: str = Role.SECRETARY) -> Actor:
    return actor_for_user(world.users[Who(role, place)], at=NOON, on=MONDAY)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.OFFICER])
def test_disciplines_below_are_not_named_to_a_right_here(here: World, role: str) -> None:
    path, given = "/danh-gia/ky-luat/", {"purpose": "kiểm tra hồ sơ"}
    disciplined = here.rows.of(Discipline).person.full_name
    assert named(here, role, HERE, path, given) == []
    assert disciplined in named(here, role, BELOW_TOO, path, given)


def test_badges_below_are_not_named_to_a_right_here(here: World) -> None:
    pages = (
        "/danh-gia/",
        "/danh-gia/huy-hieu/",
        "/danh-gia/huy-hieu/quyet-dinh/",
        "/danh-gia/huy-hieu/danh-sach/",
        "/danh-gia/huy-hieu/danh-sach.xlsx",
        "/danh-sach/huy-hieu.csv",
        "/danh-sach/huy-hieu.xlsx",
        "/danh-sach/viec-can-lam.csv",
        "/viec-can-lam/",
        "/viec-can-lam/lich.ics",
    )
    Restriction.objects.update(ends_on=MONDAY)  # whose data may only be stored is left out of files for everybody
    whose = here.rows.of(PartyBadge).person.full_name
    told = {page: named(here, Role.SECRETARY, BELOW_TOO, page) for page in pages}  # first: an answer may be kept
    assert [page for page in pages[1:] if whose not in told[page]] == []
    assert {page: found for page in pages if (found := named(here, Role.SECRETARY, HERE, page))} == {}


def test_a_right_here_decides_on_no_badge_below(here: World) -> None:
    badge = here.rows.of(PartyBadge)
    above = Organisation.objects.get(name="Đảng ủy Trên")
    path = "/danh-gia/huy-hieu/quyet-dinh/"
    given = {"badges": [str(badge.uid)], "decided_on": "21-5-2018", "number": "1-QĐ"}
    assert here.client(Who(Role.SECRETARY, HERE)).post(path, given).status_code == 422
    one = somebody(here, HERE)
    with pytest.raises(NotAllowedError):
        actions.decide_badges(actor=one, on=MONDAY, organisation=above, badges=[badge], decided_on=MONDAY)
    with pytest.raises(NotAllowedError):
        actions.give_badges(actor=one, on=MONDAY, organisation=above, badges=[badge], given_on=MONDAY)
    badge.refresh_from_db()
    assert (badge.decided_on, badge.given_on) == (None, None)
    assert here.client(Who(Role.SECRETARY, BELOW_TOO)).post(path, given).status_code == 302
    badge.refresh_from_db()
    assert badge.decided_on == MONDAY


@pytest.mark.parametrize(("place", "units"), [(HERE, 1), (BELOW_TOO, 4)])
def test_a_right_here_opens_no_round_below(here: World, place: str, units: int) -> None:
    above = Organisation.objects.get(name="Đảng ủy Trên")
    actions.open_round(
        actor=somebody(here, place), on=MONDAY, organisation=above, year=2018, counted_on=MONDAY, planned_on=MONDAY
    )
    opened = YearReview.objects.filter(year=2018, opened_on=MONDAY).values_list("organisation__name", flat=True)
    assert len(opened) == units
    assert "Đảng ủy Trên" in opened


def test_a_right_here_ends_no_round_below_and_makes_no_papers_of_it(here: World) -> None:
    above = Organisation.objects.get(name="Đảng ủy Trên")
    round_ = actions.open_round(
        actor=somebody(here, BELOW_TOO), on=MONDAY, organisation=above, year=2018, counted_on=MONDAY, planned_on=MONDAY
    )
    assert len(papers_below(somebody(here, BELOW_TOO), round_)) == 3
    assert papers_below(somebody(here, HERE), round_) == []
    with pytest.raises(NotAllowedError, match="cả đơn vị cấp dưới"):
        actions.conclude(actor=somebody(here, HERE), on=MONDAY, review=round_, concluded_on=MONDAY)
    for one in (round_, round_.parts.get(organisation=here.branch)):  # a part moves the whole
        who = HERE if one == round_ else "own"
        with pytest.raises(NotAllowedError):
            actions.plan_decision(actor=somebody(here, who), on=MONDAY, review=one, planned_on=MONDAY)


@pytest.mark.parametrize("metric", Target.Metric.values)
def test_targets_count_those_below_and_name_nobody_to_a_right_here(here: World, metric: str) -> None:
    uid = set_for_the_unit_above(here, metric)
    for path in (f"/bao-cao/chi-tieu/{uid}/danh-sach/?phan={part}" for part in ("tu", "mau")):
        for role in (Role.AUDITOR, Role.SECRETARY):
            assert named(here, role, HERE, path) == []


def set_for_the_unit_above(world: World, metric: str) -> str:
    """A target of the unit above, which counts everybody below it."""
    above = Organisation.objects.get(name="Đảng ủy Trên")
    target = Target(
        term=Term.objects.get(organisation=above),
        unit=above,
        metric=metric,
        base=next(iter(BASES.get(metric, ())), ""),
        value=50,
        resolved_on=FOUNDED,
    )
    target.save()
    return str(target.uid)


def test_the_people_of_a_target_are_counted_whole_and_named_by_right(here: World) -> None:
    path = f"/bao-cao/chi-tieu/{set_for_the_unit_above(here, Target.Metric.MEMBER_SHARE)}/danh-sach/?phan=mau"
    assert len(named(here, Role.SECRETARY, BELOW_TOO, path)) > 3
    said = here.client(Who(Role.SECRETARY, HERE)).get(path).content.decode()
    assert re.search(r"Danh sách ghi tên \d+ người; số còn lại chỉ biết tổng số", said)


def test_lists_behind_figures_name_nobody_below_to_a_right_here(here: World) -> None:
    """The unit above is a cell here, as a cell with groups below is: that is where these lists reach down."""
    asked = [f"/bao-cao/danh-sach/{key}/{span}" for key in KEYS for span in SPANS]
    for role in (Role.SECRETARY, Role.AUDITOR):
        assert {path: found for path in asked if (found := named(here, role, HERE, path))} == {}
    whom = {name for path in asked for name in named(here, Role.SECRETARY, BELOW_TOO, path)}
    assert whom, "lists that reach below are among them"


def test_the_list_of_a_figure_says_how_many_it_does_not_name(here: World) -> None:
    case = DevelopmentCase.objects.filter(closed_on=None, organisation=here.branch).order_by("pk").first()
    assert case is not None
    path = "/bao-cao/danh-sach/dang-phan-dau/?ngay=2018-05-21&tu=2018-01-01"
    said = here.client(Who(Role.SECRETARY, HERE)).get(path).content.decode()
    assert re.search(r"Danh sách ghi 0 dòng; số còn lại ở đơn vị cấp dưới", said)


def test_lists_as_files_name_nobody_below_to_a_right_here(here: World) -> None:
    asked = [f"/danh-sach/{key}.csv" for key in LISTS] + [f"/danh-sach/{key}.docx" for key in LIST_PAPERS]
    for role in (Role.SECRETARY, Role.AUDITOR):
        client = here.client(Who(role, HERE))
        told = {path: read(client.get(path)) for path in asked}
        assert {path: name for path, text in told.items() for name in here.names if name in text} == {}
