"""Moving the fixed day of a sample installation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from chibo.base import clock
from chibo.base.models import AuditEntry, Installation
from tests.chains import verify_chains
from tests.factories import MONDAY
from tests.sample import lay_sample

if TYPE_CHECKING:
    from chibo.register.models import Organisation


@pytest.fixture
def loaded(db: None) -> Organisation:
    return lay_sample()


def test_the_sample_works_on_another_day_from_now_on(loaded: Organisation, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("sample_day", "6-2-2018")
    assert clock.today() == date(2018, 2, 6)
    assert capsys.readouterr().out == "Ngày làm việc mẫu: 6-2-2018.\n"
    last = AuditEntry.objects.filter(chain=str(loaded.uid)).latest("seq")
    assert last.changes == {"working_day": ["2018-05-21", "2018-02-06"]}
    assert list(verify_chains()) == []


def test_a_real_cell_cannot_choose_its_day(loaded: Organisation) -> None:
    Installation.objects.update(is_sample=False, working_day=None)
    with pytest.raises(CommandError, match="không phải dữ liệu mẫu"):
        call_command("sample_day", "6-2-2018")
    assert Installation.objects.get().working_day is None


def test_a_day_that_cannot_be_read_is_said(loaded: Organisation) -> None:
    with pytest.raises(CommandError, match="32-1-2018"):
        call_command("sample_day", "32-1-2018")
    assert clock.today() == MONDAY
