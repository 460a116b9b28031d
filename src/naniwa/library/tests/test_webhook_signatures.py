"""The signature of a webhook, against the example of the Standard Webhooks specification."""

import pytest

from naniwa.library import webhook_signatures as signing

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
NUMBER = "msg_p5jXN8AQM9LWM0D4loKWxJek"
BODY = b'{"test": 2432232314}'


def test_a_signature_is_the_one_of_the_specification() -> None:
    made = signing.signature(SECRET, number=NUMBER, timestamp=1614265330, body=BODY)
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_every_secret_in_force_signs() -> None:
    other = signing.new_secret()
    made = signing.headers([SECRET, other], number=NUMBER, timestamp=1614265330, body=BODY)
    assert made["webhook-id"] == NUMBER
    assert made["webhook-timestamp"] == "1614265330"
    assert made["webhook-signature"].split(" ") == [
        signing.signature(one, number=NUMBER, timestamp=1614265330, body=BODY) for one in (SECRET, other)
    ]


def test_secrets_are_of_32_random_bytes() -> None:
    made = {signing.new_secret() for _ in range(50)}
    assert len(made) == 50
    assert {len(one) for one in made} == {len("whsec_") + 44}


def test_a_call_is_believed_only_with_its_own_signature_and_in_time() -> None:
    sent = signing.headers([signing.new_secret(), SECRET], number=NUMBER, timestamp=1_000_000, body=BODY)
    assert signing.check(SECRET, sent, BODY, timestamp=1_000_200) == NUMBER
    wrong = [
        ({**sent, "webhook-id": "other"}, BODY, 1_000_200),
        ({**sent, "webhook-timestamp": "1000001"}, BODY, 1_000_200),
        ({**sent, "webhook-timestamp": "soon"}, BODY, 1_000_200),
        ({**sent, "webhook-signature": "v1,AAAA"}, BODY, 1_000_200),
        ({**sent, "webhook-signature": "署名"}, BODY, 1_000_200),
        ({}, BODY, 1_000_200),
        (sent, BODY + b" ", 1_000_200),
        (sent, BODY, 1_000_000 + signing.TOLERANCE + 1),
        (sent, BODY, 1_000_000 - signing.TOLERANCE - 1),
    ]
    for headers, body, timestamp in wrong:
        with pytest.raises(signing.Forged):
            signing.check(SECRET, headers, body, timestamp=timestamp)
