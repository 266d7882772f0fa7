"""Files of drafted paragraphs, each sentence with its label: YAML, read and checked before anything is judged."""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError, field_validator

from evals.errors import SuiteError
from evals.frozen import Frozen

Label = Literal["borne_out", "figure", "speaker", "attribution", "certainty", "merged", "invented", "no_statement"]


class Paragraph(Frozen):
    """A drafted paragraph: its sentences, each a mapping of its label to its text."""

    id: str = Field(min_length=1)
    sentences: tuple[dict[Label, str], ...] = Field(min_length=1)

    @field_validator("sentences")
    @classmethod
    def _one_label(cls, value: tuple[dict[Label, str], ...]) -> tuple[dict[Label, str], ...]:
        if any(len(sentence) != 1 for sentence in value):
            raise ValueError("a sentence has one label")
        return value

    @property
    def labelled(self) -> tuple[tuple[Label, str], ...]:
        return tuple(pair for sentence in self.sentences for pair in sentence.items())

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.labelled)


class Drafts(Frozen):
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)


def read_drafts(path: Path) -> tuple[Paragraph, ...]:
    """The paragraphs of a file. Raises SuiteError, which names file and field."""
    try:
        return Drafts.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)).paragraphs
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path}: cannot be read ({error}).", hint="Give a file of drafted paragraphs.") from error
    except yaml.YAMLError as error:
        raise SuiteError(f"{path}: is not YAML.", hint="Text with a colon or # in it needs quotes.") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise SuiteError(f"{path}, field {field}: {first['msg']}.", hint="Mend it.") from error
