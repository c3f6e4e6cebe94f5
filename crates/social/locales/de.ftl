### Die Worte der Briefe von Fanfare auf Deutsch. Eine Meldung ist `Schlüssel = Text`; `$server` und Ähnliches wird eingesetzt.

## Um jeden Brief

greeting = Hallo { $name },
footer =
    --
    { $server }, { $domain }

## Wenn jemand den Mailserver ausprobiert

test-subject = { $server } kann E-Mails verschicken
test-text =
    Dieser Brief zeigt, dass E-Mails von { $server } ({ $domain }) ankommen.

    Du musst nichts weiter tun.

## Wenn sich jemand angemeldet hat oder eine andere Adresse hat

confirmation-subject = Bestätige deine E-Mail-Adresse für { $server }
confirmation-text =
    jemand hat sich mit dieser E-Mail-Adresse bei { $server } als @{ $name } registriert. Wenn du das warst, öffne bitte diese Adresse, um zu zeigen, dass der Brief dich erreicht hat:

    { $link }

    Sie gilt zwei Tage. Wenn du es nicht warst, musst du nichts tun: Ohne sie bleibt das Konto gesperrt.

new-address-subject = Bestätige deine neue E-Mail-Adresse für { $server }
new-address-text =
    @{ $name } bei { $server } soll von jetzt an diese E-Mail-Adresse haben. Wenn du das willst, öffne bitte diese Adresse, um zu zeigen, dass der Brief dich erreicht hat:

    { $link }

    Sie gilt zwei Tage. Wenn du das nicht warst, ist nichts zu tun: Ohne sie ändert sich nichts.

## Wenn jemand das Passwort vergessen hat

password-reset-subject = Ein neues Passwort für { $server }
password-reset-text =
    jemand hat für @{ $name } bei { $server } ein neues Passwort angefordert. Wenn du das warst, wähle es hier:

    { $link }

    Die Adresse gilt eine Stunde und nur einmal. Wenn du es nicht warst, musst du nichts tun: Dein Passwort ist, wie es war.

## Was die Sicherheit eines Kontos betrifft

security-advice =
    Wenn du das warst, musst du nichts tun. Wenn nicht, wähle sofort ein neues Passwort: { $link }
sign-in-subject = Neue Anmeldung bei { $server }
sign-in-text =
    jemand hat sich bei { $server } als @{ $name } angemeldet, von einem Browser oder Netz aus, das dafür noch nicht benutzt wurde:

    Zeit: { $time }
    Browser: { $browser }
    Netzadresse: { $network }
password-changed-subject = Dein Passwort für { $server } wurde geändert
password-changed-text =
    das Passwort von @{ $name } bei { $server } wurde geändert, und alle Browser wurden abgemeldet.
email-changing-subject = Eine andere E-Mail-Adresse für { $server } ist gewünscht
email-changing-text =
    jemand, der als @{ $name } bei { $server } angemeldet ist, möchte von jetzt an { $email } als E-Mail-Adresse. Sie gilt, sobald der Brief beantwortet ist, der dorthin ging.
email-changed-subject = Deine E-Mail-Adresse für { $server } wurde geändert
email-changed-text =
    die E-Mail-Adresse von @{ $name } bei { $server } ist jetzt { $email }. Dies ist der letzte Brief an die bisherige Adresse.
two-factor-on-subject = Die Anmeldung bei { $server } braucht jetzt einen zweiten Schritt
two-factor-on-text =
    wer sich bei { $server } als @{ $name } anmeldet, braucht ab jetzt neben dem Passwort einen Code.
two-factor-off-subject = Die Anmeldung bei { $server } braucht keinen zweiten Schritt mehr
two-factor-off-text =
    wer sich bei { $server } als @{ $name } anmeldet, braucht ab jetzt nur noch das Passwort.
two-factor-codes-subject = Neue Notfallcodes für { $server }
two-factor-codes-text =
    für @{ $name } bei { $server } wurden neue Notfallcodes erstellt. Frühere gelten nicht mehr.
two-factor-key-added-subject = Neuer Passkey für { $server }
two-factor-key-added-text =
    für @{ $name } bei { $server } wurde ein Passkey hinzugefügt. Er lässt ohne Passwort herein.
two-factor-key-removed-subject = Passkey für { $server } entfernt
two-factor-key-removed-text =
    für @{ $name } bei { $server } wurde ein Passkey entfernt. Er lässt niemanden mehr herein.

## Wenn jemand darauf wartet, aufgenommen zu werden

approved-subject = Willkommen bei { $server }
approved-text =
    du bist jetzt als @{ $name } Mitglied von { $server }. Melde dich hier an oder in jeder App für Mastodon mit dem Servernamen { $domain }:

    { $link }
waiting-subject = @{ $name } möchte bei { $server } mitmachen
waiting-text =
    @{ $name } möchte bei { $server } mitmachen und wartet auf dein Ja oder Nein. Die Begründung:

    { $reason }
