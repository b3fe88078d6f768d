"""Freeze the administrative units of Viet Nam before and since 1-7-2025 into the project, with source and checksum.

Run by a maintainer, with the wheel of the package whose data is taken (nothing of it is installed or run)::

    pip download --no-deps vietnamadminunits==1.0.4
    python tools/freeze_places.py vietnamadminunits-1.0.4-py3-none-any.whl
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sqlite3
import tempfile
import zipfile
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "src" / "chibo" / "exchange" / "lists" / "places.json.gz"
CHANGED_ON = "2025-07-01"
OLD = "select province, district, ward, provinceKey, districtKey, wardKey from admin_units_legacy"
NEW = "select province, ward, provinceKey, wardKey from admin_units"


def frozen(wheel: Path) -> dict[str, Any]:
    """Collect old and new units; every old commune names the new ones it went to (the greater part first)."""
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as folder:
        data = Path(archive.extract("vietnamadminunits/data/dataset.db", folder))
        connection = sqlite3.connect(data)
        old, new = connection.execute(OLD).fetchall(), connection.execute(NEW).fetchall()
        connection.close()
        turned = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
    places = {(province, ward): place for place, (_, _, province, ward) in enumerate(new)}
    became = _became(turned, places)
    districts: dict[str, dict[str, list[list[Any]]]] = {}
    for province, district, ward, *keys in old:
        key = "_".join(part or "" for part in keys)
        districts.setdefault(province, {}).setdefault(district, []).append([ward or "", became[key]])
    return {
        "source": "gói vietnamadminunits; danhmuchanhchinh.gso.gov.vn (18-7-2025), sapnhap.bando.com.vn (17-7-2025)",
        "source_url": "https://github.com/tranngocminhhieu/vietnamadminunits",
        "version": re.split("-", wheel.name)[1],
        "licence": "MIT, © 2025 Tran Ngoc Minh Hieu",
        "wheel_sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "changed_on": CHANGED_ON,
        "new": [[province, ward] for province, ward, _, _ in new],
        "old": districts,
    }


def _became(turned: dict[str, Any], places: dict[tuple[str, str], int]) -> dict[str, list[int]]:
    became: dict[str, list[int]] = {}
    for province, wards in turned["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, keys in wards.items():
            for key in keys:
                became.setdefault(key, []).append(places[province, ward])
    for province, divided in turned["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            parts.sort(key=lambda part: not part["isDefaultNewWard"])
            became.setdefault(key, []).extend(places[province, part["newWardKey"]] for part in parts)
    return became


def main() -> None:
    """Write the file, the same bytes for the same wheel."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    text = json.dumps(frozen(parser.parse_args().wheel), ensure_ascii=False, separators=(",", ":"))
    TARGET.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes, SHA-256 {hashlib.sha256(TARGET.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
