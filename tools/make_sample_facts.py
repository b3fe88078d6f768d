"""Write src/chibo/documents/sample_facts.yaml: what the sample cell's records give to each form.

An office's template is tried with these facts. Run it after a change of what a form is given; a test compares them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "chibo" / "documents" / "sample_facts.yaml"
CASES, MEETINGS = 12, 6  # enough to meet every form with everything it can be given

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chibo.development.models import DevelopmentCase
    from chibo.meetings.models import Meeting
    from chibo.register.models import Organisation, Person
    from chibo.reviews.models import YearReview

Facts = dict[str, dict[str, Any]]


def gathered(on: date) -> Facts:
    """The richest facts of each form, out of the papers of the sample cell that lies in the database."""
    from chibo.documents import render  # noqa: PLC0415 - Django must be ready

    found: Facts = {}
    make = render.make

    def noted(name: str, template: str, context: Mapping[str, object], **how: Any) -> render.MadePaper:
        made = make(name, template, context, **how)
        if _weight(made.facts) > _weight(found.get(template, {})):
            found[template] = {**dict.fromkeys(map(str, context)), **made.facts}  # what is empty has a name too
        return made

    render.make = noted
    try:
        for _ in _papers(on):
            pass
    finally:
        render.make = make
    return found


def _papers(on: date) -> Iterator[object]:
    """Make the papers of the richest roads and the latest meetings; what cannot be made is left."""
    from chibo.base.refusal import FaultyError  # noqa: PLC0415
    from chibo.development.models import DevelopmentCase  # noqa: PLC0415
    from chibo.development.papers import FORMS, paper_docx  # noqa: PLC0415
    from chibo.meetings.models import Meeting, Resolution  # noqa: PLC0415
    from chibo.meetings.papers import minutes_docx, resolution_docx  # noqa: PLC0415

    cases = sorted(DevelopmentCase.objects.all(), key=lambda case: (-case.steps.count(), case.pk))[:CASES]
    for case in cases:
        for kind in FORMS:
            try:
                yield paper_docx(case, kind, on)
            except FaultyError:
                continue
    yield from _lists(cases, on)
    yield from _honours(cases[0].organisation, on)
    yield from _commitments(on)
    for meeting in Meeting.objects.order_by("-on", "pk")[:MEETINGS]:
        yield minutes_docx(meeting, on)
        yield from _sheets(meeting)
    for resolution in Resolution.objects.order_by("-on", "pk")[:MEETINGS]:
        yield resolution_docx(resolution, on)
    yield _report(cases[0].organisation, on)
    yield from _reviews(cases[0].organisation, on)
    yield _privacy(cases[0].person, on)


def _privacy(person: Person, on: date) -> object:
    """The receipt of a request about the own data."""
    from chibo.desk.privacy.papers import receipt_docx  # noqa: PLC0415
    from chibo.law.vocabulary import DataRequestKind  # noqa: PLC0415
    from chibo.register import actions  # noqa: PLC0415
    from tests.factories import actor  # noqa: PLC0415

    kind = DataRequestKind.ACCESS
    request = actions.receive_request(actor=actor(), on=on, person=person, kind=kind, signed_at="kẹp đề nghị, tờ 1")
    return receipt_docx(request, on)


def _lists(cases: list[DevelopmentCase], on: date) -> Iterator[object]:
    from chibo.base.refusal import FaultyError  # noqa: PLC0415
    from chibo.desk.lists import LIST_PAPERS, list_paper  # noqa: PLC0415
    from chibo.development.papers import index_docx  # noqa: PLC0415
    from chibo.law.vocabulary import DossierKind  # noqa: PLC0415
    from tests.factories import actor  # noqa: PLC0415

    for kind in LIST_PAPERS:
        try:
            yield list_paper(actor(), cases[0].organisation, on, kind)
        except FaultyError:
            continue
    for case in cases:
        yield index_docx(case, DossierKind.ADMISSION, on, "Lò Mẫu An")
    yield _table(cases[0].organisation, on)


def _table(organisation: Organisation, on: date) -> object:
    from chibo.reports import tables  # noqa: PLC0415
    from chibo.reports.queries.statistics import asked, grid  # noqa: PLC0415
    from tests.factories import actor  # noqa: PLC0415

    question = asked(organisation, on, rows="tuoi-doi", columns="gioi-tinh", filters=("dien:official",))
    return tables.paper(organisation, on, tables.of_grid(grid(actor(), question)))


def _reviews(organisation: Organisation, on: date) -> Iterator[object]:
    """The papers of a yearly review: a round is opened and voted on for it, a year ahead of what the sample judged."""
    from chibo.reviews.papers.round_facts import facts_of_round  # noqa: PLC0415
    from chibo.reviews.papers.round_values import SHEETS  # noqa: PLC0415
    from chibo.reviews.papers.rounds import guide_docx, sheet_docx  # noqa: PLC0415

    facts = facts_of_round(_voted_round(organisation, on))
    for kind in SHEETS:
        yield sheet_docx(facts, kind, on)
    for subject in facts.members:
        yield guide_docx(facts, subject, on)


def _voted_round(organisation: Organisation, on: date) -> YearReview:
    from chibo.meetings import actions as meetings  # noqa: PLC0415
    from chibo.reviews import actions, queries  # noqa: PLC0415
    from tests.factories import actor  # noqa: PLC0415

    who = actor()
    review = actions.open_round(actor=who, on=on, organisation=organisation, year=on.year, counted_on=on, planned_on=on)
    planned = meetings.plan_meeting(actor=who, on=on, organisation=organisation, held_on=on, kind="review")
    held = meetings.take_attendance(actor=who, on=on, meeting=planned)
    people = queries.grading_page(review).subjects
    body, best, *others = people
    others, last = others[:-1], others[-1]
    actions.set_standing(actor=who, on=on, subject=last, standing="reviewed", reason="Chi bộ đặt, nghị quyết mẫu")
    base = held.base or 0
    lines = {body: (base, 0, 0, 0), best: (base, 0, 0, 0), **dict.fromkeys(others, (0, base, 0, 0))}
    votes: dict[str, Any] = {"issued": base, "collected": base, "valid": base}
    actions.record_ballot(actor=who, on=on, review=review, meeting=held, lines=lines, **votes)
    grades = {one: one.proposed for one in (body, best, *others)}
    actions.propose(actor=who, on=on, review=review, grades={one: (grade, grade) for one, grade in grades.items()})
    decided: dict[str, Any] = {"decided_on": on, "decided_by": "Đảng ủy cấp trên (mẫu)", "number": "33-QĐ/ĐU"}
    actions.decide(actor=who, on=on, review=review, grades=grades, beyond_ground="mẫu", **decided)
    return review


def _report(organisation: Organisation, on: date) -> object:
    from chibo.reports.papers import report_docx  # noqa: PLC0415
    from chibo.reports.periods import last_full_quarter  # noqa: PLC0415
    from chibo.reports.queries.prose import told  # noqa: PLC0415
    from tests.factories import actor  # noqa: PLC0415

    said = told(actor(), organisation, "tinh-hinh", last_full_quarter(on), on)
    return report_docx(organisation, said, on)


def _honours(organisation: Organisation, on: date) -> Iterator[object]:
    """Papers of honours, of rows that are never written: the sample cell has nobody who waits for one."""
    from chibo.register.models import Person  # noqa: PLC0415
    from chibo.reviews.models import Commendation, PartyBadge  # noqa: PLC0415
    from chibo.reviews.papers import honours as papers  # noqa: PLC0415

    person = Person.objects.get(full_name="Lò Mẫu An")
    decision = person.admissions.get().decided_on
    assert decision is not None
    badge = PartyBadge(
        person=person,
        organisation=organisation,
        years=30,
        basis=PartyBadge.Basis.FULL,
        counts_from=decision,
        completes_on=decision.replace(year=decision.year + 30),
    )
    yield papers.badge_list_docx(organisation, [badge], on)
    yield papers.badge_application_docx(badge, on)
    row = Commendation(
        person=person,
        organisation=organisation,
        form="certificate",
        occasion="year",
        year=2017,
        merit="Tham mưu kịp thời",
    )
    body = Commendation(organisation=organisation, form="merit", occasion="year", year=2017, merit="Đạt chỉ tiêu")
    yield papers.commendation_list_docx(organisation, [row, body], on)


def _commitments(on: date) -> Iterator[object]:
    from chibo.reviews.models import CommitmentRound  # noqa: PLC0415
    from chibo.reviews.papers import commitments as papers  # noqa: PLC0415
    from chibo.reviews.queries import commitment_round_page, member_in_round  # noqa: PLC0415
    from tests.factories import actor  # noqa: PLC0415

    for turn in CommitmentRound.objects.order_by("pk"):
        page = commitment_round_page(turn, on)
        yield papers.summary_docx(page, on)
        for row in page.rows[:MEETINGS]:
            one = member_in_round(turn, row.person.uid, on)
            yield papers.make_form(actor=actor(), on=on, one=one)


def _sheets(meeting: Meeting) -> Iterator[object]:
    from chibo.base.refusal import FaultyError  # noqa: PLC0415
    from chibo.meetings.papers import SHEETS, sheet_docx  # noqa: PLC0415

    for kind in SHEETS:
        try:
            yield sheet_docx(meeting, kind)
        except FaultyError:
            continue


def _weight(facts: Any) -> int:
    if isinstance(facts, dict):
        return sum(1 + _weight(value) for value in facts.values())
    return sum(_weight(row) for row in facts[:1]) + 1 if isinstance(facts, list) and facts else 0


def written(facts: Facts) -> str:
    """The file's text."""
    import yaml  # noqa: PLC0415

    head = "# Made by tools/make_sample_facts.py from the sample cell; every person in it is made up.\n"
    return head + yaml.safe_dump(facts, allow_unicode=True, sort_keys=True, width=110)


def main() -> None:
    """Lay the sample cell into a database that is thrown away, gather, write."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    import django  # noqa: PLC0415

    django.setup()
    from django.db import connection  # noqa: PLC0415

    from tests.factories import MONDAY  # noqa: PLC0415
    from tests.sample import lay_sample  # noqa: PLC0415

    connection.creation.create_test_db(verbosity=0)
    lay_sample()
    facts = gathered(MONDAY)
    TARGET.write_text(written(facts), encoding="utf-8", newline="\n")
    print(f"{len(facts)} mẫu trong {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
