"""Case folders: documents, `case.yaml` with what is asked of them, and `claims.yaml` where claims are judged.

A case.yaml is a mapping {kind, why, questions, on_adding, on_adding_must, expect, setup, claims}. `on_adding` and
`expect` are prose for people; `on_adding_must` is checked. `claims` only says that there is a claims.yaml: a list of
{passage, context, claim, stands}.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from evals.errors import CaseError

CASE, CLAIMS = "case.yaml", "claims.yaml"
OWN = frozenset({CASE, CLAIMS})
"""Files of a case that are none of its documents."""

T = TypeVar("T")


def _listed(value: Any) -> Any:
    """One entry may stand without its dash."""
    return (value,) if isinstance(value, str) else value


def _alternatives(value: str) -> str:
    if not all(part.strip() for part in value.split("|")):
        raise ValueError("an entry, or an alternative beside '|', is empty")
    return value


Phrase = Annotated[str, AfterValidator(_alternatives)]
Phrases = Annotated[tuple[Phrase, ...], BeforeValidator(_listed)]


class _Open(BaseModel):
    """Fields that are not known are kept, to be named: a case of a later edition still runs."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Ask(_Open):
    """A question of the case's documents. Every entry of `must` has to be said or cited, none of `must_not`."""

    question: str = Field(min_length=1)
    history: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    must: Phrases = ()
    must_not: Phrases = ()
    declined: bool = False
    conflict: bool | None = None
    """Whether the answer has to tell of a disagreement, or must not; None where either may be."""
    note: str = ""


class Claim(_Open):
    """A sentence, the passage that it cites, what is known of that passage, and whether the sentence stands."""

    passage: str = Field(min_length=1)
    context: str = ""
    claim: str = Field(min_length=1)
    stands: bool
    kind: str = ""
    half: str = ""
    """Which half of its file it belongs to, where one was developed on and the other only measured."""
    note: str = ""


class Case(_Open):
    """A case as its folder has it."""

    folder: Path
    kind: str
    why: str = ""
    setup: str = ""
    expect: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    on_adding: str = ""
    on_adding_must: Phrases = ()
    questions: tuple[Ask, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def unknown(self) -> tuple[str, ...]:
        """Fields that nothing here reads."""
        return tuple(
            dict.fromkeys(
                name for part in (self, *self.questions, *self.claims) for name in part.__pydantic_extra__ or ()
            )
        )


def cases(folders: Iterable[Path]) -> list[Case]:
    """Every case in the folders: a folder is one, or holds some. Raises CaseError."""
    return [_case(folder) for given in folders for folder in _folders(given)]


def _folders(given: Path) -> Sequence[Path]:
    if not given.is_dir():
        raise CaseError(
            f"{given}: is not a folder.", hint=f"Name a folder with a {CASE}, or one that holds such folders."
        )
    found = [given] if (given / CASE).is_file() else sorted(p.parent for p in given.glob(f"*/{CASE}"))
    if not found:
        raise CaseError(
            f"{given}: holds no {CASE}.", hint=f"Name a folder with a {CASE}, or one that holds such folders."
        )
    return found


def _case(folder: Path) -> Case:
    file = folder / CASE
    content = _yaml(file)
    if not isinstance(content, dict):
        raise CaseError(f"{file}: is not a mapping.", hint="It has to give at least `kind` and `questions`.")
    return _valid(file, TypeAdapter(Case), {**content, "folder": folder, "claims": claims(folder)})


def claims(folder: Path) -> tuple[Claim, ...]:
    """The claims of a folder; none where it has no file of them. Raises CaseError."""
    file = folder / CLAIMS
    return _valid(file, TypeAdapter(tuple[Claim, ...]), _yaml(file)) if file.is_file() else ()


def _yaml(file: Path) -> Any:
    try:
        # Every scalar stays the text that the author typed: 52 and 05:12 are no numbers here.
        return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{file}: cannot be read ({error}).", hint="Save it as UTF-8 text.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise CaseError(
            f"{file}{line}: is not YAML ({problem}).", hint="Text with a colon or # needs quotes."
        ) from error


def _valid(file: Path, kind: TypeAdapter[T], content: Any) -> T:
    try:
        return kind.validate_python(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"])) or "the file"
        raise CaseError(f"{file}, field {field}: {first['msg']}.", hint="Mend it.") from error


def documents(case: Case) -> Iterator[Path]:
    """What is to be added: all that lies in the folder but the case's own files."""
    yield from (path for path in sorted(case.folder.iterdir()) if path.name not in OWN)
