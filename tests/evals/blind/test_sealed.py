import argparse
import logging
import traceback
import warnings

import pytest

from evals.blind.sealed import check_alone, sealed
from evals.errors import EvalError, SealedError
from evals.suites.match import says

SECRET = "Who bought the mill?"


def test_an_error_keeps_its_class_and_its_place_and_none_of_its_words():
    with pytest.raises(SealedError, match=r"^AttributeError at evals/suites/match\.py, line \d+;") as caught, sealed():
        says(SECRET, None)
    assert "NoneType" not in str(caught.value)
    with pytest.raises(SealedError) as caught, sealed():
        raise KeyError(SECRET)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_what_was_sealed_once_is_passed_on_and_an_interruption_is_none_of_it():
    with pytest.raises(SealedError, match="as it is"), sealed():
        raise SealedError("as it is", hint="")
    with pytest.raises(KeyboardInterrupt), sealed():
        raise KeyboardInterrupt


def test_logs_and_warnings_are_silent_until_it_is_over(capsys, caplog):
    with sealed():
        logging.getLogger("rag").error(SECRET)
        warnings.warn(SECRET, stacklevel=1)
    assert SECRET not in caplog.text + "".join(capsys.readouterr())
    logging.getLogger("rag").error("later")
    assert "later" in caplog.text


def test_options_that_need_rows_are_named():
    given = argparse.Namespace(json="r.json", html=None, resume=True)
    with pytest.raises(EvalError, match="--json, --resume cannot do without"):
        check_alone(given, ("json", "html", "resume"))
    check_alone(given, ("html",))
