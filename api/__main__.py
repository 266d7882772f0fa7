"""python -m api [--library NAME]: Dossier as an MCP server on standard input and output, for agents.

`python -m api keys add NAME | list | revoke ID` makes, lists and revokes the keys of the HTTP API;
`python -m api libraries remove NAME | rename NAME NEW` takes a named library away, or gives it another name.
"""

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial

from api.tools import server
from index.errors import IndexingError
from index.libraries import MAIN, names
from index.printable import printable
from index.settings import library_given, library_option
from rag.errors import AnswerError
from rag.pipeline import Assistant, open_assistant
from rag.settings import Settings
from serving.door import Door
from serving.keys import Keys
from serving.libraries import remove, rename
from serving.people import LOCAL, Role


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 no such key, 2 not done."""
    options = _parser().parse_args(arguments)
    try:
        settings = Settings(**library_given(options))
        return int(options.run(options, settings))
    except (AnswerError, IndexingError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m api", description=__doc__)
    library_option(parser)
    parser.set_defaults(run=_serve)
    parts = parser.add_subparsers(metavar="COMMAND")
    _add_libraries(parts.add_parser("libraries", help="remove or rename a named library"))
    keys = parts.add_parser("keys", help="keys of the HTTP API")
    commands = keys.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser("add", help="make a key; it is shown this once")
    add.add_argument("name", metavar="NAME", help="who will use it")
    add.add_argument("--role", type=Role, choices=list(Role), default=Role.READER, help="(default: reader)")
    add.add_argument("--expires", type=int, metavar="DAYS", help="(default: it does not end)")
    add.set_defaults(run=_add)
    commands.add_parser("list", help="list the keys of the library").set_defaults(run=_list)
    revoke = commands.add_parser("revoke", help="refuse a key from now on")
    revoke.add_argument("id", metavar="ID", help="as `list` shows it")
    revoke.set_defaults(run=_revoke)
    for command in commands.choices.values():
        # Left out it is what stands before `keys`, and not None again.
        command.add_argument("--library", metavar="NAME", default=argparse.SUPPRESS, help="which library it opens")
    return parser


def _add_libraries(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    remove = commands.add_parser("remove", help="take a library away for good, with its conversations and keys")
    remove.add_argument("name", metavar="NAME")
    remove.add_argument("--with-documents", action="store_true", help="also where it holds documents")
    remove.set_defaults(run=_remove)
    rename = commands.add_parser("rename", help="give a library another name; its keys open it under that")
    rename.add_argument("name", metavar="NAME")
    rename.add_argument("new", metavar="NEW")
    rename.set_defaults(run=_rename)


def _remove(options: argparse.Namespace, settings: Settings) -> int:
    print(f"{remove(settings, options.name, with_documents=options.with_documents)} is gone, and its keys are refused.")
    return 0


def _rename(options: argparse.Namespace, settings: Settings) -> int:
    print(f"It is called {rename(settings, options.name, options.new)} now. Where DOSSIER_ROLES, DOSSIER_LIBRARY or a")
    print("link names it, write the new name there too.")
    return 0


def _serve(_: argparse.Namespace, settings: Settings) -> int:
    with ExitStack() as stack:

        def opened(library: str) -> Assistant:
            return stack.enter_context(open_assistant(settings.of(library)))

        door = Door(partial(names, settings.root), opened, first=settings.library)
        door.open(LOCAL, settings.library)  # what hinders it is told before a client connects
        server(lambda library=None: door.open(LOCAL, settings.library if library is None else library)).run("stdio")
    return 0


def _add(options: argparse.Namespace, settings: Settings) -> int:
    secret, key = Keys(settings.root).add(options.name, options.role, settings.library, options.expires)
    print(secret)
    until = f"until {key.expires:%Y-%m-%d}" if key.expires else "without an end"
    said = f"{key.role} of {key.library or MAIN}, {until}; its id is {key.id}"
    print(f"Keep it now: it is not shown again. It is {printable(key.name)}'s, {said}.", file=sys.stderr)
    return 0


def _list(options: argparse.Namespace, settings: Settings) -> int:
    now = datetime.now(UTC)
    for key in Keys(settings.root).all(settings.library if options.library is not None else None):
        ends = f"{key.expires:%Y-%m-%d}" if key.expires else "never"
        print(key.id, key.state(now), key.role, key.library or MAIN, ends, printable(key.name), sep="\t")
    return 0


def _revoke(options: argparse.Namespace, settings: Settings) -> int:
    if Keys(settings.root).revoke(options.id):
        print(f"{options.id} is refused from now on.")
        return 0
    print(f"There is no valid key {printable(options.id)}. `python -m api keys list` shows them.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
