"""The command `python -m evals hostile`: a line for each reader whose time outgrows its text, then the count.

Exit status 1 if there is any. All of it takes a quarter of an hour; a part of a name chooses what is measured.
"""

import argparse

from evals.hostile.functions import functions
from evals.hostile.growth import growths
from evals.hostile.texts import TEXTS

SIZES = (2_000, 4_000, 8_000)
"""Characters: the longest question has 4,000, and a passage with all that is joined to it about as many."""
SIZES_OF_DOCUMENTS = (25_000, 50_000, 100_000)
"""What `index` reads is as long as a file."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("hostile", help="does the time of what reads text grow with its length alone?")
    command.add_argument("names", nargs="*", metavar="NAME", help="parts of functions' names (default: every function)")
    command.add_argument(
        "--text", nargs="+", default=[], metavar="KIND", choices=TEXTS, help="kinds of text (default: all)"
    )
    command.add_argument("--size", nargs="+", type=int, default=[], metavar="N", help="characters, smallest first")
    command.set_defaults(action=run_hostile)


def run_hostile(options: argparse.Namespace) -> int:
    measured = steep = 0
    for name, read in functions():
        if options.names and not any(part in name for part in options.names):
            continue
        sizes = options.size or (SIZES_OF_DOCUMENTS if name.startswith("index.") else SIZES)
        texts = {kind: TEXTS[kind] for kind in options.text or TEXTS}
        for growth in growths(read, texts, sizes):
            measured += 1
            if growth.steep:
                steep += 1
                seconds = ", ".join(
                    f"{size:,}: {'given up' if s is None else f'{s:.2f} s'}" for size, s in growth.seconds
                )
                print(f"{name}, {growth.text}: to the power of {growth.exponent:.1f} ({seconds})", flush=True)
    print(f"{measured} measured, {steep} out of proportion")
    return 1 if steep else 0
