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
screen-console = Verwaltung
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
front-app-title = Mit einer App hereinkommen
front-app-lead = Jede App für Mastodon funktioniert. Wo sie nach deinem Server fragt, gib ein:
front-app-hint = Die App bringt dich dann hierher, zum Anmelden und Zustimmen.
front-latest = Neueste Beiträge von hier
front-latest-none = Noch hat niemand öffentlich geschrieben. Der erste Beitrag, den du mit einer App schreibst, erscheint hier.

## Profile und Beiträge

profile-mixed = Dieser Name mischt Buchstaben aus mehreren Alphabeten, die gleich aussehen: Vielleicht soll er wie ein anderer aussehen.
profile-bot = Automatisch
profile-joined = Hier seit { $date }
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

## Einen neuen Server einrichten

nobody-title = Hier wohnt noch niemand
nobody-lead = Der Server läuft. Wer ihn gestartet hat, findet einen Link im Terminal oder im Protokoll des Dienstes. Er sieht so aus:
nobody-hint = Der Link gilt ein einziges Mal. Ist er verloren, halte den Server an und starte ihn neu: Dann zeigt er einen neuen.
setup-progress = { $number } von { $total }
setup-next = Weiter
setup-back = Zurück
setup-closed-title = Dieser Server ist noch nicht eingerichtet
setup-code-needed = Wer den Server gestartet hat, öffnet den Link, den er im Terminal oder im Protokoll zeigt. Ist er verloren, halte den Server an und starte ihn neu: Dann zeigt er einen neuen.
setup-code-open = Öffne diesen Link in einem Browser, um den Server einzurichten.
setup-code-wrong = Dieser Link wurde schon benutzt, oder der Server ist seither neu gestartet worden. Öffne den neuesten Link im Terminal; ist er verbraucht, halte den Server an und starte ihn neu: Dann zeigt er einen neuen.
setup-code-many = Von hier wurden zu viele Codes probiert. Warte zehn Minuten und öffne den Link aus dem Terminal noch einmal.
form-problems = Etwas passt noch nicht. Was zu ändern ist, steht bei den Feldern; verloren ist nichts außer dem Passwort.

setup-server-title = Wie heißt dieser Server?
setup-server-name = Name
setup-server-description = Was er ist, in ein oder zwei Sätzen
setup-server-description-hint = Für alle, die vorbeikommen. Beides lässt sich später ändern.
setup-server-address = Wie die Leute hier heißen
setup-server-you = du
setup-server-for-ever = Das gilt für immer: Andere Server erkennen alle daran, deshalb kann es nie mehr geändert werden, sobald hier jemand wohnt.
setup-server-trial = Das ist ein Versuch: „localhost“ ist nur dieser eine Rechner, niemand sonst erreicht diesen Server. Für einen richtigen fang mit seiner Domain an.
setup-server-change = Stimmt sie nicht? Ändere sie jetzt
setup-server-change-how = Solange hier niemand wohnt, lässt sie sich noch ändern: Halte den Server an und starte ihn mit seiner Domain. Er zeigt einen neuen Link, und was du eingegeben hast, ist noch da.
setup-owner-title = Wer bist du?
setup-owner-lead = Diesem Konto gehört der Server: Es entscheidet hier über alles. Daneben ist es ein Konto wie jedes andere, zum Lesen und Schreiben.
setup-owner-made = Diesem Konto gehört der Server, und du bist angemeldet.
setup-joining-title = Wer darf mitmachen?
setup-joining-who = Konten
registrations-closed = Nur ich
registrations-hint-closed = Sonst legt niemand ein Konto an. Auf der Kommandozeile kannst du trotzdem welche anlegen.
registrations-invitation = Auf Einladung
registrations-hint-invitation = Alle hier können Links verschicken, mit denen andere dazukommen.
registrations-approval = Auf Anfrage
registrations-hint-approval = Die Leute schreiben, warum sie mitmachen wollen, und warten auf dein Ja.
registrations-open = Alle
registrations-hint-open = Wer kommt, ist sofort dabei. Nur, wenn jemand jeden Tag nach dem Rechten sieht.
setup-joining-rules = Regeln
setup-joining-rules-hint = Eine pro Zeile. Wer dazukommt, stimmt ihnen zu, und Meldungen nennen sie.
setup-joining-sets = Für den Anfang: Jeder dieser Knöpfe fügt unten seine Zeilen an; ändere sie, wie du willst.
rules-set-neighbours = Gute Nachbarschaft
rules-set-club = Verein, Schule, Büro
rules-set-family = Familie und Freunde
rules-set-strict = Streng
rules-neighbours =
    Sei freundlich. Streite über das Gesagte, nie über die Person.
    Niemand wird herabgesetzt: nicht für Herkunft, Liebe, Glauben oder dafür, wer jemand ist.
    Keine Belästigung, keine Drohungen und nichts Privates über andere.
    Gewalt, Nacktheit und anderes Heftiges gehört hinter eine Inhaltswarnung.
    Kein Spam und keine Werbung, um die niemand gebeten hat.
    Was verboten ist, wird entfernt.
rules-club =
    Das hier ist unser Ort: Schreib, wie du in unseren Räumen reden würdest.
    Was hier im Vertrauen gesagt wird, bleibt hier.
    Zeig Bilder von anderen nur, wenn sie Ja gesagt haben, und von Kindern nur mit Zustimmung der Eltern.
    Keine Beleidigungen, niemand wird ausgeschlossen, keine Drohungen.
    Wirb nur für das, was uns alle angeht.
rules-family =
    Frag, bevor du Bilder von jemandem zeigst.
    Privates bleibt privat: Wähle vor dem Senden, wer einen Beitrag sehen kann.
    Streit bleibt draußen; redet stattdessen miteinander.
    Wenn dich etwas stört, sag es der Person, die diesen Ort betreibt.
rules-strict =
    Kein Hass gleich welcher Art, keine Belästigung, keine Drohungen; es gibt keine zweite Chance.
    Keine Pornografie und keine Grausamkeit, auch nicht hinter einer Inhaltswarnung.
    Keine falschen Behauptungen über Gesundheit, Wahlen oder Menschen.
    Automatische Konten sagen, dass sie automatisch sind, und schreiben selten.
    Keine Werbung und kein Spam.
    Bilder haben eine Beschreibung für alle, die sie nicht sehen.
    Was verboten ist, wird entfernt und angezeigt.
