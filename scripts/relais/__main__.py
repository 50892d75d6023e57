"""`python -m relais`."""

from relais.command import main

main()
