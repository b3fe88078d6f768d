"""What the doors of this room share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.base.web import page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from chibo.base.forms import HouseForm


def form_page(
    request: HttpRequest, form: HouseForm, title: str, back: tuple[str, str], *, about: str = "", **more: Any
) -> HttpResponse:
    """Answer with a page of one form; ``back`` is the page it belongs to (its name, its address)."""
    context = {"menu": "danh-gia", "form": form, "title": title, "back": back, "about": about, **more}
    is_refused = bool(form.errors) or "findings" in more
    return page(request, "reviews/form.html", context, status=422 if is_refused else 200)
