"""How many sheets each paper of a dossier has, as somebody counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import HouseForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.development.models import Paper
    from chibo.development.queries.boxes import Indexed


class PageCountForm(HouseForm):
    """One small number a paper; empty where nobody has counted."""

    use_required_attribute = False

    def __init__(self, *args: Any, papers: Iterable[Indexed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = list(papers)
        for each in self.papers:
            dated = f" ({each.paper.dated:%d-%m-%Y})" if each.paper.dated else ""
            self.fields[_name(each.paper)] = forms.IntegerField(
                label=f"{each.line.name}{dated}", required=False, initial=each.pages, min_value=1
            )

    def counts(self) -> dict[Paper, int | None]:
        """What was counted, paper by paper."""
        return {each.paper: self.cleaned_data.get(_name(each.paper)) for each in self.papers}


def _name(paper: Paper) -> str:
    return f"p-{paper.uid}"