setup-mail-title = Verschickt dieser Server E-Mails?
setup-mail-lead = E-Mails bestätigen Adressen und helfen, wenn jemand das Passwort verloren hat. Das hat Zeit: Alles andere geht auch ohne.
setup-mail-given = Wer E-Mails verschickt, sagt die Konfiguration (mail.server).
setup-mail-way = Wer die E-Mails annimmt
setup-mail-way-hint = Bei einem Anbieter brauchst du nur Benutzer und Passwort von dort, bei manchen ein „App-Passwort“.
setup-mail-none = Gar keine E-Mails
setup-mail-own = Ein anderer Mailserver
setup-mail-host = Der Mailserver, wenn es ein anderer ist
setup-mail-host-hint = Sein Name und Port: 465 oder 587.
setup-mail-user = Benutzer
setup-mail-user-hint = Oft deine ganze E-Mail-Adresse. Leer, wenn der Server keinen verlangt.
setup-mail-password = Passwort
setup-mail-password-kept = Es ist schon bekannt; lass das Feld leer, um es zu behalten.
setup-mail-from = Von wem die E-Mails sind
setup-mail-from-hint = Eine Adresse, von der du senden darfst, zum Beispiel hallo@social.example.
setup-mail-test = Schick mir eine zur Probe
setup-mail-sent = Der Mailserver hat die E-Mail an { $email } angenommen. Ist sie in ein paar Minuten nicht da, sieh im Spam nach.
setup-safety-title = Andere Server und der Speicherplatz
setup-safety-servers = Mit wem die Leute hier reden können
setup-safety-open = Mit allen
setup-safety-open-hint = Das ganze Fediverse. Einzelne Server lassen sich jederzeit aussperren.
setup-safety-limited = Nur mit Servern, die du nennst
setup-safety-limited-hint = Von anderen kommt nichts, und zu anderen geht nichts. Nenne welche auf der Kommandozeile: fanfare neighbour allow DOMAIN
setup-safety-budget = Platz auf der Festplatte, in GB
setup-safety-budget-hint = Für die Datenbank und alle Dateien. Ist er verbraucht, gehen Bilder anderer Server, zuerst die am längsten nicht angesehenen. Was die Leute hier hochladen, wird nie entfernt.
setup-safety-budget-fixed = Wie viel Platz es gibt, sagt die Konfiguration (storage.budget).
setup-people-title = Wem möchtest du folgen?
setup-people-lead = Deine Timeline besteht aus dem, was die schreiben, denen du folgst. Wenn du anderswo Leute kennst, nenne sie jetzt; das geht auch später jederzeit.
setup-people-handles = Namen oder Adressen von Profilen
setup-people-hint = Eine Angabe pro Zeile, zum Beispiel @name@server.example oder https://server.example/@name.
setup-people-follow = Folgen und fertig
setup-people-hello = Dein erster Beitrag
setup-people-hello-hint = Alle können ihn lesen, hier und auf anderen Servern, und er ist das Erste in deiner eigenen Timeline. Leere das Feld, um noch nichts zu sagen.
setup-people-hello-text = Hallo! Ich bin gerade in ein eigenes Zuhause im Fediverse gezogen.
setup-people-skip = Überspringen
setup-people-followed = Du folgst jetzt oder hast darum gebeten:
setup-people-missed = Diese haben nicht geklappt. Sie stehen noch im Feld: Ändere sie und versuch es noch einmal, oder überspringe sie.
setup-people-unknown = dort wurde niemand gefunden, oder der Server antwortet gerade nicht
setup-people-self = das bist du
setup-people-many = du bist heute schon sehr vielen gefolgt; versuch es morgen wieder
setup-people-moved = dort wird ein anderes Konto benutzt; welches, steht auf dem Profil
setup-people-refused = von hier aus kannst du diesem Konto nicht folgen
setup-people-later = noch nicht versucht: { $most } auf einmal

## Felder eines neuen Kontos, und was an Formularen nicht stimmen kann

field-username = Benutzername
field-username-hint = Buchstaben, Ziffern und Unterstriche. So findet man dich: @name@{ $domain }
field-email = E-Mail-Adresse
field-email-hint = Zum Anmelden, und um dich zu erreichen, wenn dein Passwort verloren ist. Nur wer diesen Server betreibt, sieht sie.
field-password = Passwort
password-hint = Mindestens { $least } Zeichen; je länger, desto besser. Mehrere Wörter sind gut.
problem-username = Ein Benutzername hat 1 bis { $most } Buchstaben, Ziffern und Unterstriche und sonst nichts.
problem-username-taken = Diesen Benutzernamen gibt es hier schon. Nimm einen anderen.
problem-username-reserved = Dieser Benutzername würde darüber täuschen, wer spricht. Nimm einen anderen.
problem-email = Das ist keine E-Mail-Adresse. Sieh nach, ob sie einen Tippfehler hat.
problem-email-blocked = Solche Adressen werden hier nicht angenommen. Nimm eine andere.
problem-email-taken = Mit dieser E-Mail-Adresse gibt es schon ein Konto. Ist es deins? Dann melde dich an.
problem-agreement = Ohne Zustimmung kannst du hier nicht mitmachen.
problem-invite = Diese Einladung ist verbraucht oder abgelaufen. Bitte um eine neue.
problem-password-long = Dieses Passwort ist zu lang.
problem-password-short = Ein Passwort hat mindestens { $most } Zeichen.
problem-reason = Schreib in einem Satz, warum du mitmachen möchtest: Jemand liest das und lässt dich dann ein.
problem-mail-server = Hier fehlt etwas: der Server als mail.example:465, und zu einem Benutzer auch das Passwort.
problem-mail-from = Das ist keine Adresse wie hallo@social.example.
problem-mail = Die E-Mail ging nicht ab. Der Mailserver oder der Weg dorthin sagt: { $problem }
problem-rules-many = Das sind zu viele Regeln, oder eine davon ist zu lang (höchstens: { $most }).
problem-number = Hier gehört eine Zahl von 1 bis { $most } hin.
problem-long = Das ist zu lang. Es darf { $most } Zeichen haben.

