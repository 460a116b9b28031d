"""A stand-in that reaches nobody, for tests."""

from naniwa.services.outbreak.telephones.port import Asked, Heard, NobodyAnswered


class Failing:
    def ask(self, asked: Asked) -> Heard:
        raise NobodyAnswered(asked.key)
