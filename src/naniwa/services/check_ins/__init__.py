"""Check-ins at venues with nothing but an e-mail address, and alerts to whoever was there at the same time.

What is kept of a day can be read only with its key, which lies outside the database and is destroyed with the day.
A health centre's code opens the visits of one case; people who do not decide alone tell those who were there.
"""
