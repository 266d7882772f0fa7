import argparse

import pytest

from evals.blind.groups import all_groups, group
from evals.errors import SuiteError
from evals.suites.suite import Prompt, Suite


def suite(name, *kinds, **groups):
    prompts = tuple(Prompt(id=kind, question="?", kind=kind) for kind in kinds)
    return Suite(file=f"{name}.yaml", name=name, prompts=prompts, groups=groups)


def test_a_group_is_read_from_the_command_line():
    assert group("over many=list, count") == ("over many", ("list", "count"))


@pytest.mark.parametrize("text", ["fact", "=fact", "facts=", "facts=,"])
def test_what_is_no_group_is_an_error(text):
    with pytest.raises(argparse.ArgumentTypeError, match="is not NAME="):
        group(text)


def test_suites_add_to_one_group_and_the_command_line_goes_before():
    suites = [suite("a", "fact", "list", easy=("fact",)), suite("b", "who", easy=("who",))]
    assert all_groups(suites, []) == {"easy": {"fact", "who"}}
    assert all_groups(suites, [("easy", ("list",)), ("rest", ("who",))]) == {"easy": {"list"}, "rest": {"who"}}


def test_a_kind_that_no_prompt_has_is_named_with_those_that_there_are():
    with pytest.raises(SuiteError, match=r"--group easy: no prompt is of the kind facts\. There are fact, list\."):
        all_groups([suite("a", "fact", "list")], [("easy", ("facts", "list"))])
