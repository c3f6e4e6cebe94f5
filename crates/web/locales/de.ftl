### Die Worte der Seiten von Fanfare auf Deutsch. Eine Meldung ist `Schlüssel = Text`; `$count` und `$name` werden eingesetzt.

## Um jede Seite

skip-to-content = Zum Inhalt springen
signed-in-as = Angemeldet als
sign-out = Abmelden