waiting-silent = (keine Angabe)

## Was jemand verpasst hat

digest-subject = { $count ->
    [one] Während du weg warst, ist etwas passiert
   *[other] Während du weg warst, ist { $count }-mal etwas passiert
}
digest-intro = das ist bei { $server } passiert, während du weg warst:
digest-mention = { $who } hat dich erwähnt: { $text }
digest-follow = { $who } folgt dir
digest-follow-request = { $who } möchte dir folgen
digest-more = { $count ->
    [one] Und noch eins.
   *[other] Und noch { $count } mehr.
}
digest-read = Weiterlesen: { $link }
digest-end = Keine solchen Briefe mehr, mit einem Klick: { $link }

## Was allen mitgeteilt wird

announcement-subject = Neues von { $server }
announcement-intro = das teilen die Leute, die { $server } betreiben, allen dort mit:
announcement-read = Mehr auf dem Server: { $link }

## Wenn sich die Tür von selbst schließt

door-flood-subject = Sehr viele wollen zu { $server }
door-flood-text =
    innerhalb einer Stunde sind mehr als { $count } Leute zu { $server } gekommen. Von jetzt an wartet auf dein Ja, wer mitmachen möchte. Ist die Welle vorbei, öffne die Tür in den Einstellungen wieder (registrations).
door-unattended-subject = Niemand kümmert sich um { $server }
door-unattended-text =
    seit { $count } Tagen hat niemand nach { $server } gesehen, der Ja sagen kann. Von jetzt an wartet auf ein Ja, wer mitmachen möchte. Bist du wieder da, öffne die Tür in den Einstellungen wieder (registrations).

## Was das Team entscheidet, und was es erfährt

strike-subject = Eine Entscheidung der Moderation von { $server }
strike-text =
    die Moderation von { $server } hat sich dein Konto @{ $name } angesehen und entschieden: { $decided }

    Dazu schreibt sie:

    { $text }

    Wenn du das für falsch hältst, kannst du innerhalb von { $days } Tagen widersprechen, auch wenn du dich nicht anmelden kannst:

    { $link }
strike-silent = (nichts weiter)
strike-warn = Das ist eine Verwarnung. Sonst ändert sich nichts.
strike-disable = Dein Konto ist eingefroren: Du kannst dich nicht anmelden.
strike-sensitive = Medien in deinen Beiträgen werden erst auf Nachfrage gezeigt.
strike-silence = Dein Konto ist eingeschränkt: Nur wer dir folgt, sieht deine Beiträge.
strike-suspend = Dein Konto ist gesperrt: Von ihm wird nichts mehr gezeigt. Was du veröffentlicht hast, wird nach 30 Tagen gelöscht.
strike-mark-statuses-as-sensitive = Einige deiner Beiträge werden erst auf Nachfrage gezeigt.
strike-delete-statuses = Einige deiner Beiträge wurden gelöscht.
appeal-granted-subject = Deinem Widerspruch wurde stattgegeben
appeal-granted-text =
    die Moderation von { $server } gibt dir recht: Ihre Entscheidung vom { $day } gilt nicht mehr.
appeal-refused-subject = Dein Widerspruch wurde abgelehnt
appeal-refused-text =
    die Moderation von { $server } hat gelesen, was du zu ihrer Entscheidung vom { $day } sagst, und bleibt dabei.
report-new-subject = Eine Meldung über { $about }
report-new-text =
    jemand hat @{ $about } gemeldet und schreibt dazu:

    { $text }

    Hier kannst du dich darum kümmern: { $link }
update-urgent-subject = { $server } braucht ein Update: Fanfare { $version } ist dringend
update-urgent-text =
    es gibt Fanfare { $version }, und wer es gemacht hat, sagt, dass Server ohne diese Version in Gefahr sind. Bitte aktualisiere bald. Was neu ist:

    { $link }
talk-asked-subject = Eine Frage der Moderation von { $server }
talk-asked-text =
    die Moderation von { $server } hat eine Frage zu etwas, das du dort getan hast. Entschieden ist nichts. Das schreibt sie:

    { $text }

    Hier kannst du antworten: { $link }
talk-answered-subject = Eine Antwort von { $about }
talk-answered-text =
    @{ $about } antwortet auf eure Frage und schreibt:

    { $text }

    Hier geht es weiter: { $link }
appeal-new-subject = Ein Widerspruch von @{ $about }
appeal-new-text =
    @{ $about } widerspricht einer Entscheidung der Moderation und schreibt:

    { $text }

    Hier kannst du antworten: { $link }

rule-undone-subject = Du darfst veröffentlichen, was { $server } abgelehnt hat
rule-undone-text =
    Die Regel „{ $rule }“ von { $server } hat dich etwas nicht veröffentlichen lassen. Die Moderation hat das zurückgenommen: Bis { $until } darfst du denselben Text veröffentlichen.
