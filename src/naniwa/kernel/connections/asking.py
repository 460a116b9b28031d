"""What a service asks when it sends somebody here, read strictly: authorisation code with PKCE, and nothing else."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

SCOPES = ("openid", "profile", "email")
METHOD = "S256"
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
LONGEST = 300


class Refused(Exception):
    """The service is told by this OAuth error code."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


@dataclass(frozen=True, slots=True)
class Asked:
    """A sound question. `silent` asks for an answer without any page."""

    redirect_uri: str
    scopes: tuple[str, ...]
    challenge: str
    state: str = ""
    nonce: str = ""
    silent: bool = False
    again: bool = False


def read(sent: Mapping[str, str], *, allowed: Collection[str]) -> Asked:
    """`allowed` are the scopes the service may ask for. Raises Refused."""
    if sent.get("response_type") != "code":
        raise Refused("unsupported_response_type", "only response_type=code")
    if sent.get("response_mode", "query") != "query" or "request" in sent or "request_uri" in sent:
        raise Refused("invalid_request", "only plain parameters and response_mode=query")
    challenge = sent.get("code_challenge", "")
    if sent.get("code_challenge_method") != METHOD or not _CHALLENGE.fullmatch(challenge):
        raise Refused("invalid_request", "PKCE is required: code_challenge with code_challenge_method=S256")
    scopes = tuple(dict.fromkeys(sent.get("scope", "").split()))
    if "openid" not in scopes or not set(scopes) <= set(allowed):
        raise Refused("invalid_scope", f"ask for openid and no more than {' '.join(allowed)}")
    if any(len(sent.get(name, "")) > LONGEST for name in ("state", "nonce")):
        raise Refused("invalid_request", "state or nonce is too long")
    prompts = set(sent.get("prompt", "").split())
    if not prompts <= {"none", "consent"} or len(prompts) > 1:
        raise Refused("invalid_request", "prompt may be none or consent")
    return Asked(
        redirect_uri=sent["redirect_uri"],
        scopes=scopes,
        challenge=challenge,
        state=sent.get("state", ""),
        nonce=sent.get("nonce", ""),
        silent="none" in prompts,
        again="consent" in prompts,
    )
