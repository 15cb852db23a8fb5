"""Documents as they are written are not found fault with: a false error is worse than a miss."""

import pytest

from documents.outgoing.checks import Direction, Force, Issuer, examine
from documents.outgoing.checks.kinds import KINDS
from tests.documents.outgoing.checks.corpus import CORPUS, WARNED


def test_the_corpus_holds_every_kind_direction_and_name():
    assert len(CORPUS) >= 60
    assert {each.kind for each in CORPUS.values()} == set(KINDS)
    assert {each.direction for each in CORPUS.values()} == set(Direction)
    assert {each.issuer for each in CORPUS.values()} == set(Issuer)


@pytest.mark.parametrize("title", CORPUS)
def test_a_lawful_document_has_no_error_and_no_warning_that_it_does_not_deserve(title):
    found = examine(CORPUS[title])
    errors = [finding for finding in found if finding.force is Force.MUST]
    warned = {finding.rule for finding in found if finding.force is Force.GEN}
    assert errors == []
    assert warned == WARNED[title], [each for each in found if each.force is Force.GEN]


def test_hints_are_few():
    hints = [
        (title, finding.sentence)
        for title, manuscript in CORPUS.items()
        for finding in examine(manuscript)
        if finding.force is Force.PRAC
    ]
    assert len(hints) < len(CORPUS) / 3, hints
