"""Before something that matters: who has not said the pass phrase or a code lately says it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from allauth.account.decorators import reauthentication_required

if TYPE_CHECKING:
    from chibo.base.web import View


def fresh(view: View) -> View:
    """Guard a view inside its door: asks for the pass phrase, a code or the key, then goes on where it was."""
    return cast("View", reauthentication_required()(view))


def fresh_to_write(view: View) -> View:
    """Guard what a view writes; to look at its page nothing is asked again."""
    return cast("View", reauthentication_required(allow_get=True)(view))
