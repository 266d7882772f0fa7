"""The options of a command that say which documents count: the same words in all commands."""

import argparse
from datetime import date

from index.types import Filters
from rag.errors import QuestionError


def filter_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--source", action="append", default=[], help="only this publisher; can be repeated")
    parser.add_argument("--tag", action="append", default=[], help="only documents with this tag; can be repeated")
    parser.add_argument("--from", "--since", dest="since", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD", help="undated documents stay")
    parser.add_argument("--dated", action="store_true", help="leave out undated documents")


def filters_given(options: argparse.Namespace) -> Filters:
    """What `filter_options` read. Raises QuestionError for days in the wrong order."""
    since, until = options.since, options.until
    if since and until and since > until:
        raise QuestionError(f"--from {since} lies behind --until {until}.", hint="Give the earlier day to --from.")
    return Filters(
        sources=tuple(options.source), tags=tuple(options.tag), since=since, until=until, undated=not options.dated
    )
