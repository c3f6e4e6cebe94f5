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
problem-email-taken = Mit dieser E-Mail-Adresse gibt es schon ein Konto. Ist es deins? Dann melde dich an.
problem-agreement = Ohne Zustimmung kannst du hier nicht mitmachen.
problem-invite = Diese Einladung ist verbraucht oder abgelaufen. Bitte um eine neue.
problem-password-long = Dieses Passwort ist zu lang.
problem-password-short = Ein Passwort hat mindestens { $most } Zeichen.
problem-reason = Schreib in einem Satz, warum du mitmachen möchtest: Jemand liest das und lässt dich dann ein.
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
