"""`python -m interest`: the command line where its command is not on the path."""

import sys

from interest.cli import main

sys.exit(main())
