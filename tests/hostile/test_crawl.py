"""Every form and every address of the sample, as each role, filled with hostile strings: nothing breaks, nothing lives.

The normal run takes a sample that a fixed seed chooses, another one on each engine. In the long run the first role that
meets a form sends it everything, and every other role a sample: what differs between them is whether they may.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from django.http import HttpResponse

from chibo.accounts.models import Grant, User
from tests.conftest import ENGINE
from tests.factories import FOUNDED
from tests.hostile.strings import MARK, chosen, everything, files
from tests.hostile.walking import Form, Visitor, faults_of, uploaded
from tests.sample import lay_sample

if TYPE_CHECKING:
    from random import Random

pytestmark = pytest.mark.django_db

STRINGS = everything()
SEED = 20181121 + (ENGINE == "postgres")
WHOLLY: set[tuple[str, ...]] = set()  # forms that were sent everything


@pytest.fixture
def is_long(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--long"))


def visitor(role: str) -> Visitor:
    """Somebody with this role over the sample's whole organisation, and no other."""
    organisation = lay_sample()
    user = User.objects.create(username=f"thu-{role.replace('_', '-')}", display_name="Lò Mẫu Thử")
    reach = Grant.Reach.BELOW
    Grant.objects.create(user=user, organisation=organisation, role=role, reach=reach, starts_on=FOUNDED)
    return Visitor(user)


def test_there_are_three_hundred_strings() -> None:
    assert len(STRINGS) >= 300
    assert sum(MARK in string for string in STRINGS) > 200


# --- what would be found ---


def answered(text: str = "", status: int = 200, **headers: str) -> HttpResponse:
    return HttpResponse(text, status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    "answer",
    [
        answered(status=500),
        answered(f"<p><script>{MARK}()</script></p>"),
        answered(f"<p><img src={MARK} onerror={MARK}()></p>"),
        answered(f"<p><{MARK}></p>"),
        answered(f"<a href='javascript:{MARK}()'>a</a>"),
        answered(f"<p><iframe src=/{MARK}></iframe></p>"),
        answered(f'<input value="" {MARK}="">'),
        answered(f"<p>1337{MARK}</p>"),
        answered("<p>Traceback (most recent call last):</p>"),
        answered(status=302, Location="//example.org/"),
        answered(status=302, Location="https://example.org/"),
        answered(X_Xq7z="1"),
    ],
    ids=lambda answer: f"{answer.status_code} {answer.content[:30]!r} {answer.get('Location', '')}",
)
def test_what_must_not_be_in_an_answer_is_found(answer: HttpResponse) -> None:
    assert list(faults_of(answer))


def test_what_is_escaped_is_no_fault() -> None:
    shown = f"<p title='&lt;script&gt;'>&lt;img src={MARK} onerror={MARK}()&gt;</p>"
    said = f"{shown}<a href='/tim/?q=javascript%3A{MARK}'>a</a>"
    assert list(faults_of(answered(said))) == []


# --- forms ---


def all_hostile(form: Form, take: Random) -> dict[str, list[Any]]:
    """Every field of a form with a hostile string of its own."""
    return {each.name: [hostile_for(each.kind, take)] for each in form.fields} | button_of(form)


def one_hostile(form: Form, name: str, value: Any) -> dict[str, list[Any]]:
    """What a browser would send, but for one field: the fault lies deeper then."""
    return form.filled() | {name: [value]}


def button_of(form: Form) -> dict[str, list[Any]]:
    return {form.button[0]: [form.button[1]]} if form.button[0] else {}


def hostile_for(kind: str, take: Random) -> Any:
    return uploaded(take.choice(list(files().values()))) if kind == "file" else sent(take.choice(STRINGS))


def sent(string: str) -> bytes:
    """The bytes on the line; half a letter is sent as it is."""
    return string.encode("utf-8", "surrogatepass")


def attack(who: Visitor, form: Form, take: Random, *, is_long: bool) -> None:
    """Send one form again and again with something wrong in it."""

    def send(what: str, data: dict[str, list[Any]]) -> None:
        who.tries(what, form.method, form.action, data)

    names = sorted({each.name for each in form.fields if each.kind != "file"})
    send("all", all_hostile(form, take))
    for name in names if is_long else take.sample(names, min(1, len(names))):
        for string in take.sample(STRINGS, 12 if is_long else 1):
            send(f"{name}={string[:24]!r}", one_hostile(form, name, sent(string)))
    for each in form.fields:
        if each.kind == "file":
            bad = files()
            for what in bad if is_long else take.sample(sorted(bad), 1):
                send(f"{each.name}: {what}", one_hostile(form, each.name, uploaded(bad[what])))
    for string in STRINGS if is_long else ():
        send(
            repr(string[:24]),
            {each.name: [sent(string)] for each in form.fields if each.kind != "file"} | button_of(form),
        )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """In the normal run every other role on each engine, the secretary on both; in the long one everybody on both."""
    if "role" in metafunc.fixturenames:
        turn, roles = int(ENGINE == "postgres"), list(Grant.Role.values)
        is_long = metafunc.config.getoption("--long")
        here = [role for at, role in enumerate(roles) if is_long or role == Grant.Role.SECRETARY or at % 2 == turn]
        metafunc.parametrize("role", here)


def test_every_form_withstands_what_is_typed_into_it(role: str, is_long: bool) -> None:  # noqa: FBT001 - a fixture
    who, take, seen = visitor(role), chosen(SEED), set()
    is_main = role == Grant.Role.SECRETARY
    for _address, forms in islice(who.screens(), None if is_long or is_main else 25):
        for form in forms:
            if form.key in seen or not (is_long or take.random() < (0.4 if is_main else 0.3)):
                continue
            seen.add(form.key)
            attack(who, form, take, is_long=is_long and form.key not in WHOLLY)
            WHOLLY.add(form.key)
    assert seen
    assert who.wrong == []
