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
screen-people = Leute
screen-columns = Spalten
screen-preferences = Einstellungen
screen-settings = Einstellungen
screen-profile = Dein Profil
screen-navigation = Hauptmenü
screen-needs-script = Diese Seite braucht JavaScript, das in diesem Browser aus ist. Was andere geschrieben haben, lässt sich auch so lesen:
screen-not-built = Dieser Server wurde ohne seine Web-App gebaut. Jede Mastodon-App funktioniert, und was andere geschrieben haben, lässt sich hier lesen:
home-empty = Noch nichts hier. Was die Leute schreiben, denen du folgst, erscheint hier.

## Namen und Zahlen, die auf vielen Seiten stehen

footer-runs-on = läuft mit Fanfare { $version }
footer-free = freie Software unter der GNU AGPL
date = { $day }. { $month } { $year }
moment = { $date }, { $clock } UTC
month-1 = Jan.
month-2 = Feb.
month-3 = März
month-4 = Apr.
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = Aug.
month-9 = Sept.
month-10 = Okt.
month-11 = Nov.
month-12 = Dez.
count-members = { $count ->
    [one] { $count } Mensch
   *[other] { $count } Menschen
}
count-posts = { $count ->
    [one] { $count } Beitrag
   *[other] { $count } Beiträge
}
count-servers = { $count ->
    [one] { $count } anderer Server bekannt
   *[other] { $count } andere Server bekannt
}
count-following = folgt { $count }
count-followers = { $count ->
    [one] { $count } Follower
   *[other] { $count } Follower
}
count-replies = { $count ->
    [one] { $count } Antwort
   *[other] { $count } Antworten
}
count-boosts = { $count ->
    [one] { $count }-mal geteilt
   *[other] { $count }-mal geteilt
}
count-favourites = { $count ->
    [one] { $count }-mal favorisiert
   *[other] { $count }-mal favorisiert
}
count-reactions = { $count ->
    [one] { $count } Reaktion mit { $emoji }
   *[other] { $count } Reaktionen mit { $emoji }
}
number = { $count }

## Anmelden

sign-in = Anmelden
sign-in-lead = Mit dem Konto, das du hier hast.
sign-in-username = E-Mail-Adresse oder Profilname
sign-in-password = Passwort
sign-in-wrong = Name und Passwort gehören nicht zusammen. Prüfe beides und versuche es noch einmal; nichts wurde geändert.

## Eine App hereinlassen

consent-title = Eine App hereinlassen
consent-question = möchte dein Konto benutzen
consent-as = Sie würde handeln als
consent-other = Anderes Konto benutzen
consent-may = Wenn du zustimmst, darf sie
consent-powerful = fürs Team
consent-to = Danach geht es weiter zu
consent-code = Danach bekommst du einen Code, den du in die App kopierst.
consent-caution = Jeder kann eine App nennen, wie er will. Stimme nur zu, wenn du das gerade selbst begonnen hast.
consent-program = der App auf diesem Gerät, die { $scheme }:-Adressen öffnet
consent-authorize = Zustimmen
consent-deny = Ablehnen
code-title = Noch ein Schritt
code-lead = Kopiere diesen Code und füge ihn in der App ein. Er gilt einmal und zehn Minuten lang.
code-label = Code für die App
code-caution = Gib ihn niemandem: Wer ihn hat, kommt in dein Konto.
denied-title = Die App bleibt draußen
denied-text = Du hast abgelehnt. Die App hat nichts bekommen, und du kannst diese Seite schließen.
app-unknown = Dieser Server kennt die App nicht, die dich hergeschickt hat. Fang in der App noch einmal an; sie stellt sich dann neu vor.
app-bad-redirect = Die App will die Antwort an eine Adresse haben, die sie nicht angemeldet hat. Zur Sicherheit wirst du nicht dorthin geschickt.
app-asked-wrongly = Die App hat um etwas gebeten, das nicht geht: { $description }.

## Was eine Berechtigung der App erlaubt, nach „darf sie“

