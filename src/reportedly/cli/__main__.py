"""`python -m reportedly.cli` is `reportedly`."""

from reportedly.cli import main

main()
