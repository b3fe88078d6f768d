"""Help: assigning and ending it, and the monthly note on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door
from chibo.development import actions, queries
from chibo.development.forms import EndForm, MentorForm, NoteForm, ProbationMentorForm
from chibo.development.views.common import answer_form, case_address, case_of, show

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def mentors(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Assign the members who help before admission."""
    actor, on = actor_of(request), clock.today()
    found = case_of(request, uid)
    form = MentorForm(
        request.POST or None,
        members=queries.possible_mentors(found, on),
        resolutions=queries.resolutions_for(found, on)[:60],
    )

    def save(data: dict[str, Any]) -> None:
        actions.assign_mentors(
            actor=actor,
            on=on,
            case=found,
            mentors=form.mentors(),
            starts_on=data["starts_on"],
            resolution=data["resolution"],
            is_replacement=data["is_replacement"],
        )

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {"case": found, "mentorships": queries.mentorships_of(found)}
        return show(request, "mentors", {**said, **context}, status=status)

    return answer_form(request, form, save, draw, case_address(found))


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def probation_mentor(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Assign the member who helps during probation."""
    actor, on = actor_of(request), clock.today()
    found = case_of(request, uid)
    form = ProbationMentorForm(request.POST or None, members=queries.possible_mentors(found, on))

    def save(data: dict[str, Any]) -> None:
        actions.assign_probation_mentor(actor=actor, on=on, case=found, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {"case": found, "mentorships": queries.mentorships_of(found), "is_probation": True}
        return show(request, "mentors", {**said, **context}, status=status)

    return answer_form(request, form, save, draw, reverse("development:probation", args=[found.uid]))


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def end_mentorship(request: HttpRequest, uid: UUID, mentorship_uid: UUID) -> HttpResponse:
    """End a member's help."""
    actor, on = actor_of(request), clock.today()
    found = case_of(request, uid)
    mentorship = queries.mentorship_of(found, mentorship_uid)

    def save(data: dict[str, Any]) -> None:
        actions.end_mentorship(actor=actor, on=on, mentorship=mentorship, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(request, "end_mentorship", {"case": found, "mentorship": mentorship, **context}, status=status)

    return answer_form(request, EndForm(request.POST or None), save, draw, case_address(found))


@require_GET
@door(Permission.WRITE_NOTES)
def my_notes(request: HttpRequest) -> HttpResponse:
    """Show whom the signed-in mentor helps; straight to the note where it is one person."""
    held = list(queries.mentorships_held_by(actor_of(request)))
    if len(held) == 1:
        return HttpResponseRedirect(reverse("development:note", args=[held[0].uid]))
    return show(request, "my_notes", {"mentorships": held})


@require_http_methods(["GET", "POST"])
@door(Permission.WRITE_NOTES)
def note(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take the three answers of the monthly note (product 2.16)."""
    actor, on = actor_of(request), clock.today()
    mentorship = queries.mentorship_for(actor, uid)
    slip = queries.note_slip(mentorship, on, request.GET.get("thang", ""))
    form = NoteForm(request.POST or None)

    def save(data: dict[str, Any]) -> None:
        actions.write_note(
            actor=actor,
            on=on,
            mentorship=mentorship,
            month=slip.month,
            times_met=int(data["times_met"]),
            task_result=data["task_result"],
            note=data["note"],
        )

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(request, "note", {"mentorship": mentorship, "slip": slip, **context}, status=status)

    return answer_form(request, form, save, draw, reverse("development:note_received", args=[uid]))


@require_GET
@door(Permission.WRITE_NOTES)
def note_received(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Thank the mentor and show what was received."""
    mentorship = queries.mentorship_for(actor_of(request), uid)
    return show(request, "note_received", {"mentorship": mentorship, "notes": mentorship.notes.order_by("-month")[:12]})


@require_GET
@door(Permission.WRITE_NOTES)
def note_paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Print the paper slip with the same three questions."""
    mentorship = queries.mentorship_for(actor_of(request), uid)
    return show(
        request, "note_paper", {"mentorship": mentorship, "slip": queries.note_slip(mentorship, clock.today(), "")}
    )
