"""``python -m chibo``."""

import sys

from chibo.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
