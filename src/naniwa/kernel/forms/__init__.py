"""Forms: definitions staff write, their immutable versions, answers, validation and rules."""
