"""`python -m game`: the same as the console command."""

from game.cli import main

if __name__ == "__main__":
    main()
