"""How Naniwa looks: templates, components, tokens, icons and the tags that use them."""
