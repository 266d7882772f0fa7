"""Suites of test prompts: YAML files, read and checked before anything is asked.

A suite is a mapping {name, about, thresholds, groups, prompts}, or just the list of prompts. An unknown field, a
duplicate id or a wrong type is a SuiteError that names file, line and field.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, Field, ValidationError, ValidationInfo, field_validator, model_validator

from evals.errors import SuiteError
from evals.frozen import Frozen
from evals.suites.rows import RowChecks
from rag.types import BriefingKind

Share = Annotated[float, Field(ge=0, le=1)]


class PromptFilters(Frozen):
    """Restricts what the question may be answered from."""

    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    undated: bool = True


class Prompt(Frozen):
    """A question and what is expected of its answer.

    Alternatives within an entry of `must` or `must_not` are parted by `|`. One of `cites` has to be cited, and
    every one of `cites_all`: beginnings of file names, or of titles. `quote` has to stand in a cited passage. `rows`
    is what the rows of a briefing have to be, `read_as` the kind that the question is forced to be read as.
    """

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    kind: str = "question"
    history: tuple[str, ...] = ()
    filters: PromptFilters = PromptFilters()
    as_of: date | None = None
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    cites_all: tuple[str, ...] = ()
    quote: tuple[str, ...] = ()
    rows: RowChecks | None = None
    read_as: BriefingKind | None = None
    answerable: bool = True
    notes: str = ""

    @field_validator("must", "must_not", "cites", "cites_all", "quote", "history", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @field_validator("must", "must_not", "cites", "cites_all", "quote", "history")
    @classmethod
    def _no_blanks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(not part.strip() for entry in value for part in entry.split("|")):
            raise ValueError("an entry, or an alternative beside '|', is empty")
        return value


class Thresholds(Frozen):
    """What a run has to reach for exit status 0. Shares between 0 and 1; None is not asked for."""

    pass_rate: Share | None = None
    declined_rightly: Share | None = None
    false_answers: Share | None = None
    false_refusals: Share | None = None


class Suite(Frozen):
    """Prompts that belong together. `file` is where they were read. `groups` names kinds whose figures are given
    together (`evals.blind`)."""

    file: str
    name: str = Field(min_length=1)
    about: str = ""
    thresholds: Thresholds = Thresholds()
    prompts: tuple[Prompt, ...]
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @field_validator("groups")
    @classmethod
    def _known_kinds(cls, value: dict[str, tuple[str, ...]], info: ValidationInfo) -> dict[str, tuple[str, ...]]:
        known = {prompt.kind for prompt in info.data.get("prompts", ())}
        for name, kinds in value.items():
            if not kinds or (known and not known.issuperset(kinds)):
                raise ValueError(f"the group {name!r} is empty, or names a kind that no prompt has")
        return value

    @field_validator("prompts")
    @classmethod
    def _some(cls, value: tuple[Prompt, ...]) -> tuple[Prompt, ...]:
        if not value:
            raise ValueError("holds no prompts")
        return value

    @model_validator(mode="before")
    @classmethod
    def _bare_list(cls, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("content"), list):
            return {"file": value["file"], "name": value["name"], "prompts": value["content"]}
        if isinstance(value, dict) and isinstance(value.get("content"), dict):
            return {"name": value["name"], **value["content"], "file": value["file"]}
        return value


def read_suite(path: Path) -> Suite:
    """The suite in `path`. Raises SuiteError."""
    try:
        # Every scalar stays the text that the author typed: 000, no and 8.30 are not a number, a bool and 8.3.
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except OSError as error:
        raise SuiteError(f"{path}: cannot be read ({error.strerror}).", hint="Give the path of a suite.") from error
    except UnicodeDecodeError as error:
        raise SuiteError(f"{path}: is not UTF-8 text ({error}).", hint="Save it as UTF-8.") from error
    except yaml.YAMLError as error:
        raise _broken_yaml(path, error) from error
    if not isinstance(node, yaml.MappingNode | yaml.SequenceNode):
        raise SuiteError(
            f"{path}: holds no prompts.", hint="A suite is a list of prompts, or a mapping with `prompts`."
        )
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        suite = Suite.model_validate({"file": str(path), "name": path.stem, "content": content})
    except ValidationError as error:
        raise _invalid(path, node, error) from error
    _check_ids(path, node, suite)
    return suite


def _check_ids(path: Path, node: yaml.Node, suite: Suite) -> None:
    seen: dict[str, int] = {}
    for position, prompt in enumerate(suite.prompts):
        line = _line(node, ("prompts", position, "id"))
        if prompt.id in seen:
            raise SuiteError(
                f"{path}, line {line}, field id: {prompt.id!r} was used before, in line {seen[prompt.id]}.",
                hint="Give every prompt an id of its own.",
            )
        seen[prompt.id] = line


def _invalid(path: Path, node: yaml.Node, error: ValidationError) -> SuiteError:
    first = error.errors(include_url=False)[0]
    place = tuple(first["loc"])
    field = ".".join(str(part) for part in place if part != "prompts") or "prompts"
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    hint = f"It may be {', '.join(_fields(place))}." if first["type"] == "extra_forbidden" else "Mend it."
    return SuiteError(f"{path}, line {_line(node, place)}, field {field}: {first['msg']}{more}.", hint=hint)


def _fields(place: tuple[int | str, ...]) -> list[str]:
    """The fields that there are at the place of an unknown one."""
    kinds: dict[int | str, type[BaseModel]] = {"thresholds": Thresholds, "filters": PromptFilters, "rows": RowChecks}
    whole: type[BaseModel] = Prompt if len(place) > 1 else Suite
    outer = next((kinds[part] for part in reversed(place[:-1]) if part in kinds), whole)
    return [name for name in outer.model_fields if name != "file"]


def _broken_yaml(path: Path, error: Exception) -> SuiteError:
    mark = getattr(error, "problem_mark", None)
    line = f", line {mark.line + 1}" if mark else ""
    problem = getattr(error, "problem", None) or str(error)
    return SuiteError(f"{path}{line}: is not YAML ({problem}).", hint="Text with a colon or # in it needs quotes.")


def _line(node: yaml.Node, place: tuple[int | str, ...]) -> int:
    """The line of the innermost part of `place` that the file has."""
    steps = list(place)
    if isinstance(node, yaml.SequenceNode) and steps[:1] == ["prompts"]:
        steps = steps[1:]
    line = node.start_mark.line
    for step in steps:
        child = next((found for key, found in _children(node) if key == step), None)
        if child is None:
            break
        line, node = child
    return int(line) + 1


def _children(node: yaml.Node) -> Iterator[tuple[int | str, tuple[int, yaml.Node]]]:
    if isinstance(node, yaml.SequenceNode):
        yield from ((index, (value.start_mark.line, value)) for index, value in enumerate(node.value))
    elif isinstance(node, yaml.MappingNode):
        yield from ((key.value, (key.start_mark.line, value)) for key, value in node.value)
