"""What can go wrong in an evaluation.

EvalError              every error of this package: what, why, what to do
├── SuiteError         a file of test prompts is not as it has to be
├── CaseError          a case folder is not as it has to be
├── BenchError         a benchmark folder is not as it has to be, or does not fit the stage
├── ResultsError       a file of results cannot be read, or is of another run
├── UnderTestError     a system under test cannot be started, or keeps failing
└── SealedError        something failed in a run for its figures alone
"""


class EvalError(Exception):
    """Base of the tree. `hint` says what the reader can do."""

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message = message
        self.hint = hint


class SuiteError(EvalError):
    """Names file, line and field."""


class CaseError(EvalError):
    """Names folder, or file and field."""


class BenchError(EvalError):
    """Names file and line where there is one."""


class ResultsError(EvalError):
    """The results on disk are not usable."""


class UnderTestError(EvalError):
    """A system under test does not work; rows finished so far are kept."""


class SealedError(EvalError):
    """Quotes nothing of questions, answers or documents (`evals.blind.sealed`)."""
