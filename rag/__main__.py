"""python -m rag "question": streams the answer, then its footnotes: source, date, quote.

`python -m rag check FILE` holds a draft against the library instead (`rag.checking.command`),
`python -m rag brief KIND "subject"` makes a briefing (`rag.briefing.command`),
`python -m rag recheck FILE` checks the citations of an export (`rag.conversation.recheck`).
"""

import argparse
import sys
from datetime import date
from typing import Any

from rich.console import Console
from rich.text import Text

from index.errors import IndexingError
from index.settings import library_given, library_option
from rag.briefing import command as briefing
from rag.checking import command as checking
from rag.conversation import recheck
from rag.errors import AnswerError
from rag.events import Done, EvidenceFound, SentenceDone, Withdrawn
from rag.filter_options import filter_options, filters_given
from rag.pipeline import open_assistant
from rag.settings import Settings
from rag.types import Answer, AnswerSentence, Conflict, Outcome, Question, Support

_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)

_COMMANDS = {"brief": briefing.main, "check": checking.main, "recheck": recheck.main}
"""Words that, before others, are no question."""


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit status: 0 answered, 1 declined, 2 failed."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if len(arguments) > 1 and arguments[0] in _COMMANDS:
        return _COMMANDS[arguments[0]](arguments[1:])
    options = _parser().parse_args(arguments)
    try:
        filters = filters_given(options)
        model: dict[str, Any] = {} if options.model is None else {"llm": options.model}
        settings = Settings(**model, **library_given(options))
        strike = settings.unsupported == "strike"
        with open_assistant(settings) as assistant:
            answer = None
            for event in assistant.ask(Question(text=options.question, filters=filters)):
                if isinstance(event, EvidenceFound):
                    _err.print(f"{len(event.evidence)} passages; {assistant.model_name} reads them …", style="dim")
                elif isinstance(event, SentenceDone) and (event.sentence.verdict.stands or not strike):
                    _out.print(_sentence(event.sentence))
                elif isinstance(event, Withdrawn):
                    _out.print("This is not borne out by the passages. What stands:", style="yellow")
                elif isinstance(event, Done):
                    answer = event.answer
    except (AnswerError, IndexingError) as error:
        _err.print(str(error), style="red", markup=False)
        return 2
    except KeyboardInterrupt:
        return 2
    assert answer is not None
    if answer.briefing and answer.briefing.rows:
        briefing.show(answer.briefing, _out)
        return 0
    _footnotes(answer)
    return 1 if answer.outcome is Outcome.DECLINED else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rag", description=__doc__)
    parser.add_argument("question")
    library_option(parser)
    parser.add_argument("--model", help="instead of the one in the settings (see DOSSIER_LLM)")
    filter_options(parser)
    return parser


def _sentence(sentence: AnswerSentence) -> Text:
    line = Text(sentence.text)
    for citation in dict.fromkeys(c.number for c in sentence.citations):
        line.append(f" [{citation}]", style="cyan")
    for marker in sentence.failed_markers:
        line.append(f" {marker} names no passage", style="red")
    if not sentence.verdict.stands:
        line.append(f"  ({sentence.verdict.support}: {sentence.verdict.reason})", style="yellow")
    elif sentence.verdict.support is Support.WRONG_SOURCE:
        line.append(f"  ({sentence.verdict.reason})", style="dim")
    return line


def _footnotes(answer: Answer) -> None:
    if answer.notice:
        _err.print(answer.notice, style="yellow", markup=False)
    if answer.outcome is Outcome.DECLINED:
        _out.print(Text(f"No answer found. {answer.missing or ''}", style="bold"))
        _out.print("The nearest passages:")
        for item in answer.evidence:
            _out.print(_note(item.number, item.title, item.source, item.published, item.text))
        return
    if answer.missing:
        _out.print(Text(answer.missing, style="yellow"))
    for conflict in answer.conflicts:
        _out.print(Text(_disagreement(conflict), style="yellow"))
    _out.print()
    for c in answer.citations:
        _out.print(_note(c.number, c.title, c.source, c.published, c.quote))


def _disagreement(conflict: Conflict) -> str:
    sides = (f"{p.statement} [{p.citation.number}] ({p.citation.published or 'undated'})" for p in conflict.positions)
    return f"{conflict.heading}: {'; '.join(sides)}"


def _note(number: int, title: str, source: str | None, published: date | None, quote: str) -> Text:
    origin = ", ".join((source or "unknown source", str(published or "undated")))
    return Text.assemble((f"[{number}] ", "cyan"), f"{title} ({origin})\n    “{' '.join(quote.split())}”")


if __name__ == "__main__":
    sys.exit(main())