scope-read = alles sehen, was dein Konto sieht: Zeitleisten, Nachrichten, Mitteilungen, Listen, Einstellungen
scope-profile = deinen Namen, dein Bild und dein Profil sehen, sonst nichts
scope-write = alles in deinem Namen tun: schreiben, löschen, Nachrichten schicken, folgen, dein Profil ändern
scope-follow = sehen und ändern, wem du folgst und wen du stummschaltest oder blockierst
scope-push = sich wecken lassen, wenn bei dir etwas passiert
scope-read-accounts = Konten so sehen, wie du sie siehst
scope-read-blocks = sehen, wen du blockierst
scope-read-bookmarks = deine Lesezeichen sehen
scope-read-collections = deine Sammlungen sehen
scope-read-favourites = sehen, was du favorisiert hast
scope-read-filters = deine Filter sehen
scope-read-follows = sehen, wem du folgst und wer dir folgen möchte
scope-read-lists = deine Listen sehen
scope-read-mutes = sehen, wen du stummschaltest
scope-read-notifications = deine Mitteilungen sehen
scope-read-search = in deinem Namen suchen
scope-read-statuses = Beiträge so sehen, wie du sie siehst, auch nicht öffentliche
scope-write-accounts = dein Profil ändern
scope-write-blocks = Leute blockieren und wieder freigeben
scope-write-bookmarks = Lesezeichen setzen und entfernen
scope-write-collections = deine Sammlungen ändern
scope-write-conversations = Nachrichten als gelesen markieren und entfernen
scope-write-favourites = in deinem Namen Beiträge favorisieren
scope-write-filters = deine Filter ändern
scope-write-follows = Leuten folgen und entfolgen und denen antworten, die dir folgen möchten
scope-write-lists = deine Listen ändern
scope-write-media = Bilder und Videos hochladen
scope-write-mutes = Leute und Unterhaltungen stummschalten und das wieder aufheben
scope-write-notifications = deine Mitteilungen leeren
scope-write-reports = in deinem Namen Leute bei der Moderation melden
scope-write-statuses = in deinem Namen Beiträge schreiben, bearbeiten und löschen
scope-admin-read = alles sehen, was das Team dieses Servers sehen darf, auch E-Mail- und IP-Adressen der Mitglieder
scope-admin-read-accounts = Mitglieder so sehen wie das Team, auch ihre E-Mail- und IP-Adressen
scope-admin-read-reports = Meldungen sehen
scope-admin-read-domain-allows = sehen, welche Server zugelassen sind
scope-admin-read-domain-blocks = sehen, welche Server gesperrt sind
scope-admin-read-ip-blocks = sehen, welche IP-Adressen gesperrt sind
scope-admin-read-email-domain-blocks = sehen, welche E-Mail-Anbieter gesperrt sind
scope-admin-read-canonical-email-blocks = sehen, welche E-Mail-Adressen gesperrt sind
scope-admin-write = alles tun, was das Team dieses Servers darf: Mitglieder sperren, Server sperren
scope-admin-write-accounts = Mitglieder einschränken, sperren und freischalten
scope-admin-write-reports = über Meldungen entscheiden
scope-admin-write-domain-allows = Server zulassen
scope-admin-write-domain-blocks = Server sperren
scope-admin-write-ip-blocks = IP-Adressen sperren
scope-admin-write-email-domain-blocks = E-Mail-Anbieter sperren
scope-admin-write-canonical-email-blocks = E-Mail-Adressen sperren

## Jemand oder etwas von einem anderen Server

