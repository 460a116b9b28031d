"""What a service may ask when it sends somebody here: a table of refusals."""

import pytest

from naniwa.kernel.connections.asking import Refused, read

SOUND = {
    "response_type": "code",
    "redirect_uri": "https://bus.example.jp/back",
    "scope": "openid profile",
    "state": "s",
    "nonce": "n",
    "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    "code_challenge_method": "S256",
}
ALLOWED = ("openid", "profile")


def test_a_sound_question_is_read() -> None:
    asked = read(SOUND, allowed=ALLOWED)
    assert (asked.scopes, asked.state, asked.silent, asked.again) == (("openid", "profile"), "s", False, False)
    assert read({**SOUND, "prompt": "none"}, allowed=ALLOWED).silent
    assert read({**SOUND, "prompt": "consent"}, allowed=ALLOWED).again


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_type": ""}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"request": "eyJhbGciOiJub25lIn0.e30."}, "invalid_request"),
        ({"request_uri": "https://evil.example.jp/r"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": ""}, "invalid_request"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"scope": "openid email"}, "invalid_scope"),
        ({"scope": "openid procedures:read"}, "invalid_scope"),
        ({"state": "x" * 301}, "invalid_request"),
        ({"nonce": "x" * 301}, "invalid_request"),
        ({"prompt": "login"}, "invalid_request"),
        ({"prompt": "none consent"}, "invalid_request"),
    ],
)
def test_anything_else_is_refused_by_the_code_of_the_standard(wrong: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        read({**SOUND, **wrong}, allowed=ALLOWED)
    assert refused.value.code == code
