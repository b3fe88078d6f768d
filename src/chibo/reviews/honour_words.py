"""Words of the room for closed lists of the law."""

from __future__ import annotations

from typing import Final

from chibo.law.vocabulary import DisciplineBar

BARS: Final[dict[str, str]] = {
    DisciplineBar.PREGNANT: "mang thai",
    DisciplineBar.NURSING: "nuôi con dưới 12 tháng tuổi",
    DisciplineBar.HOSPITALISED: "bị bệnh hiểm nghèo, nằm viện",
}