## Mitmachen

join-title = Hier zu Hause sein
join-lead = Leg hier ein Konto an und rede mit Leuten auf diesem und tausenden anderen Servern.
sign-in-new = Neu hier?
sign-up-title = Konto anlegen
sign-up-lead = Ein Heimatserver ist der Ort, an dem dein Konto wohnt: Leute betreiben ihn, und seine Regeln gelten für dich. Von { $domain } aus kannst du auf tausenden anderen Servern allen folgen und mit allen reden, und später auf einen anderen umziehen.
sign-up-invited = { $name } lädt dich ein.
sign-up-reason = Warum möchtest du mitmachen?
sign-up-reason-hint = Ein oder zwei Sätze. Wer diesen Server betreibt, liest sie und entscheidet.
sign-up-trap = Bitte leer lassen
sign-up-rules = Worauf wir uns hier einigen
sign-up-agree = Ich stimme diesen Regeln zu und habe dies gelesen:
sign-up-agree-policy = Ich habe dies gelesen:
sign-up-create = Konto anlegen
sign-up-ask = Um Aufnahme bitten
sign-up-have = Du hast hier schon ein Konto?
sign-up-sign-in = Anmelden
sign-up-many = Zu viele Versuche von hier. Warte eine halbe Stunde; deine Felder sind noch ausgefüllt.
sign-up-program = Ein Feld wurde ausgefüllt, das Menschen nicht sehen. Wenn du ein Mensch bist, leere das Feld „website“ und versuch es noch einmal.
sign-up-waiting-title = Du hast um Aufnahme gebeten
sign-up-waiting = Wer diesen Server betreibt, liest, was du geschrieben hast, und entscheidet. Das macht kein Programm, es kann also ein, zwei Tage dauern. Komm wieder und melde dich als { $name } mit deinem Passwort an: Das klappt, sobald jemand Ja gesagt hat. Noch einmal bitten musst du nicht.
sign-up-confirm-first = Öffne vorher den Link in der E-Mail, die an { $email } unterwegs ist.
sign-up-confirm-title = Sieh in deine E-Mails
sign-up-confirm = Eine E-Mail mit einem Link ist unterwegs an { $email }. Öffne den Link, um die Adresse zu bestätigen; danach kannst du dich als { $name } anmelden. Ist nach ein paar Minuten nichts da, sieh im Spam nach.
sign-up-closed-title = Hier gibt es keine neuen Konten
sign-up-closed = Zurzeit kann auf diesem Server niemand dazukommen. Wer ein Konto hat, meldet sich an wie immer.
sign-up-invite-needed = Wer hier mitmachen will, braucht eine Einladung: Bitte jemanden, der hier ein Konto hat, um einen Link.
sign-up-invite-ended = Diese Einladung ist verbraucht oder abgelaufen. Bitte um eine neue.
sign-up-invite-stale = Die Einladung in dem Link ist verbraucht oder abgelaufen. Du kannst auch ohne sie dazukommen, und zwar so:
sign-up-elsewhere = Es muss nicht hier sein: Von jedem Server aus kannst du mit allen auf allen anderen reden. Es gibt eine Liste von Servern, die Leute aufnehmen:
sign-up-servers = Server zur Auswahl

## Einladungen

invites-title = Einladungen
invites-lead = Wer den Link öffnet, kann hier ein Konto anlegen, ohne auf jemanden zu warten. Du stehst für alle ein, die du einlädst.
invites-uses = Wie viele Leute er einlässt
invites-any = beliebig viele
invites-days = Für wie viele Tage
invites-no-end = bis ich ihn beende
invites-follow = Sie folgen mir vom ersten Augenblick an
invites-make = Link anlegen
invites-all = Links von allen hier
invites-yours = Deine Links
invites-none = Noch gibt es keine. Ein Link, den du anlegst, steht danach hier zum Kopieren und Verschicken.
invites-used = benutzt: { $uses }
invites-used-of = benutzt: { $uses } von { $most }
invites-until = bis { $moment }
invites-endless = ohne Ende
invites-ended = beendet
invites-end = Diesen Link beenden
invites-many = Du hast zu viele offene Links. Beende erst einige.

## Über diesen Server

about = Über
about-pages = Über diesen Server
about-title = Über { $name }
about-people =
    { $count ->
        [one] { $count } Person
       *[other] { $count } Leute
    }
about-active = { $count } in den letzten vier Wochen aktiv
about-posts =
    { $count ->
        [one] { $count } Beitrag
       *[other] { $count } Beiträge
    }
about-servers =
    { $count ->
        [one] { $count } anderer Server bekannt
       *[other] { $count } andere Server bekannt
    }
about-contact = Wer diesen Server betreibt
about-nobody = Noch ist niemand genannt.
about-email = Fragen:
about-rules = Regeln
about-rules-none = Noch sind keine Regeln aufgeschrieben.
about-joining = Mitmachen
about-invite = Jemanden einladen
about-joining-closed = Zurzeit kann niemand dazukommen.
about-joining-invitation = Wer hier wohnt, kann andere einladen.
about-joining-approval = Alle können um Aufnahme bitten; jemand liest das und entscheidet.
about-joining-open = Alle können ein Konto anlegen.
about-facts = Angaben
about-address = Domain
about-languages = Sprachen
about-software = Software
about-source = Quelltext
privacy-policy = Datenschutzerklärung
language-de = Deutsch
language-en = Englisch
language-es = Spanisch
language-fr = Französisch
language-it = Italienisch
language-ja = Japanisch
language-nl = Niederländisch
language-pl = Polnisch
language-pt = Portugiesisch
language-ru = Russisch
language-tr = Türkisch
language-uk = Ukrainisch
## Einstellungen eines Kontos

