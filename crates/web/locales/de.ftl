### Die Worte der Seiten von Fanfare auf Deutsch. Eine Meldung ist `Schlüssel = Text`; `$count` und `$name` werden eingesetzt.

## Um jede Seite

skip-to-content = Zum Inhalt springen
signed-in-as = Angemeldet als
sign-out = Abmelden

## Die Seiten der Mitglieder

screen-home = Startseite
screen-notifications = Mitteilungen
screen-messages = Nachrichten
screen-lists = Listen
screen-bookmarks = Lesezeichen
screen-favourites = Favoriten
screen-search = Suche
screen-public = Öffentliche Beiträge
screen-trends = Entdecken
screen-catch-up = Aufholen
screen-compose = Neuer Beitrag
screen-drafts = Entwürfe
screen-scheduled = Geplante Beiträge
screen-follow-requests = Folgeanfragen
screen-followed-tags = Gefolgte Hashtags
screen-people = Leute
screen-columns = Spalten
screen-preferences = Einstellungen
screen-settings = Einstellungen
screen-profile = Dein Profil
screen-navigation = Hauptmenü
screen-needs-script = Diese Seite braucht JavaScript, das in diesem Browser aus ist. Was andere geschrieben haben, lässt sich auch so lesen:
screen-not-built = Dieser Server wurde ohne seine Web-App gebaut. Jede Mastodon-App funktioniert, und was andere geschrieben haben, lässt sich hier lesen:
home-empty = Noch nichts hier. Was die Leute schreiben, denen du folgst, erscheint hier.
