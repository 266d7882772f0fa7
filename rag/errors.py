"""What can go wrong between a question and its answer.

AnswerError              every error of this package: what, whether a retry can help, what to do
├── QuestionError        the question cannot be asked as it is (empty, too long, an empty library)
├── ModelError           the chat model cannot be reached, died, or said no
│   └── ModelSetupError  the chat model cannot be started: missing file, package or key
│       └── WeightsError a local file of weights is not one that can answer here: damaged, no chat model, too large
└── PromptError          a prompt file does not fit what the code supplies
"""


class AnswerError(Exception):
    """Base of the tree. `hint` says what the reader can do; `retryable` whether asking again may help."""

    retryable = False

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message = message
        self.hint = hint


class QuestionError(AnswerError):
    """The question is not one that can be answered."""


class ModelError(AnswerError):
    """The chat model failed while answering."""

    retryable = True


class ModelSetupError(ModelError):
    """The chat model cannot be started as configured."""

    retryable = False


class WeightsError(ModelSetupError):
    """A local file of weights that is refused before it is loaded."""


class PromptError(AnswerError):
    """A prompt file and the code disagree about its placeholders."""