second-factor-title = Noch ein Schritt
second-factor-lead = Dein Passwort stimmt. Gib jetzt den Code ein, den deine Authenticator-App zeigt, oder einen deiner Wiederherstellungscodes.
second-factor-code = Code
second-factor-go = Anmelden
second-factor-wrong = Dieser Code stimmt nicht oder wurde schon benutzt. Alle halbe Minute kommt ein neuer.
settings-title = Einstellungen
settings-group-preferences = Dein Profil und wie du schreibst
settings-group-security = Anmeldung
settings-group-data = Deine Daten
settings-group-end = Umziehen und gehen
settings-link-profile = Profil
settings-link-appearance = Aussehen
settings-link-posting = Schreiben
settings-link-notifications = Mitteilungen
settings-link-privacy = Privatsphäre
settings-link-filters = Filter
settings-password = Passwort
settings-wrong-password = Das ist nicht dein Passwort. Es wurde nichts geändert.
settings-confirm = Bist du es?
settings-confirm-lead = Was jetzt kommt, ist wichtig. Gib deshalb bitte noch einmal dein Passwort ein. In den nächsten zehn Minuten wirst du nicht mehr danach gefragt.
settings-confirm-go = Weiter
settings-sessions = Browser
settings-sessions-lead = Mit diesen Browsern bist du hier angemeldet. Wenn du einen davon nicht kennst, melde ihn ab und ändere dein Passwort.
settings-sessions-hint = Von der Adresse wird nur das Netz aufbewahrt, aus dem sich jemand angemeldet hat. Apps stehen auf einer eigenen Seite.
settings-session-name = { $browser } auf { $system }
settings-session-unknown = Ein Browser, der nicht sagt, welcher er ist
settings-session-this = dieser
settings-session-began = Angemeldet
settings-session-seen = Zuletzt benutzt
settings-session-network = Netz
settings-session-end = Abmelden
settings-sessions-end-others = Alle anderen abmelden
settings-done-session = Dieser Browser ist abgemeldet.
settings-done-sessions = Alle anderen Browser sind abgemeldet.
settings-apps = Apps
settings-apps-lead = Diese Apps hast du in dein Konto gelassen. Was du nicht mehr benutzt, schickst du besser hinaus.
settings-apps-none = Du hast noch keine App hereingelassen. Wenn du dich mit einer anmeldest, steht sie hier.
settings-app-since = Seit
settings-app-used = Zuletzt benutzt
settings-app-may = Was sie darf
settings-app-revoke = Hinausschicken
settings-done-app = Die App kann mit deinem Konto nichts mehr tun.
settings-credentials = Passwort und E-Mail-Adresse
settings-password-title = Ein anderes Passwort
settings-password-lead = Wenn du es änderst, werden alle anderen Browser abgemeldet, und alle Apps musst du neu hereinlassen.
settings-password-old = Bisheriges Passwort
settings-password-new = Neues Passwort
settings-password-repeated = Neues Passwort, noch einmal
settings-password-go = Passwort ändern
settings-passwords-differ = Du hast das neue Passwort auf zwei Arten geschrieben. Es wurde nichts geändert.
settings-done-password = Du hast ein neues Passwort. Andere Browser und alle Apps sind abgemeldet.
settings-email-title = Eine andere E-Mail-Adresse
settings-email-lead = Du kannst dich mit ihr anmelden. Außer dir sehen sie nur die, die diesen Server betreiben.
settings-email = E-Mail-Adresse
settings-email-go = Adresse ändern
settings-done-email = Du hast eine neue E-Mail-Adresse.
settings-two-factor = Anmeldung in zwei Schritten und Passkeys
settings-two-factor-lead = Damit lässt dein Passwort allein niemanden herein: Wer sich anmeldet, braucht auch einen Code, den eine Authenticator-App auf deinem Telefon macht. Jede solche App geht, zum Beispiel Aegis, Ente Auth oder die in deinem Passwortmanager.
settings-two-factor-begin = Einrichten
settings-two-factor-setup = Anmeldung in zwei Schritten einrichten
settings-two-factor-scan = Scanne das mit deiner Authenticator-App.
settings-two-factor-picture = Ein Bild mit dem geheimen Schlüssel für deine Authenticator-App
settings-two-factor-type = Wenn du es nicht scannen kannst, gib dort stattdessen diesen Schlüssel ein.
settings-two-factor-code-lead = Gib den Code ein, den die App jetzt zeigt. Andere Browser werden abgemeldet.
settings-two-factor-code = Code aus der App
settings-two-factor-enable = Einschalten
settings-two-factor-on = Sie ist seit { $day } eingeschaltet. Wenn du dich anmeldest, wirst du nach dem Passwort nach einem Code gefragt.
settings-two-factor-disable = Ausschalten
settings-two-factor-disable-go = Ausschalten
settings-done-enabled = Von jetzt an wirst du beim Anmelden nach einem Code gefragt.
settings-done-disabled = Die Anmeldung in zwei Schritten ist aus. Dein Passwort genügt wieder.
settings-recovery = Wiederherstellungscodes
settings-recovery-lead = Mit einem davon kommst du herein, wenn dein Telefon weg ist. Jeder gilt einmal. Sie werden jetzt gezeigt und nie wieder: Drucke sie aus oder bewahre sie in deinem Passwortmanager auf.
settings-recovery-kept = Ich habe sie aufbewahrt
settings-recovery-left = { $count ->
    [0] Du hast keinen Wiederherstellungscode mehr. Mach neue, sonst sperrst du dich vielleicht aus.
    [one] Du hast noch einen Wiederherstellungscode.
   *[other] Du hast noch { $count } Wiederherstellungscodes.
 }
settings-recovery-renew = Neue machen
settings-export = Listen mitnehmen
settings-export-lead = Jede davon ist eine Datei, die Mastodon und viele andere Server verstehen. Darin steht, was in diesem Augenblick da ist.
settings-export-hint = Deine Beiträge und Bilder sind nicht darin.
settings-kind-following = Wem du folgst
settings-kind-lists = Deine Listen
settings-kind-mutes = Wen du stummgeschaltet hast
settings-kind-blocks = Wen du blockierst
settings-kind-domain-blocks = Server, die du blockierst
settings-kind-bookmarks = Lesezeichen
settings-import = Listen mitbringen
settings-import-one = Eine Liste, die du mitgebracht hast
settings-import-lead = Bring eine Datei mit, die du von einem anderen Server heruntergeladen hast. Sie wird im Hintergrund abgearbeitet, und du kannst diese Seite schließen.
settings-import-kind = Was in der Datei steht
settings-import-file = Datei (CSV)
settings-import-mode = Was du hier schon hast
settings-import-merge = Behalten, und dazunehmen, was in der Datei steht
settings-import-overwrite = Ersetzen: Was nicht in der Datei steht, kommt weg
settings-import-go = Mitbringen
settings-imports = Was du zuletzt mitgebracht hast
settings-import-progress = { $done } von { $total } Zeilen sind erledigt.
settings-import-failed = { $count ->
    [one] Eine davon hat nichts ergeben.
   *[other] { $count } davon haben nichts ergeben.
 }
