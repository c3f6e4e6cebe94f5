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
settings-link-notifications = Benachrichtigungen
settings-link-privacy = Privatsphäre
settings-link-filters = Filter
settings-password = Passwort
settings-wrong-password = Das ist nicht dein Passwort. Es wurde nichts geändert.
settings-problem-password = Ein Passwort hat mindestens 8 Zeichen und nicht mehr als tausend. Es wurde nichts geändert.
settings-problem-email = Das ist keine E-Mail-Adresse, oder jemand hier benutzt sie schon. Es wurde nichts geändert.
settings-problem-code = Dieser Code stimmt nicht oder wurde schon benutzt. Alle halbe Minute kommt ein neuer.
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
settings-two-factor = Anmeldung in zwei Schritten
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
settings-problem-file = Diese Datei lässt sich nicht mitbringen: Es muss eine Liste der gewählten Art sein, mit höchstens 20.000 Zeilen und 5 MB, und nicht zu viele auf einmal.
settings-save = Speichern
settings-move = Auf ein anderes Konto umziehen
settings-aliases = Konten, die auch deine sind
settings-aliases-lead = Nenne ein Konto anderswo, wenn du von dort hierher umziehen willst. Wer ihm folgt, kann dann mitkommen.
settings-alias = Anderes Konto
settings-alias-add = Hinzufügen
settings-alias-remove = Entfernen
settings-done-alias = Das Konto ist als deines genannt.
settings-done-alias-gone = Das Konto ist nicht mehr als deines genannt.
settings-problem-alias = Dieses Konto lässt sich nicht nennen.
settings-problem-aliases = Du nennst schon zu viele Konten.
settings-move-nobody = Unter diesem Namen war niemand zu finden, oder der Server antwortet nicht. Es wurde nichts geändert.
settings-move-away = Von hier wegziehen
settings-move-first = Nenne zuerst auf dem neuen Konto { $handle } als deines. Dann zieh von hier um. Das geschieht:
settings-move-followers = Wer dir folgt, wird von seinem Server gebeten, stattdessen dem neuen Konto zu folgen, und verlässt dieses.
settings-move-profile = Dein Profil hier sagt, wo du jetzt bist, und niemand kann ihm mehr folgen.
settings-move-posts = Deine Beiträge bleiben hier. Wem du folgst, wen du stummgeschaltet und blockiert hast, kommt nicht von selbst mit: Nimm diese Listen als Dateien mit.
settings-move-again = Erst nach 30 Tagen kannst du wieder umziehen.
settings-move-target = Neues Konto
settings-move-go = Umziehen
settings-problem-target = Dorthin kannst du nicht umziehen. Das andere Konto muss dieses als seines nennen, darf selbst nicht umgezogen sein, und umziehen kann man nur einmal in 30 Tagen. Es wurde nichts geändert.
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
