"""Write the fingerprints of well-known pass phrases that would be long enough here, out of a list of text lines.

    python tools/make_well_known.py LIST.txt

The list is the million most used of the ten million that Mark Burnett gathered from breaches in 2015, as the OWASP
project SecLists keeps it (10-million-password-list-top-1000000; CC BY-SA 3.0 by its own statement). What is shipped is
five bytes of a SHA-256 each, sorted: enough to know a phrase again (one chance in 25 million of a wrong "known"), and
nobody's phrase can be read in it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from chibo.accounts.passphrase import LEAST, WELL_KNOWN, fingerprint


def write(source: Path) -> int:
    """Write the file; give how many fingerprints it holds."""
    lines = source.read_text(encoding="utf-8", errors="replace").splitlines()
    found = sorted({fingerprint(line) for line in lines if len(line.strip()) >= LEAST})
    WELL_KNOWN.write_bytes(b"".join(found))
    return len(found)


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