settings-import-goes-on = Das geht im Hintergrund weiter, auch nach einem Neustart des Servers. Andere Server zu fragen braucht seine Zeit.
settings-import-again = Noch einmal nachsehen
settings-import-failures = Was nichts ergeben hat
settings-import-unreadable = Nichts, was sich verstehen ließe.
settings-import-not-found = Niemand und nichts mit diesem Namen war zu finden, oder der andere Server hat nicht geantwortet.
settings-import-refused = Das geht nicht: etwa wegen einer Blockade, oder weil das Konto umgezogen ist.
settings-import-download = Diese Zeilen herunterladen
settings-import-more = Noch eine mitbringen
settings-save = Speichern
settings-move = Auf ein anderes Konto umziehen
settings-aliases = Konten, die auch deine sind
settings-aliases-lead = Nenne ein Konto anderswo, wenn du von dort hierher umziehen willst. Wer ihm folgt, kann dann mitkommen.
settings-alias = Anderes Konto
settings-alias-add = Hinzufügen
settings-alias-remove = Entfernen
settings-done-alias = Das Konto ist als deines genannt.
settings-done-alias-gone = Das Konto ist nicht mehr als deines genannt.
settings-move-nobody = Unter diesem Namen war niemand zu finden, oder der Server antwortet nicht. Es wurde nichts geändert.
settings-move-away = Von hier wegziehen
settings-move-first = Nenne zuerst auf dem neuen Konto { $handle } als deines. Dann zieh von hier um. Das geschieht:
settings-move-followers = Wer dir folgt, wird von seinem Server gebeten, stattdessen dem neuen Konto zu folgen, und verlässt dieses.
settings-move-profile = Dein Profil hier sagt, wo du jetzt bist, und niemand kann ihm mehr folgen.
settings-move-posts = Deine Beiträge bleiben hier. Wem du folgst, wen du stummgeschaltet und blockiert hast, kommt nicht von selbst mit: Nimm diese Listen als Dateien mit.
settings-move-again = Erst nach 30 Tagen kannst du wieder umziehen.
settings-move-target = Neues Konto
settings-move-go = Umziehen
settings-done-moved = Du bist umgezogen. Wer dir folgt, wird gebeten, dem neuen Konto zu folgen.
settings-moved = Du bist umgezogen
settings-moved-lead = Dein neues Konto ist
settings-move-back-lead = Du kannst das zurücknehmen: Dein Profil zeigt dann nicht mehr dorthin. Wer dir nicht mehr folgt, kommt nicht von selbst zurück.
settings-move-back = Umzug zurücknehmen
settings-done-back = Dein Profil sagt nicht mehr, dass du umgezogen bist.
settings-delete = Konto löschen
settings-delete-lead = Damit endet dein Konto für immer. Es geschieht sofort und lässt sich nicht rückgängig machen, auch nicht von denen, die diesen Server betreiben.
settings-delete-posts = Deine Beiträge, Bilder, Nachrichten und Listen werden gelöscht, und wem du folgst und wer dir folgt, wird vergessen.
settings-delete-name = Deinen Benutzernamen kann hier niemand mehr bekommen, auch du nicht.
settings-delete-others = Andere Server werden gebeten zu löschen, was sie von dir haben. Ob sie es tun, liegt bei ihnen.
settings-delete-move = Wenn du nur anderswo sein willst, zieh stattdessen um:
settings-delete-type = Gib deinen Benutzernamen ein, { $username }, damit das nicht aus Versehen geschieht
settings-delete-typed = Das ist nicht dein Benutzername. Es wurde nichts gelöscht.
settings-delete-owner = Dieser Server gehört nur dir. Mach zuerst noch jemanden zum Besitzer. Es wurde nichts gelöscht.
settings-delete-go = Mein Konto für immer löschen
settings-deleted = Dein Konto ist weg
settings-deleted-lead = Was du hier veröffentlicht hast, wird gelöscht, und andere Server werden gebeten, dasselbe zu tun. Leb wohl.
settings-clean-up = Alte Beiträge von selbst löschen
settings-clean-up-lead = Deine Beiträge können von selbst verschwinden, wenn sie ein Alter erreicht haben. Auch was du geteilt hast, verschwindet dann.
settings-clean-up-on = Meine alten Beiträge löschen
settings-clean-up-age = Wenn sie älter sind als
settings-clean-up-keep = Aber behalten
settings-keep-pinned = was ich an mein Profil geheftet habe
settings-keep-direct = Direktnachrichten
settings-keep-favourited = was ich selbst als Favorit markiert habe
settings-keep-bookmarked = wozu ich selbst ein Lesezeichen habe
settings-keep-polls = Umfragen
settings-keep-media = Beiträge mit Bildern, Videos oder Tönen
settings-keep-favourites = Behalten, was mindestens so viele Favoriten hat (leer: gleich wie viele)
settings-keep-reblogs = Behalten, was mindestens so oft geteilt wurde (leer: gleich wie oft)
settings-clean-up-hint = Das geschieht nach und nach, es kann also Tage dauern, bis alle alten Beiträge weg sind. Was weg ist, kommt nicht wieder.
settings-done-cleaning = Von jetzt an verschwinden deine alten Beiträge von selbst.
settings-done-not-cleaning = Deine Beiträge bleiben, bis du sie löschst.
settings-weeks = { $count ->
    [one] eine Woche
   *[other] { $count } Wochen
 }
settings-months = { $count ->
    [one] einen Monat
   *[other] { $count } Monate
 }
settings-years = { $count ->
    [one] ein Jahr
   *[other] { $count } Jahre
 }
