"""What runs in the process that decodes strangers' files (`workshop` starts it); nothing here knows the site."""
