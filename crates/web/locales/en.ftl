### The words of Fanfare's pages in English. A message is `key = text`; `$count` and `$name` stand for what is filled in.

## Around every page

skip-to-content = Skip to the content
signed-in-as = Signed in as
sign-out = Sign out