settings-archive = Ein Archiv deiner Beiträge
settings-archive-lead = Du kannst alles, was du hier veröffentlicht hast, in einer Datei bekommen: Beiträge und Medien, dein Profil, und die Adressen von dem, was du als Favorit markiert oder mit einem Lesezeichen versehen hast. Sie wird im Hintergrund gemacht.
settings-archive-hint = Andere Server und Programme verstehen sie (ActivityPub, in der Ordnung der Archive von Mastodon). Alle sieben Tage kannst du eines verlangen.
settings-archive-made = Gemacht am
settings-archive-until = Du kannst es bis zum { $day } herunterladen.
settings-archive-download = Herunterladen
settings-archive-waits = Dein Archiv wird gemacht. Mit vielen Bildern kann das eine Weile dauern; du kannst diese Seite schließen.
settings-archive-ask = Ein Archiv machen
settings-done-archive = Dein Archiv wird gemacht.
## Briefe mit Codes: ein neues Passwort und bestätigte Adressen

email-address = E-Mail-Adresse
letter-send = Brief schicken
letter-asked = Schau in dein Postfach
letter-asked-told = Wenn hier jemand diese Adresse hat, ist ein Brief dorthin unterwegs. Das kann ein paar Minuten dauern, und vielleicht liegt er im Spam.
password-forgotten = Passwort vergessen?
password-forgotten-lead = Gib die E-Mail-Adresse deines Kontos an. Dorthin geht ein Brief, mit dem du ein neues Passwort wählen kannst.
password-forgotten-ask-them = Dieser Server verschickt keine E-Mails. Frag, wer ihn betreibt: Von dort bekommst du einen Link, mit dem du ein neues Passwort wählst.
password-forgotten-ask-at = Dieser Server verschickt keine E-Mails. Frag unter { $email } nach einem Link, mit dem du ein neues Passwort wählst.
password-choose = Wähle ein neues Passwort
password-choose-lead = Alle Browser, in denen du angemeldet bist, werden abgemeldet, und alle Apps müssen neu zugelassen werden.
password-new = Neues Passwort
password-save = Passwort speichern
password-too-short = Dieses Passwort geht nicht. Es braucht mindestens { $count } Zeichen.
password-chosen = Dein Passwort ist geändert
password-chosen-told = Melde dich jetzt mit dem neuen an.
code-used-up = Dieser Link gilt nicht mehr
code-used-up-told = Er wurde benutzt oder ist zu alt. Hier bekommst du einen neuen: { $address }
code-used-up-ask = Er wurde benutzt oder ist zu alt. Frag, wer diesen Server betreibt, nach einem neuen.
confirmation-again = Kein Brief gekommen?
confirmation-again-lead = Gib die E-Mail-Adresse an, mit der du dich registriert hast, und der Brief zum Bestätigen kommt noch einmal.
confirmed = Deine Adresse ist bestätigt
confirmed-told = Du kannst dich jetzt anmelden.
confirmed-waiting = Wer diesen Server betreibt, sieht sich deinen Wunsch an. Du bekommst einen Brief.
unsubscribe = Keine Briefe mehr?
unsubscribe-digest = Du bekommst keine Briefe mehr darüber, was du verpasst hast. Briefe zur Sicherheit deines Kontos kommen weiterhin.
unsubscribe-announcements = Du bekommst keine Briefe mehr darüber, was hier allen mitgeteilt wird. Briefe zur Sicherheit deines Kontos kommen weiterhin.
unsubscribe-do = Keine Briefe mehr
unsubscribed = Es kommen keine Briefe mehr
unsubscribed-told = Briefe zur Sicherheit deines Kontos kommen weiterhin.

## Öffentliche Seiten: was los ist, Umfragen, Zitate und Leute von anderen Servern

top-navigation = Dieser Server
elsewhere-follow = Von deinem Server aus folgen
elsewhere-answer = Von deinem Server aus antworten
elsewhere-home = Dein Profilname mit Server oder nur der Name deines Servers
elsewhere-hint = Du brauchst hier kein Konto: Hast du eines auf irgendeinem Server des Fediverse, geht es dort weiter.
elsewhere-go = Weiter
elsewhere-next = Ab hier übernimmt dein Server. Vielleicht musst du dich dort anmelden.
elsewhere-continue = Weiter auf { $host }
elsewhere-unknown = Das ist kein Server, der von hier aus zu erreichen ist. Prüfe die Angabe auf Tippfehler: Ein vollständiger Profilname sieht aus wie @name@server.example.
elsewhere-too-many = Von hier aus wurden in kurzer Zeit viele Server gefragt. Warte ein paar Minuten und versuche es noch einmal.
profile-picture-of = Profilbild von { $name }
profile-verified = Bestätigt am { $date }
profile-with-replies = Beiträge und Antworten
profile-media = Medien
profile-tags = Hashtags
profile-tagged = Beiträge mit #{ $tag }
post-pinned = Angeheftet
poll-share = { $count } %
poll-voters = { $count ->
    [one] { $count } Mensch hat abgestimmt
   *[other] { $count } Menschen haben abgestimmt
}
poll-over = Beendet
poll-until = Endet am { $moment }
poll-secret = Das Ergebnis erscheint am Ende
quote-within = Zitiert einen anderen Beitrag
quote-pending = Dieses Zitat wartet, bis zustimmt, wer den zitierten Beitrag geschrieben hat.
quote-deleted = Der zitierte Beitrag wurde gelöscht.
quote-hidden = Der zitierte Beitrag kann nicht gezeigt werden.
quote-media = { $count ->
    [one] Mit { $count } Bild, Video oder Ton
   *[other] Mit { $count } Bildern, Videos oder Tönen
}
media-alt = Beschreibung
media-undescribed = Bild ohne Beschreibung
media-video = Video ohne Beschreibung
media-sound = Ton ohne Beschreibung
history-title = { $count ->
    [one] Bearbeitet: frühere Fassung zeigen
   *[other] Bearbeitet: { $count } frühere Fassungen zeigen
}
thread-deeper = Antworten darauf zeigen
thread-more = Mehr Antworten zeigen
feeds-title = Feeds:
tag-elsewhere = Um diesem Hashtag von deinem Server aus zu folgen, suche dort nach
explore-title = Entdecken
explore-about = Worüber die Leute hier und auf anderen Servern gerade sprechen.
explore-none = Hier ist es ruhig: Gerade sticht nichts heraus.
explore-tags = Hashtags
explore-links = Links
explore-people = Leute von hier
explore-posts = Beiträge
explore-directory = Alle, die gern gefunden werden
explore-people-lately = { $count ->
    [one] { $count } Mensch in letzter Zeit
   *[other] { $count } Menschen in letzter Zeit
}
directory-title = Leute von hier
directory-about = Wer auf diesem Server gern gefunden wird; wer zuletzt geschrieben hat, steht oben.
directory-none = Noch hat hier niemand gesagt, dass er gern gefunden wird.
directory-pages = Weitere Leute
directory-previous = Zurück
directory-next = Weiter
front-people = Leute für den Anfang
front-tags = Hashtags für den Anfang
front-featured = Beiträge für den Anfang
front-fediverse-title = Was ist das Fediverse?
front-fediverse = Das Fediverse besteht aus Tausenden unabhängigen Servern, deren Leute alle miteinander sprechen können, wie bei E-Mail. Du suchst dir einen Server, dessen Leuten und Regeln du vertraust, und kannst mit deinen Followern auf einen anderen umziehen.

