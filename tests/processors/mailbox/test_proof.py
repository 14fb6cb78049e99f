# SPDX-License-Identifier: EUPL-1.2
"""Who sent a message is proved by the topmost result of our own mail server, and by nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.mailbox.proof import Proof, proof_of

OURS, SENDER = "mx.regio.nl", "zorg@aanbieder.nl"
GOOD = 'mx.regio.nl; spf=pass smtp.mailfrom=elders.nl; dkim=pass reason="a; b"; dmarc=pass header.from=aanbieder.nl'
BAD = "mx.regio.nl; spf=fail; dmarc=fail header.from=aanbieder.nl"
MICROSOFT = (
    "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=aanbieder.nl; dmarc=pass action=none header.from=aanbieder.nl"
)


def judged(*results, server=OURS, more=b""):
    lines = b"".join(b"Authentication-Results: " + each.encode() + b"\r\n" for each in results)
    return proof_of(lines + more + b"From: zorg@aanbieder.nl\r\n\r\nx", SENDER, server)


def test_the_server_proves_the_sender():
    assert judged(GOOD) is Proof.PASSED


def test_a_server_that_does_not_name_itself_proves_it_too():
    assert judged(MICROSOFT, server="") is Proof.PASSED


def test_without_a_result_nothing_is_known():
    assert judged() is Proof.ABSENT


@pytest.mark.parametrize(
    "forged",
    [
        (BAD, GOOD),
        ("mx.elders.nl; dmarc=pass header.from=aanbieder.nl",),
        (MICROSOFT,),
        ("mx.regio.nl; dmarc=pass header.from=elders.nl",),
        ("mx.regio.nl; dmarc=pass",),
        ("mx.regio.nl; dmarc=pass header.from=aanbieder.nl; dmarc=fail header.from=aanbieder.nl",),
        ("mx.regio.nl; spf=pass (dmarc=pass header.from=aanbieder.nl) smtp.mailfrom=x.nl",),
        ("mx.regio.nl; spf=pass (a (b; dmarc=pass header.from=aanbieder.nl) c) smtp.mailfrom=x.nl",),
        ('mx.regio.nl; spf=pass smtp.mailfrom="x; dmarc=pass header.from=aanbieder.nl "@elders.nl',),
        ('mx.regio.nl; spf=pass (" ) smtp.mailfrom="x; dmarc=pass header.from=aanbieder.nl "@elders.nl',),
        ('mx.regio.nl; spf=pass smtp.mailfrom="x\\"; dmarc=pass header.from=aanbieder.nl "@elders.nl',),
        ("mx.regio.nl; x-dmarc=pass header.from=aanbieder.nl",),
        ("mx.regio.nl; dmarc=passed header.from=aanbieder.nl",),
        ("",),
    ],
)
def test_what_only_looks_like_proof_is_none(forged):
    assert judged(*forged) is Proof.FAILED


def test_a_signature_of_a_part_of_the_body_is_no_proof():
    assert judged(GOOD, more=b"DKIM-Signature: v=1; a=rsa-sha256; d=aanbieder.nl; l=20;\r\n b=xl=\r\n") is Proof.PARTIAL


def test_a_signature_of_the_whole_is_no_objection():
    assert judged(GOOD, more=b"DKIM-Signature: v=1; a=rsa-sha256; d=aanbieder.nl; b=xyl=; bh=kl=1\r\n") is Proof.PASSED


@given(st.text(st.characters(codec="ascii", exclude_characters="\r\n\0"), max_size=80))
def test_no_text_of_another_server_proves_anything(text):
    assert judged(f"mx.elders.nl; {text}") is not Proof.PASSED
