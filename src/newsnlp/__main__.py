"""`python -m newsnlp`: the command line."""

import sys

from newsnlp.cli import main

if __name__ == "__main__":
    sys.exit(main())
