"""Letters and e-mails from versioned templates, sent once each."""
