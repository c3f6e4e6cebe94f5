### Die Worte der Seiten von Fanfare auf Deutsch. Eine Meldung ist `Schlüssel = Text`; `$count` und `$name` werden eingesetzt.

## Um jede Seite

skip-to-content = Zum Inhalt springen
signed-in-as = Angemeldet als
sign-out = Abmelden

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
unsubscribe-lead = Du bekommst keine Briefe mehr darüber, was du verpasst hast. Briefe zur Sicherheit deines Kontos kommen weiterhin.
unsubscribe-do = Keine Briefe mehr
unsubscribed = Es kommen keine Briefe mehr
unsubscribed-told = Briefe zur Sicherheit deines Kontos kommen weiterhin.