## Passkeys, und wer noch nicht herein kann

passkey-sign-in = Mit einem Passkey anmelden
passkey-instead = Stattdessen einen Passkey benutzen
passkey-instead-of-password = Einen Passkey statt eines Passworts benutzen
passkey-confirm = Mit einem Passkey zeigen
passkey-confirm-lead = Was jetzt kommt, ist wichtig. Zeig deshalb bitte mit deinem Passkey, dass du es bist. In den nächsten zehn Minuten wirst du nicht mehr gefragt.
passkey-failed = Das hat nicht geklappt, oder du hast es dir anders überlegt. Es wurde nichts geändert; du kannst es noch einmal versuchen.
passkey-unknown = Diesen Passkey kennt der Server nicht, oder es hat zu lange gedauert. Versuche es noch einmal, oder nimm einen anderen Weg.
passkey-too-late = Es ist zu viel Zeit vergangen. Lade diese Seite neu.
passkey-unable = Dieser Browser kann keine Passkeys benutzen, oder er führt keine Skripte aus, die dafür nötig sind. Versuche es mit einem neueren Browser oder einem anderen Gerät.
passkeys-title = Passkeys
passkeys-lead = Ein Passkey lässt dich ohne Passwort herein: Dein Telefon, dein Computer oder ein Sicherheitsschlüssel zeigt mit Fingerabdruck, Gesicht oder PIN, dass du es bist. Niemand kann ihn von diesem Server stehlen oder ihn dir ablisten.
passkey-new = Passkey hinzufügen
passkey-one = Ein Passkey
passkey-name = Wie du ihn nennst
passkey-name-hint = Damit du später weißt, auf welchem Gerät er ist.
passkey-first-name = Mein Passkey
passkey-make = Passkey machen
passkey-added = Hinzugefügt
passkey-used = Zuletzt benutzt
passkey-never = noch nie
passkey-change = Ändern
passkey-change-this = Den Passkey { $name } ändern
passkey-rename = Ein anderer Name
passkey-rename-go = Speichern
passkey-remove = Entfernen
passkey-remove-lead = Er lässt dann niemanden mehr herein. Entferne ihn auch von deinem Gerät: Das kann dieser Server nicht.
passkey-remove-go = Diesen Passkey entfernen
passkey-no-password = Du hast kein Passwort: Dein Passkey lässt dich herein. Wenn du eines wählst, geht beides.
settings-done-passkey = Der Passkey ist da. Von jetzt an kannst du dich mit ihm anmelden.
settings-done-passkey-gone = Der Passkey lässt niemanden mehr herein.
problem-passkey-not-made = Der Passkey wurde nicht gemacht, oder es hat zu lange gedauert. Versuche es noch einmal.
problem-passkey-there = Diesen Passkey gibt es hier schon.
problem-passkey-last = Ohne diesen Passkey kämst du nicht mehr herein, denn du hast kein Passwort. Wähle zuerst ein Passwort oder füge einen anderen Passkey hinzu.
problem-passkey-name = Ein Passkey hat einen Namen mit 1 bis { $most } Zeichen.
problem-passkeys-many = Mehr als { $most } Passkeys kannst du nicht haben. Entferne zuerst einen.
sign-in-unconfirmed = Dein Passwort stimmt, aber du hast deine E-Mail-Adresse noch nicht bestätigt. Öffne die Adresse in dem Brief, den wir dir geschickt haben; wenn keiner da ist, fordere ihn unten noch einmal an.
sign-in-shut-out = Dein Passwort stimmt, aber dieses Konto wurde eingefroren oder gesperrt. Unten kannst du lesen, warum, und widersprechen.
sign-in-waiting = Dein Passwort stimmt. Jemand, der diesen Server betreibt, muss dich noch hereinlassen; sobald das geschehen ist, kannst du dich hier anmelden.
settings-email-first = Zuerst geht ein Brief dorthin: Die Adresse gilt, sobald du geöffnet hast, was darin steht.
settings-email-waiting = Du möchtest { $email }. Öffne die Adresse in dem Brief, der dorthin ging; bis dahin bleibt alles, wie es ist.
settings-email-again = Brief noch einmal senden
settings-email-cancel = Adresse behalten
settings-done-email-sent = Ein Brief ist unterwegs. Deine Adresse ändert sich, sobald du geöffnet hast, was darin steht.
settings-done-email-kept = Deine Adresse bleibt, wie sie ist.
settings-digest-title = Briefe an dich
settings-digest = Wie oft dieser Server dir schreiben darf, wenn du weg warst
settings-digest-none = Nie
settings-digest-weekly = Höchstens einmal in der Woche
settings-digest-daily = Höchstens einmal am Tag
settings-announcements = Schreibt mir auch, was hier allen mitgeteilt wird
settings-digest-go = Speichern
settings-done-digest = Von jetzt an bekommst du diese Briefe so, wie du gewählt hast.
problem-email-letters = An diese Adresse oder für dich gab es zu viele Briefe. Versuche es in einer halben Stunde noch einmal.
confirmed-address = Deine neue Adresse ist bestätigt
confirmed-address-told = Sie ist von jetzt an die Adresse deines Kontos. Die vorige hat es erfahren.
nothing-changed = Es wurde nichts geändert.
refused-text = Das darfst du nicht. Es wurde nichts geändert.
conflict-text = Dasselbe wird gerade schon getan. Warte einen Moment und sieh noch einmal nach.
not-now-text = Das geht gerade nicht: Etwas, das dieser Server braucht, antwortet nicht oder ist voll. Versuche es in ein paar Minuten noch einmal.
problem-else = In diesem Formular steht etwas, womit dieser Server nichts anfangen kann. Prüfe, was du eingegeben hast.
problem-code = Dieser Code stimmt nicht oder wurde schon benutzt. Alle halbe Minute kommt ein neuer.
problem-archive = Es gibt ein Archiv, das keine Woche alt ist. Es muss genügen.
problem-file-large = Diese Datei ist größer als die 5 MB, die du mitbringen kannst.
problem-file-table = Diese Datei ist keine Liste: Es muss Text in UTF-8 sein, durch Kommas getrennt.
problem-file-other = Das ist eine andere Art Liste als die gewählte.
problem-file-many = Diese Liste hat mehr als { $most } Zeilen. Bring sie in Teilen mit.
problem-file-empty = Diese Liste ist leer.
problem-file-waiting = Es sind schon zu viele Listen in Arbeit. Warte, bis sie fertig sind.
problem-alias-self = Das ist dieses Konto selbst.
problem-alias-none = Dieses Konto ist nicht als deines genannt.
problem-aliases-many = Du nennst schon { $most } Konten; mehr geht nicht.
problem-move-none = Dieses Konto ist nicht umgezogen.
problem-move-self = Das ist dieses Konto selbst.
problem-move-already = Dorthin bist du schon umgezogen.
problem-move-suspended = Dieses Konto ist gesperrt.
problem-move-moved = Dieses Konto ist selbst anderswohin umgezogen.
problem-move-alias = Das andere Konto muss zuerst dieses als seines nennen. Trag es dort ein, dann versuche es noch einmal.
problem-move-resting = Ein Konto zieht nur einmal in { $most } Tagen um.

