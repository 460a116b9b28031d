"""The signature of a webhook, against the example of the Standard Webhooks specification."""

from naniwa.kernel.clients import signing

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