follow = Folgen
follow-too-many = Du bist heute schon sehr vielen Konten gefolgt. Versuche es morgen wieder; nichts wurde geändert.
follow-profile = Ganzes Profil ansehen
follow-self = Das bist du.
follow-following = Du folgst diesem Konto.
follow-asked = Du hast angefragt, ob du diesem Konto folgen darfst. Eine Antwort gibt es noch nicht.
moved-to = Dieses Konto wird nicht mehr benutzt. Umgezogen ist es zu
moved-show = Neues Konto ansehen
found-title = Hier ist es
found-hint = Deine App findet diesen Beitrag jetzt: Suche dort nach seiner Adresse, um zu antworten, ihn zu teilen oder zu behalten.
found-open = Beitrag öffnen
unknown-title = Niemand und nichts gefunden
unknown-text = Dieser Server hat nach dem Konto oder Beitrag gesucht, mit dem du gekommen bist, und weder das eine noch das andere gefunden. Prüfe die Adresse auf Tippfehler oder versuche es später noch einmal: Vielleicht antwortet der andere Server gerade nicht, oder er verrät nichts.

## Was schiefgehen kann

not-found-title = Hier ist nichts
not-found-text = Diese Seite gibt es nicht, oder sie ist nicht für dich bestimmt. Vielleicht wurde sie gelöscht, oder die Adresse hat einen Tippfehler.
bad-title = Das hat nicht geklappt
too-many-title = Zu viele Versuche
too-many-text = Jemand hat von hier aus oder für dieses Konto zu viele Passwörter ausprobiert. Warte ein paar Minuten und versuche es noch einmal; nichts wurde geändert.
forged-text = Dieses Formular ist veraltet, oder es kam nicht von diesem Server. Nichts wurde geändert. Öffne die Seite neu und schicke das Formular noch einmal ab.
unreadable-text = Dieser Server konnte nicht lesen, was dein Browser geschickt hat. Nichts wurde geändert.
fault-title = Etwas ist schiefgegangen
fault-text = Das liegt am Server, nicht an dir, und wurde vermerkt. Bitte versuche es gleich noch einmal.

## Die Startseite für alle

front-lead = Ein Zuhause im Fediverse. Die Leute hier schreiben und folgen Leuten auf diesem und Tausenden anderen Servern.
front-nobody-title = Hier wohnt noch niemand
front-nobody-lead = Der Server läuft. Lege das erste Konto auf der Maschine an, auf der er läuft, in einem Terminal:
front-nobody-hint = Wenn du den Server mit --data, --config oder --domain gestartet hast, gib hier dasselbe an. Dann komm wieder.
front-app-title = Mit einer App hereinkommen
front-app-lead = Jede App für Mastodon funktioniert. Wo sie nach deinem Server fragt, gib ein:
front-app-hint = Die App bringt dich dann hierher, zum Anmelden und Zustimmen.
front-latest = Neueste Beiträge von hier
front-latest-none = Noch hat niemand öffentlich geschrieben. Der erste Beitrag, den du mit einer App schreibst, erscheint hier.
privacy-policy = Datenschutzerklärung

## Profile und Beiträge

profile-bot = Automatisch
profile-joined = Hier seit { $date }
profile-follow-hint = Um von irgendwo zu folgen, suche in deiner App nach:
posts-title = Beiträge
posts-none = Noch nichts, das alle sehen dürfen.
posts-end = In dieser Richtung kommt nichts mehr.
posts-newer = Neuer
posts-older = Älter
posts-pages = Neuere und ältere Beiträge
tag-about = Öffentliche Beiträge mit #{ $tag }
tag-none = Niemand, den dieser Server kennt, hat diesen Hashtag bisher öffentlich benutzt.
post-by = Beitrag von { $name }
post-by-page = Von
post-warning = Inhaltswarnung:
post-boosted = hat geteilt
post-sensitive = Heikle Medien: anzeigen
post-reactions = Reaktionen
post-reply = Antwort
post-edited = bearbeitet
post-unlisted = Still: Alle dürfen es sehen, aber es steht in keiner Liste
post-private = Nur für Leute, die folgen
post-direct = Nur für Erwähnte
embed-from = Beitrag und Antworten ansehen auf
thread-above = Weiter oben in dieser Unterhaltung
thread-below = Antworten
thread-none = Noch keine Antworten.
feed-profile = Öffentliche Beiträge von { $handle }
feed-profile-tag = Öffentliche Beiträge von { $handle } mit #{ $tag }