# Nutzungsbedingungen

terms-of-service = Nutzungsbedingungen
terms-count-from = Diese gelten ab dem { $date }.
terms-followed-by = Ab dem { $date } gelten andere.

## Verlorene Verbindungen

severances-title = Verlorene Verbindungen
severances-lead = Wenn dieser Server den Kontakt zu einem anderen oder zu einem Konto dort beendet, enden deine Verbindungen dorthin in beide Richtungen. Hier kannst du die Listen mitnehmen. Wird die Entscheidung zurückgenommen, kommen die Verbindungen von selbst wieder.
severances-none = Du hast keine Verbindungen verloren.
severances-domain = Der Kontakt zu { $target } wurde beendet
severances-own = Du hast { $target } blockiert
severances-account = { $target } wurde gesperrt
severances-following = { $count ->
    [one] { $count } Konto, dem du gefolgt bist
   *[other] { $count } Konten, denen du gefolgt bist
}
severances-followers = { $count ->
    [one] { $count } Konto, das dir gefolgt ist
   *[other] { $count } Konten, die dir gefolgt sind
}

## Mitmachen: Alter und Nachweis

sign-up-born = Geburtsdatum
sign-up-born-hint = Du musst { $years } Jahre alt sein. Das Datum wird einmal angesehen und nicht gespeichert.
sign-up-no-script = Auch ohne JavaScript kannst du mitmachen: Dann sieht sich zuerst jemand deine Anmeldung an.
problem-born = Sag, wann du geboren bist.
problem-too-young = Du bist noch nicht alt genug, um hier mitzumachen.

## Was die Moderation über jemanden entschied, und was die Person dagegen sagt

strikes-title = Entscheidungen der Moderation
strikes-lead = Was die Moderation dieses Servers über dein Konto entschieden hat. Wenn du eine Entscheidung für falsch hältst, sag innerhalb von { $days } Tagen einmal, warum. Jemand aus dem Team liest es.
strikes-none = Hier ist nichts: Die Moderation hat nichts über dein Konto entschieden.
strikes-shut-out = Mein Konto wurde eingefroren oder gesperrt
strikes-enter-lead = Wenn dein Konto eingefroren oder gesperrt wurde, siehst du hier, warum, und kannst widersprechen. Sag, wer du bist.
strikes-enter = Entscheidungen zeigen
strikes-action-none = Verwarnung
strikes-action-disable = Konto eingefroren
strikes-action-mark_statuses_as_sensitive = Beiträge werden erst auf Nachfrage gezeigt
strikes-action-delete_statuses = Beiträge gelöscht
strikes-action-sensitive = Medien werden erst auf Nachfrage gezeigt
strikes-action-silence = Konto eingeschränkt: Nur Follower sehen deine Beiträge
strikes-action-suspend = Konto gesperrt
strikes-posts = Beiträge, um die es geht:
strikes-overruled = Diese Entscheidung gilt nicht mehr.
strikes-your-words = Dein Widerspruch:
strikes-pending = Noch hat niemand geantwortet.
strikes-rejected = Die Moderation hat ihn gelesen und bleibt bei der Entscheidung.
strikes-granted = Die Moderation gibt dir recht.
strikes-why = Warum die Entscheidung falsch ist
strikes-object = Widersprechen
strikes-too-late = Für einen Widerspruch ist es zu spät.
settings-done-appeal = Die Moderation liest, was du gesagt hast.

## Gespräche mit der Moderation

talks-title = Die Moderation fragt dich
talks-lead = Entschieden ist noch nichts. Was du hier sagst, liest nur die Moderation.
talks-they = Die Moderation
talks-you = Du
talks-answer = Deine Antwort
talks-send = Senden
settings-done-answer = Die Moderation liest deine Antwort.

## Beiträge, die auf die Moderation warten
post-held = Wartet auf die Moderation; nur du siehst es
