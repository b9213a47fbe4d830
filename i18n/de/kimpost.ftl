### Kimpost. Whole sentences; keys in sections, one per part of the program. German is the source.

app-name = Kimpost

## BEGIN shell (window frame, side panel, list, search, preview)

date-yesterday = gestern
shell-saved-one = Gespeichert: { $detail }
shell-saved-many = { $count } Dateien gespeichert in { $folder }
status-undecrypted = nicht entschlüsselt
status-integrity-failed = verändert
status-kim-error = Fehlermeldung
status-unverifiable = nicht prüfbar
status-unconfirmed = nicht bestätigt
status-answered = beantwortet
status-forwarded = weitergeleitet
status-receipt-requested = Bestätigung erbeten
kind-short-undecrypted = unlesbar
kind-short-receipt = Quittung
kind-short-notice = Hinweis
kind-short-mail = Mail
kind-short-ebz-request = EBZ-Antrag
kind-short-ebz-answer = EBZ
kind-short-ebz-error = EBZ-Fehler
kind-short-ebz-query = EBZ-Frage
kind-short-eau = eAU
kind-short-eau-cancel = eAU-Storno
kind-short-eau-error = eAU-Fehler
kind-short-eeb-request = eEB-Antrag
kind-short-eeb-certificate = eEB
kind-short-eeb-error = eEB-Fehler
kind-short-letter = Brief
kind-short-lab = Labor
kind-short-prescription = Rezept
kind-short-billing-feedback = Abrechnung
kind-short-care = Pflege
kind-short-fhir = FHIR
kind-short-xml = XML

action-fetch = Abrufen
action-write = Neue Nachricht
action-search = Suchen
action-open = Öffnen
action-reply = Antworten
action-reply-all = Allen antworten
action-forward = Weiterleiten
action-trash = In den Papierkorb
action-restore = Wiederherstellen
action-undo = Rückgängig
action-toggle-read = Gelesen / ungelesen
action-technical = Nur Technische E-Mails
action-print = Drucken
action-save-as = Speichern unter …
action-forward-unchanged = Unverändert an eigene Adresse weiterleiten
action-refetch = Erneut abrufen
action-settings = Einstellungen
action-keys = Tastenkürzel
action-zoom-in = Größer
action-zoom-out = Kleiner
action-zoom-reset = Normale Größe
action-more = Mehr
keys-rows = Zeile wählen
keys-rows-keys = Pfeile, Pos1, Ende
keys-tabs = Nächster Reiter im Dialog
keys-tabs-keys = Strg+Tab
keys-folders = Ordner und Ansichten
keys-folders-keys = Strg+1 … 9
keys-back = Zurück, schließen
shell-preview-right = Vorschau: rechts
shell-preview-below = Vorschau: unten
shell-preview-off = Vorschau: aus
shell-search-hint = Suchen in allen Nachrichten …
shell-search-name = Suche
shell-search-everywhere = Gefunden in allen Ordnern
side-all-accounts = Alle Konten
side-answers = Kassenantworten
side-undecrypted = Nicht entschlüsselt
side-outbox-attention = { $count ->
    [one] eine Nachricht braucht Ihre Entscheidung
   *[other] { $count } Nachrichten brauchen Ihre Entscheidung
}
folder-inbox = Posteingang
folder-outbox = Postausgang
folder-sent = Gesendet
folder-drafts = Entwürfe
folder-trash = Papierkorb
filter-all = Alle
filter-personal = Persönliche
filter-technical = Technische E-Mails
filter-unread = nur ungelesene
list-new-pill = { $count ->
    [one] eine neue
   *[other] { $count } neue
}
list-retry = Erneut versuchen
column-from = Von
column-to = An
column-subject = Betreff
column-kind = Art
column-date = Datum
column-status = Status
row-unread = ungelesen
row-attachment = { $count ->
    [one] ein Anhang
   *[other] { $count } Anhänge
}
mail-no-subject = (ohne Betreff)
empty-inbox = Keine Nachrichten
empty-next-fetch = Der nächste Abruf ist um { $at }.
empty-fetch = Jetzt abrufen
empty-search = Nichts gefunden
empty-search-text = Gesucht wird in Betreff, Text, Personen, Namen von Anhängen und Planantragsnummern.
empty-search-clear = Suche beenden
empty-filter = Keine Nachrichten mit diesem Filter
empty-filter-clear = Alle zeigen
empty-undecrypted = Alles entschlüsselt
empty-undecrypted-text = Nachrichten, die das Clientmodul nicht entschlüsseln konnte, stehen hier.
empty-outbox = Nichts wartet auf den Versand
empty-sent = Noch nichts gesendet
empty-drafts = Keine Entwürfe
empty-drafts-text = Angefangene Nachrichten werden hier von selbst gespeichert.
empty-trash = Der Papierkorb ist leer
preview-none = Keine Nachricht ausgewählt
preview-none-text = Wählen Sie links eine Nachricht aus.
preview-several = { $count } Nachrichten ausgewählt
status-cancel = Abruf abbrechen
status-sending = Sende { $sent } von { $total }
status-last = Zuletzt abgerufen { $at }
status-never = Noch nicht abgerufen
status-last-and-next = { $last } · nächster Abruf { $next }
status-fetch-asking = Frage nach neuen Nachrichten …
status-fetch = Lade { $number } von { $total } · { $percent } %
problem-dismiss = Ausblenden
problem-copy = Details kopieren
problem-more = und { $count } weitere
undo-trash = { $count ->
    [one] In den Papierkorb verschoben.
   *[other] { $count } Nachrichten in den Papierkorb verschoben.
}
told-restored = Wiederhergestellt.
told-refetched = Erneut abgerufen. Ist sie weiterhin nicht lesbar, steht der Grund in der Nachricht.
told-forwarded = Unverändert weitergeleitet. Die lesbare Fassung kommt mit einem der nächsten Abrufe.
told-receipt-sent = Lesebestätigung wird gesendet.
question-cancel = Abbrechen
question-close = Schließen
link-question = Diesen Link im Browser öffnen?
link-open = Im Browser öffnen
link-copy = Link kopieren
link-mismatch = Ziel weicht vom Text ab
link-mismatch-text = Der Text zeigt „{ $shown }“, führt aber zu einer anderen Adresse.
discard-question = { $count ->
    [one] Diesen Entwurf löschen?
   *[other] { $count } Entwürfe löschen?
}
discard-text = Das lässt sich nicht rückgängig machen.
discard-do = Endgültig löschen
save-mail-title = Nachricht speichern
save-mail-name = Nachricht-{ $id }.eml
save-attachment-title = Anhang speichern
save-all-title = Ordner für alle Anhänge wählen
save-path-title = Wohin speichern?
save-path-text = Der Dateidialog des Systems ist nicht verfügbar. Geben Sie den Pfad ein; vorhandene Dateien werden nicht überschrieben.
save-path-name = Pfad
save-path-do = Speichern

subject-ebz-answer = Kassenantwort
subject-ebz-request = EBZ-Antrag
subject-ebz-error = EBZ-Fehlermeldung
subject-ebz-query = EBZ-Rückfrage
side-fold = { $name }, Ordner ausblenden
side-unfold = { $name }, Ordner einblenden
unlock-title-new = Nachrichten schützen
unlock-title-open = Kimpost öffnen
unlock-too-short =
    { $missing ->
        [one] Noch 1 Zeichen.
       *[other] Noch { $missing } Zeichen.
    }
unlock-differs = Die beiden Eingaben sind verschieden.

## END shell

## BEGIN detail (detail dialog)

detail-title = Nachricht { $date }
detail-title-loading = Nachricht
detail-next = Nächste Nachricht
detail-previous = Vorige Nachricht
tab-message = Nachricht
tab-attachments = Anhänge
tab-attachments-count = Anhänge ({ $count })
tab-technical = Technische Daten
tab-history = Verlauf
tab-manual = manuelle Verarbeitung
head-to = An
head-cc = Kopie
head-reply-to = Antwort an
head-account = Konto
badge-decrypted = entschlüsselt
badge-integrity-ok = E-Mail-Signatur gültig
badge-integrity-unverifiable = Signatur nicht prüfbar
badge-integrity-unconfirmed = Signatur nicht bestätigt
badge-integrity-failed = Signatur ungültig
body-empty = Diese Nachricht hat keinen Text.
body-quote-show = { $count ->
    [one] Zitat zeigen (eine Zeile)
   *[other] Zitat zeigen ({ $count } Zeilen)
}
body-quote-hide = Zitat ausblenden
body-links = Links in dieser Nachricht
attachment-message = Eingebettete Nachricht
attachment-save = { $name } speichern
attachment-open = { $name } öffnen
open-file-question = Anhang mit einem anderen Programm öffnen?
open-file-text = Das Programm bekommt eine schreibgeschützte Kopie. Kimpost löscht sie beim Beenden; das andere Programm kann eine eigene Kopie oder einen Eintrag in seiner Verlaufsliste behalten. Diese Frage kommt nur einmal.
open-file-do = Öffnen
save-unsafe-question = Diesen Anhang wirklich speichern?
save-unsafe-text = Er kann Schaden anrichten, wenn er geöffnet wird. Speichern Sie ihn nur, wenn Sie ihn vom Absender erwarten.
save-unsafe-do = Trotzdem speichern
attachment-report = Prüfbericht des Clientmoduls
attachments-none = Diese Nachricht hat keine Anhänge.
attachments-save-all = Alle speichern
advice-undecrypted = Diese Nachricht konnte nicht entschlüsselt werden
advice-undecrypted-text = Das Clientmodul nannte keinen Grund. Prüfen Sie, ob die Karte steckt und freigeschaltet ist, und rufen Sie die Nachricht dann erneut ab.
advice-forwarded = Am { $time } unverändert weitergeleitet. Die lesbare Fassung kommt mit einem der nächsten Abrufe.
advice-refetch-hint = Hilft, sobald die Ursache behoben ist: Die Nachricht liegt noch auf dem Server.
advice-forward-hint = Schickt das Original Byte für Byte an Ihre eigene KIM-Adresse, damit das Clientmodul es noch einmal entschlüsselt.
advice-kim-error = Das Clientmodul meldet einen Fehler
advice-unverifiable = Die Signatur konnte nicht vollständig geprüft werden
advice-unverifiable-text = Der Inhalt ist unverändert; ob das Zertifikat noch gültig war, ließ sich nicht feststellen.
advice-unverifiable-doubt = Was Ihr Clientmodul dazu sagt, widerspricht sich oder ist unbekannt; die Codes stehen unter „Technische Daten“. Fragen Sie bei wichtigen Angaben den Absender auf anderem Weg.
advice-unconfirmed = Die Signatur ist nicht bestätigt
advice-unconfirmed-text = Diese Nachricht kam aus einer Datei und nicht von Ihrem Clientmodul. Was in der Datei über Entschlüsselung und Signatur steht, hat hier niemand geprüft. Fragen Sie bei wichtigen Angaben den Absender auf anderem Weg.
advice-integrity = Diese Nachricht wurde auf dem Weg verändert
advice-integrity-text = Verlassen Sie sich nicht auf den Inhalt. Fragen Sie beim Absender nach, bevor Sie danach handeln.
advice-open-embedded = Inhalt trotzdem ansehen
advice-embedded-head = Veränderter Inhalt, nicht vertrauenswürdig
advice-receipt = Der Absender bittet um eine Lesebestätigung.
advice-receipt-send = Lesebestätigung senden
advice-receipt-decline = Nicht senden
receipt-read = Gelesen von { $who }
receipt-not-read = Angekommen bei { $who }, aber nicht als gelesen gemeldet
receipt-misfit = Diese Lesebestätigung passt nicht zu Ihrer Nachricht
receipt-misfit-text = Wer sie geschickt hat und wen sie nennt, passt nicht zusammen oder zu keinem Empfänger Ihrer Nachricht. Diese gilt deshalb nicht als gelesen.
receipt-failed = Nicht zugestellt
receipt-delivered = Zugestellt
dsn-failed = nicht zugestellt
dsn-delayed = verzögert
dsn-delivered = zugestellt
dsn-relayed = weitergereicht
history-recipients = Empfänger
history-delivered = zugestellt
history-read-at = gelesen
history-events = Ereignisse
history-empty = Noch keine Ereignisse.
history-by = { $what } · { $who }
history-thread = Weitere Nachrichten dieser Unterhaltung
manual-warning = Kassenantwort noch einmal übernehmen
manual-warning-text = Tun Sie dies nur, wenn die Übernahme nachweislich nicht funktioniert hat.
manual-what = Was übernommen wird
manual-file = Datei
manual-no-file = Inhalt der Nachricht
manual-number = Planantragsnummer
manual-decision = Entscheidung
manual-blocked = Hinweis
manual-where = Wohin
manual-no-folder = Noch kein Übergabeordner eingestellt. Die Übergabe wartet, bis einer gewählt ist.
manual-reason = Begründung
manual-reason-hint = zum Beispiel: Antwort fehlt im Patientenblatt
manual-reason-help = Bitte begründen Sie kurz, warum die Antwort noch einmal übernommen wird.
manual-do = Kassenantwort erneut übernehmen
manual-runs = Bisherige Übernahmen
run-taken-over = übernommen
run-already-taken-over = war schon übernommen
run-held-for-review = zur Prüfung angehalten
run-refused = nicht übernommen
run-handover-pending = Die Übergabedatei wartet auf einen Übergabeordner.
run-handover-written = Übergabedatei: { $path }
run-handover-collected = Vom Praxisprogramm abgeholt.
run-handover-failed = Die Übergabedatei konnte nicht geschrieben werden.
run-number = Nr. { $number }
run-by-itself = automatisch
run-by-hand = von Hand
run-reason = Begründung: { $reason }
technical-results = Ergebnisse des Clientmoduls
technical-decryption = Entschlüsselung
technical-decryption-ok = Laut Clientmodul entschlüsselt.
technical-decryption-failed = Laut Clientmodul nicht entschlüsselt.
technical-decryption-none = Das Clientmodul machte keine Angabe.
technical-integrity = Signatur
technical-integrity-ok = Laut Clientmodul gültig, der Inhalt ist unverändert.
technical-integrity-unverifiable = Laut Clientmodul unverändert; das Zertifikat konnte nicht geprüft werden.
technical-integrity-failed = Laut Clientmodul ungültig: Der Inhalt wurde verändert.
technical-integrity-none = Das Clientmodul machte keine Angabe.
technical-unconfirmed = Nicht bestätigt: Von Ihrem Clientmodul kam diese Angabe nicht.
technical-code = Code { $code }
technical-dienstkennung = Dienstkennung
technical-sender-system = Sendesystem
technical-support = Ansprechpartner
technical-size = Größe
technical-received = Abgerufen am
technical-on-server = Noch auf dem Server
technical-note = Hinweis
technical-headers = Alle Kopfzeilen
technical-raw = Quelltext zeigen
technical-copy-headers = Kopfzeilen kopieren
technical-back = Zurück
technical-find = Im Quelltext suchen
technical-copy = Kopieren
technical-earlier = Früherer Teil
technical-later = Späterer Teil
technical-window = { $from } bis { $to } von { $total }
word-yes = ja
word-no = nein

state-draft = Entwurf
state-cancelled = abgebrochen
state-read = gelesen
state-delivered = zugestellt
state-accepted = übergeben
state-queued = wartet
state-sending = wird gesendet
state-refused = abgelehnt
state-undeliverable = unzustellbar
state-uncertain = unklar

advice-flags = Bitte genau hinsehen

history-read = Gelesen
history-trash = In den Papierkorb verschoben
history-restored = Wiederhergestellt
history-queued = Zum Senden bereitgestellt
history-answered = Beantwortet
history-forwarded = Weitergeleitet
history-forwarded-unchanged = Unverändert an die eigene Adresse weitergeleitet
history-resolved-sent = Unklarer Versand: als gesendet abgelegt
history-resolved-resend = Unklarer Versand: nochmals gesendet
history-cancelled = Versand abgebrochen
history-saved = Gespeichert
history-opened-file = Anhang geöffnet
history-printed = Gedruckt
history-reprocessed = Kassenantwort erneut übernommen, Nr. { $detail }
history-receipt-declined = Lesebestätigung nicht gesendet
history-receipt-sent = Lesebestätigung gesendet
history-receipt-misfit = Lesebestätigung passt nicht: { $detail }
history-accepted = Vom Clientmodul angenommen: { $detail }
history-not-sent = Nicht gesendet: { $detail }
history-uncertain = Versand unklar: { $detail }
history-readable-now = Lesbare Fassung eingetroffen
history-readable-copy = Lesbare Fassung eingetroffen
history-version = Weitere Fassung eingetroffen
history-version-arrived = Weitere Fassung eingetroffen
history-version-differs = Weitere Fassung mit anderem Inhalt eingetroffen
history-imported = Aus einer Datei importiert
history-vouched = Auch vom Clientmodul abgerufen: Seine Prüfung gilt

print-from = Von
print-to = An
print-cc = Kopie
print-date = Datum
print-attachments = Anhänge
print-unconfirmed = Signatur: nicht bestätigt (aus einer Datei importiert)

## Viewing attachments
attachment-view = { $name } ansehen
viewer-page-of = Seite { $page } von { $count }
viewer-page-back = Vorige Seite (Bild auf)
viewer-page-on = Nächste Seite (Bild ab)
viewer-smaller = Kleiner
viewer-larger = Größer
viewer-fit = Auf Seitenbreite
viewer-print = { $name } im Betrachter dieses Rechners öffnen und dort drucken
viewer-open-outside = Im Betrachter öffnen
viewer-drawing = Die Seite wird gezeichnet …
viewer-text-arranged = Zum Lesen eingerückt
viewer-text-cut = Nur der Anfang. Speichern Sie die Datei, um alles zu lesen.

## END detail

## BEGIN compose (write, outbox)

# Window and fields

compose-title = Neue Nachricht
compose-title-reply = Antwort
compose-title-forward = Weiterleitung
compose-from = Von
compose-to = An
compose-cc = Cc
compose-add-cc = Cc
compose-add-cc-hint = Weitere Empfänger in Kopie
compose-subject = Betreff
compose-text = Nachricht
compose-kind = Art
compose-kind-other = Andere Dienstkennung
compose-kind-other-help = So, wie sie in der Beschreibung der Anwendung steht, zum Beispiel EBZ;ANT;2.0.0
compose-kind-plain = Nachricht
compose-kind-letter = eArztbrief
compose-kind-ebz = EBZ-Antrag
compose-kind-eau = eAU
compose-kind-lab = Laborbefund
compose-delivery-receipt = Empfangsbestätigung
compose-read-receipt = Lesebestätigung
compose-receipt-forced = Bei einer eAU ist die Empfangsbestätigung vorgeschrieben.

# Recipients

compose-recipient-hint = Name, Ort oder KIM-Adresse
compose-remove-recipient = { $name } entfernen
compose-recipient-gone = nicht im VZD
compose-recipient-gone-hint = Der Verzeichnisdienst kennt diese Adresse nicht oder nicht mehr.
compose-recipient-small = bis 15 MB
compose-recipient-small-hint = Dieser Empfänger nimmt keine Nachrichten über 15 MB an.
compose-recent = Eigene Kontakte
compose-directory = Verzeichnisdienst (VZD)
compose-directory-searching = Der Verzeichnisdienst wird gefragt …
compose-directory-more = Mehr Treffer, bitte eingrenzen.
compose-directory-none = Niemand gefunden. Prüfen Sie die Schreibweise oder schreiben Sie die ganze Adresse.
compose-directory-failed = Der Verzeichnisdienst antwortet nicht. Sie können die ganze Adresse schreiben.
compose-suggestion-keys = ↑ ↓ wählen · Enter übernehmen · Esc schließen
compose-version = KIM { $version }
compose-refused = Das ist keine vollständige Adresse. Wählen Sie einen Vorschlag oder schreiben Sie die ganze KIM-Adresse.

# Attachments

compose-attach = Datei anhängen
compose-drop = Dateien hier ablegen
compose-attachments = Anhänge
compose-remove-file = { $name } entfernen
compose-file-adding = { $name } wird übernommen …
compose-file-failed = „{ $name }“ konnte nicht gelesen werden.
compose-size = { $size } von 15 MB
compose-size-large = { $size } MB, nur an Empfänger mit KIM-Version „+“
compose-path = Pfad der Datei
compose-path-help = Der Dateidialog steht hier nicht zur Verfügung. Schreiben Sie den Pfad.
compose-path-take = Übernehmen

# Foot

compose-send = Senden
compose-send-hint = Strg+Enter
compose-send-anyway = Trotzdem senden
compose-sending = Wird in den Postausgang gestellt …
compose-saved = Entwurf gespeichert { $time }
compose-unsaved = Noch nicht gespeichert
compose-save-failed = Der Entwurf konnte nicht gespeichert werden. Es wird erneut versucht.
compose-close = Schließen
compose-close-hint = Der Entwurf bleibt unter „Entwürfe“ (Esc).
compose-discard = Verwerfen
compose-discard-question = Diesen Entwurf endgültig verwerfen?
compose-discard-no = Weiterschreiben
compose-issues-stop = Bitte noch klären
compose-issues-odd = Bitte prüfen

# What is wrong or odd

compose-remedy-to = Zum Empfänger
compose-remedy-subject = Zum Betreff
compose-remedy-move = Nach „An“ verschieben
compose-remedy-remove = Empfänger entfernen
compose-remedy-kind = Art zurücksetzen
compose-issue-left = „{ $detail }“ ist noch kein Empfänger. Wählen Sie einen Vorschlag oder schreiben Sie die ganze Adresse.
compose-issue-files = Eine Datei wird noch übernommen. Einen Moment bitte.
compose-issue-forgotten = Der Text erwähnt einen Anhang, es ist aber keiner angehängt.
draft-issue-no-recipient = Es fehlt ein Empfänger.
draft-issue-no-to = Alle Empfänger stehen in „Cc“. Mindestens einer gehört in „An“.
draft-issue-bad-address = „{ $detail }“ ist keine gültige Adresse.
draft-issue-not-kim = { $detail } ist keine KIM-Adresse. KIM-Nachrichten gehen nur an KIM-Adressen.
draft-issue-twice = { $detail } steht doppelt in der Liste.
draft-issue-not-in-directory = { $detail } steht nicht im Verzeichnisdienst. Die Nachricht kommt dort vielleicht nicht an.
draft-issue-too-large-for = { $detail } nimmt keine Nachrichten über 15 MB an. Entfernen Sie Anhänge oder diesen Empfänger.
draft-issue-large-unknown = Ob { $detail } Nachrichten über 15 MB annimmt, ist nicht bekannt.
draft-issue-no-subject = Der Betreff ist leer.
draft-issue-subject-line-break = Der Betreff enthält einen Zeilenumbruch.
draft-issue-dienstkennung = Die Dienstkennung fehlt oder enthält Zeichen, die KIM nicht erlaubt.

# Outbox

outbox-title = Postausgang
outbox-empty = Alles ist verschickt.
outbox-empty-hint = Hier steht, was noch wartet, noch nicht zugestellt ist oder Ihre Entscheidung braucht.
outbox-send-all = Alle jetzt senden
outbox-choose = Wählen Sie links eine Nachricht.
outbox-no-subject = (kein Betreff)
outbox-queued-at = Eingestellt { $time }
outbox-next-try = Nächster Versuch { $time }
outbox-attempts =
    { $count ->
        [one] 1 Versuch bisher
       *[other] { $count } Versuche bisher
    }
outbox-more =
    { $count ->
        [one] { $name } und 1 weitere Adresse
       *[other] { $name } und { $count } weitere Adressen
    }
outbox-recipients = Empfänger
outbox-send-now = Jetzt senden
outbox-take-back = Zurückholen
outbox-take-back-hint = Die Nachricht wird wieder zum Entwurf.
outbox-again = Erneut senden
outbox-again-hint = Nur an die Empfänger, die abgelehnt wurden.
outbox-resend = Nochmals senden
outbox-file-sent = Als gesendet ablegen
outbox-open = Nachricht öffnen
outbox-uncertain = Die Verbindung brach ab, nachdem die Nachricht ganz übertragen war, aber bevor das Clientmodul sie bestätigt hat. Fragen Sie den Empfänger oder warten Sie auf eine Bestätigung, denn ein zweites Senden kann doppelt ankommen.
outbox-refused = Das Clientmodul hat die Nachricht nicht angenommen. Sie ist nicht verschickt.
outbox-undeliverable = Die Nachricht war übergeben, konnte aber nicht zugestellt werden.
outbox-waits = Die Nachricht ist noch nicht verschickt. Sie wird von selbst wieder versucht.
outbox-no-certificate = Die Nachricht konnte nicht gesendet werden, weil für keinen Empfänger gültige Verschlüsselungszertifikate ermittelt werden konnten.
outbox-some-certificates = Die Nachricht wurde nur an einen Teil der gewünschten Adressaten versendet, denn es konnten nicht für alle Empfänger gültige Verschlüsselungszertifikate ermittelt werden.
outbox-words-of = Antwort des Clientmoduls
outbox-step-waits = wartet
outbox-step-queued = eingestellt
outbox-step-sending = wird gesendet
outbox-step-accepted = übergeben
outbox-step-delivered = zugestellt
outbox-step-read = gelesen
outbox-step-refused = abgelehnt
outbox-step-undeliverable = unzustellbar
outbox-step-uncertain = unklar
outbox-step-cancelled = abgebrochen
outbox-step-draft = Entwurf
outbox-told-back = Zurückgeholt. Die Nachricht liegt in den Entwürfen.
outbox-told-filed = Als gesendet abgelegt.
outbox-sent-bytes = { $sent } von { $total }
told-queued = Die Nachricht liegt im Postausgang.
told-draft-kept = Der Entwurf ist gespeichert.

## END compose

## BEGIN desk (insurer answers)

answers-title = Kassenantworten (eHKP-Übersicht)
answers-search = Planantragsnummer einfügen
answers-search-label = Planantragsnummer
answers-search-help = Mindestens drei Zeichen der Nummer
answers-search-clear = Filter löschen
answers-open-only = nur offene
answers-count =
    { $count ->
        [one] 1 Antrag
       *[other] { $count } Anträge
    }
answers-col-number = Planantragsnummer
answers-col-number-short = Nummer
answers-col-patient = Patient
answers-col-insurer = Kasse
answers-col-area = Bereich
answers-col-decision = Entscheidung
answers-col-date = Datum
answers-col-amount = Betrag
answers-col-handover = Übergabe
answers-empty = Noch keine Kassenantworten.
answers-empty-hint = Anträge und Antworten erscheinen hier von selbst, sobald sie gesendet oder abgerufen sind.
answers-none = Kein Antrag passt zu „{ $number }“.
answers-none-hint = Kopieren Sie die Nummer aus dem Planfenster. Angehängter Text hinter einem Leerzeichen stört nicht.
answers-none-open = Kein Antrag ist offen.
answers-show-all = Alle zeigen
answers-choose = Wählen Sie einen Antrag, um Anfrage und Antwort zu vergleichen.
answers-handover-none = –
answers-handover-pending = offen
answers-handover-written = übergeben
answers-handover-collected = abgeholt
answers-handover-failed = fehlgeschlagen
answers-patient-unknown = Antrag nicht gefunden
answers-request = Antrag
answers-answer = Antwort der Kasse
answers-no-request = Der Antrag liegt nicht in diesem Profil.
answers-no-answer = Die Kasse hat noch nicht geantwortet.
answers-finding = Befund
answers-asked = beantragt
answers-granted = bewilligt
answers-allowance = Festzuschuss
answers-differs = weicht ab
answers-differences =
    { $count ->
        [one] 1 Abweichung vom Antrag
       *[other] { $count } Abweichungen vom Antrag
    }
answers-same = Alle Befunde wie beantragt
answers-total = Summe
answers-total-costs = Behandlungskosten
answers-decided-on = Entscheidung vom
answers-ends-on = Gültig bis
answers-process = Vorgang
answers-rate = Zuschusshöhe
answers-hardship = Härtefall
answers-yes = ja
answers-no = nein
answers-reasons = Begründung
answers-explanation = Erläuterung
answers-earlier =
    { $count ->
        [one] 1 frühere Antwort
       *[other] { $count } frühere Antworten
    }
answers-open-mail = Nachricht öffnen
answers-open-request = Antrag öffnen
answers-copy-number = Nummer kopieren
answers-runs = Übernahmen
answers-run-line = Nr. { $number } · { $time }
answers-run-taken-over = übernommen
answers-run-already-taken-over = bereits übernommen
answers-run-held-for-review = zur Prüfung angehalten
answers-run-refused = nicht übernommen
answers-no-runs = Noch keine Übernahme.
answers-reprocess = Kassenantwort erneut übernehmen
answers-reprocess-warning = Tun Sie dies nur, wenn die Übernahme nachweislich nicht korrekt funktioniert hat. Frühere Übernahmen bleiben erhalten.
answers-reason = Grund
answers-reason-hint = zum Beispiel: Plan wurde nach Rücksicherung neu angelegt
answers-reason-missing = Ein Grund ist nötig. Er steht später in der Liste der Übernahmen.
answers-reprocess-do = Jetzt erneut übernehmen
answers-reprocess-running = Wird übernommen …
answers-cancel = Abbrechen
answers-folder-missing = Kein Übergabeordner festgelegt
answers-folder-missing-hint = Antworten warten hier, bis Sie den Ordner Ihrer Praxissoftware nennen.
answers-folder-set = Ordner festlegen
answers-loading = Wird geladen …

## END desk

## BEGIN settings (accounts, first start, test ladder)

settings-title = Einstellungen
settings-accounts = KIM-E-Mail-Konten
settings-tab-usage = KIM-Nutzung
settings-new-account = Neues Konto
settings-tab-account = KIM-E-Mail-Konto
settings-no-account = Noch kein Konto eingerichtet.
settings-retired = nicht mehr angeboten
settings-save = Speichern
settings-discard = Verwerfen
settings-saved = Gespeichert
settings-saving = Wird gespeichert …
settings-changed = Änderungen noch nicht gespeichert
settings-back = Zurück
settings-blocked =
    { $count ->
        [one] Ein Feld braucht noch eine Angabe
       *[other] { $count } Felder brauchen noch eine Angabe
    }
settings-leave-question = Die Änderungen an diesem Konto sind nicht gespeichert.
settings-remove = Konto entfernen
settings-remove-question = Dieses Konto endgültig entfernen?
settings-remove-no = Behalten

# Account form

account-section-account = Konto
account-section-incoming = Einstellungen Posteingang
account-section-outgoing = Einstellungen Postausgang
account-section-options = Optionen
account-section-fetch = Abruf
account-section-directory = Verzeichnisdienst (VZD)
account-section-connector = Konnektor
account-address = E-Mail-Adresse
account-address-help = Die KIM-Adresse, wie Ihr Anbieter sie vergeben hat
account-sender-name = Absendername
account-sender-name-help = Frei wählbar; so sehen Sie die Empfänger
account-password = Passwort
account-password-stored = Gespeichert. Nur ausfüllen, um es zu ändern
account-password-help = Das Passwort der KIM-Adresse
account-password-show = Passwort zeigen
account-password-hide = Passwort verbergen
account-login = Nutzername
account-login-help = Unverändert einfügen, wie das Clientmodul ihn anzeigt
account-server = Server
account-server-help = Name oder IP-Adresse des Computers mit dem Clientmodul
account-port = Port
account-tls = Verschlüsselung
account-tls-tls = SSL/TLS
account-tls-starttls = STARTTLS
account-tls-none = keine
account-same-server = Server und Verschlüsselung vom Posteingang übernehmen
account-clear-text = Ich habe verstanden: Passwort und Nachrichten gehen lesbar durch das Praxisnetz
account-clear-text-mark = unverschlüsselt
account-ignore-certificates = Zertifikatsfehler ignorieren
account-ignore-certificates-help = Nur selbst signierte Zertifikate und Namenskonflikte; das erste Zertifikat wird gemerkt
account-delivery-receipt = Empfangsbestätigung immer anfordern
account-read-receipt = Lesebestätigung immer anfordern
account-answer-receipts = angeforderte Lesebestätigungen automatisch beantworten
account-retired = nicht mehr zur Auswahl anbieten
account-retired-help = Das Konto verschwindet aus dem Kommunikationsfenster, seine Nachrichten bleiben
account-station = Diese Station verarbeitet
account-station-help = Nur eine Station beantwortet Bestätigungen, übergibt Kassenantworten und löscht auf dem Server
account-poll = Abrufintervall
account-minutes = Minuten
account-timeout = Timeout
account-seconds = Sekunden
account-keep = Speicherzeit auf Server
account-days = Tage
account-keep-never = nie löschen
account-keep-help = 0 löscht, sobald die Nachricht hier sicher gespeichert ist
account-directory-url = Adresse
account-directory-help = Zum Beispiel ldap://192.0.2.10:389 oder ldaps://192.0.2.10:636
account-connector-url = Adresse
account-connector-help = Zum Beispiel https://192.0.2.10; zeigt, ob die Karten freigeschaltet sind
account-mandant = MandantId
account-client-system = ClientsystemId
account-workplace = WorkplaceId
account-user = UserId
account-user-help = Nur für einen HBA
account-pin = Gemerktes Zertifikat
account-pin-copy = Fingerabdruck kopieren
account-issue-empty = Diese Angabe fehlt noch.
account-issue-not-kim = Das ist keine KIM-Adresse (…kim.telematik).
account-issue-address = Das ist keine vollständige Adresse.
account-issue-address-characters = Die Adresse enthält Zeichen, die nicht erlaubt sind.
account-issue-login-other-address = Der Nutzername enthält nicht die E-Mail-Adresse oben. Gehört er zu diesem Konto?
account-issue-login-blank = Am Anfang oder Ende steht ein Leerzeichen, vielleicht vom Kopieren.
account-issue-login-line-break = Der Nutzername enthält einen Zeilenumbruch. Fügen Sie ihn bitte noch einmal ein.
account-issue-server-characters = Bitte nur den Namen oder die IP-Adresse, ohne Schrägstrich, @ oder #.
account-issue-server-is-fachdienst = Das ist der Server des KIM-Anbieters. Hier gehört der Computer mit dem Clientmodul hin.
account-issue-port = Der Port ist eine Zahl von 1 bis 65535.
account-issue-clear-text = Ohne Verschlüsselung kann jeder im Netz mitlesen. Wählen Sie SSL/TLS oder bestätigen Sie unten.
account-issue-directory-url = Die Adresse beginnt mit ldap://, ldaps:// oder ldap+starttls://.
account-issue-connector-url = Die Adresse beginnt mit https:// oder http://.
account-issue-poll-interval = Zwischen 1 und 1440 Minuten.
account-issue-timeout = Zwischen 1 und 600 Sekunden.
account-issue-keep = Zwischen 0 und 3650 Tagen.
account-issue-password = Ohne Passwort kann das Konto nicht abgerufen werden.
account-trim = Leerzeichen entfernen

# Test ladder

test-title = Verbindung testen
test-running = Die Verbindung wird geprüft …
test-all-ok = Alles in Ordnung
test-failed =
    { $count ->
        [one] Ein Schritt ist fehlgeschlagen
       *[other] { $count } Schritte sind fehlgeschlagen
    }
test-intro = Prüft Schritt für Schritt, ob Clientmodul, Verzeichnisdienst und Konnektor antworten. Es wird nichts gesendet und nichts abgerufen.
test-again = Erneut testen
test-close = Schließen
test-service-pop3 = Posteingang (POP3)
test-service-smtp = Postausgang (SMTP)
test-service-directory = Verzeichnisdienst (VZD)
test-service-connector = Konnektor
test-step-name = Name auflösen
test-step-tcp = Verbinden
test-step-tls = Verschlüsselung
test-step-greeting = Begrüßung
test-step-capabilities = Fähigkeiten
test-step-login = Anmelden
test-step-search = Suchen
test-step-services = Dienste
test-step-cards = Karten
test-millis = { $millis } ms
test-skipped = nicht geprüft
test-waiting = folgt
test-ok = in Ordnung
test-not-ok = fehlgeschlagen
test-copy = Details kopieren
test-accept = Neues Zertifikat annehmen

# Hand-over folders

handover-title = Übergabeordner
handover-intro = Hier holt die Praxissoftware Kassenantworten und andere technische Inhalte ab. Jede Datei wird vollständig geschrieben, keine wird überschrieben.
handover-none = Noch kein Ordner festgelegt. Kassenantworten bleiben offen, bis einer feststeht.
handover-prefix = Dienstkennung
handover-prefix-help = Anfang der Dienstkennung, zum Beispiel EBZ für alle Kassenantworten
handover-folder = Ordner
handover-choose = Ordner wählen
handover-set = Festlegen
handover-remove = Entfernen
handover-remove-named = Ordner für { $prefix } entfernen
handover-pending =
    { $count ->
        [one] 1 Datei wartet auf die Übergabe
       *[other] { $count } Dateien warten auf die Übergabe
    }
handover-run = Jetzt übergeben
handover-absolute = Bitte den ganzen Pfad, zum Beispiel C:\Praxis\KIM oder /praxis/kim.

# First start

first-title = Willkommen bei Kimpost
first-subtitle = KIM-Nachrichten lesen, schreiben und übernehmen
first-account = Konto einrichten
first-account-help = Mit den Angaben, die das Clientmodul anzeigt. Dauert etwa drei Minuten.
first-demo = Übungsmodus
first-demo-help = Mit erfundenen Nachrichten alles ausprobieren. Ohne Verbindung zur TI.

## END settings

## BEGIN kim (results, classes, kinds, flags, notes)

kim-error-4001 = Ein Empfänger bekam die Nachricht nicht: Seine KIM-Version nimmt keine Nachrichten über 15 MB an.
kim-error-4001-advice = Senden Sie ihm eine kleinere Nachricht oder wählen Sie einen anderen Weg.
kim-error-4002 = Der große Inhalt konnte nicht hochgeladen werden.
kim-error-4002-advice = Senden Sie die Nachricht später noch einmal.
kim-error-4003 = Für einen Empfänger gibt es kein eindeutiges Verschlüsselungszertifikat.
kim-error-4003-advice = Suchen Sie den Empfänger neu im Verzeichnis. Bleibt der Fehler, informieren Sie den Empfänger auf anderem Weg.
kim-error-4004 = Die Nachricht konnte nicht für alle Empfänger verschlüsselt werden und ging nur an die übrigen.
kim-error-4004-advice = Sehen Sie nach, wer sie nicht bekam, und prüfen Sie diese Adressen im Verzeichnis.
kim-error-4005 = Ein Empfänger hat Zertifikate mit verschiedenen Telematik-IDs.
kim-error-4005-advice = Informieren Sie den Empfänger; er muss seinen Eintrag im Verzeichnis berichtigen lassen.
kim-error-4006 = Der große Inhalt der Nachricht konnte nicht heruntergeladen werden.
kim-error-4006-advice = Rufen Sie die Nachricht später erneut ab.
kim-error-4007 = Der große Inhalt der Nachricht ließ sich nicht entschlüsseln.
kim-error-4007-advice = Bitten Sie den Absender, die Nachricht noch einmal zu senden.
kim-error-4008 = Das Clientmodul kennt die KIM-Version dieser Nachricht nicht.
kim-error-4008-advice = Lassen Sie das Clientmodul aktualisieren und rufen Sie die Nachricht danach erneut ab.
kim-error-4009 = Der Schlüssel zum Entschlüsseln war nicht verfügbar. Meist ist die Karte (SMC-B oder HBA) nicht gesteckt oder nicht freigeschaltet.
kim-error-4009-advice = Stecken Sie die Karte, schalten Sie sie frei und rufen Sie die Nachricht erneut ab.
kim-error-4010 = Die Nachricht hat nicht das Format einer KIM-Nachricht.
kim-error-4010-advice = Bitten Sie den Absender, die Nachricht noch einmal zu senden.
kim-error-4011 = Der Konnektor war nicht erreichbar.
kim-error-4011-advice = Prüfen Sie den Konnektor und rufen Sie die Nachricht danach erneut ab.
kim-error-4012 = Der große Inhalt wurde unterwegs beschädigt: Die Prüfsumme stimmt nicht.
kim-error-4012-advice = Bitten Sie den Absender, die Nachricht noch einmal zu senden.
kim-error-4013 = Der große Inhalt wurde zu oft heruntergeladen und ist vorübergehend gesperrt.
kim-error-4013-advice = Rufen Sie die Nachricht später erneut ab.
kim-error-4014 = Absender oder Empfänger stimmen außen und innen nicht überein.
kim-error-4014-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-error-4015 = Die Liste der Empfänger in der Nachricht wurde verändert.
kim-error-4015-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-error-4016 = Das Zertifikat des Clientmoduls konnte nicht erneuert werden.
kim-error-4016-advice = Informieren Sie den Dienstleister Ihres Clientmoduls, bevor das Zertifikat abläuft.
kim-error-4017 = Das Clientmodul ist älter als die KIM-Version, die im Verzeichnis steht.
kim-error-4017-advice = Lassen Sie das Clientmodul aktualisieren.
kim-error-4018 = Die Nachricht ist größer als 15 MB, und Ihr Konto nimmt große Nachrichten nicht an.
kim-error-4018-advice = Schalten Sie im Clientmodul den Empfang großer Nachrichten ein und rufen Sie die Nachricht danach erneut ab.
kim-error-vendor = Das Clientmodul meldet einen eigenen Fehler seines Herstellers.
kim-error-vendor-advice = Lesen Sie den Text der Nachricht und fragen Sie den Hersteller des Clientmoduls.
kim-error-unknown = Das Clientmodul meldet einen Fehler, den Kimpost nicht kennt.
kim-error-unknown-advice = Lesen Sie den Text der Nachricht und fragen Sie den Dienstleister Ihres Clientmoduls.
kim-decryption-00 = Laut Clientmodul entschlüsselt.
kim-decryption-01 = Der Schlüssel zum Entschlüsseln war nicht verfügbar. Meist ist die Karte (SMC-B oder HBA) nicht gesteckt oder nicht freigeschaltet.
kim-decryption-01-advice = Stecken Sie die Karte, schalten Sie sie frei und rufen Sie die Nachricht erneut ab.
kim-decryption-02 = Die Nachricht hat nicht das Format einer KIM-Nachricht.
kim-decryption-02-advice = Bitten Sie den Absender, die Nachricht noch einmal zu senden.
kim-decryption-03 = Der Konnektor war nicht erreichbar.
kim-decryption-03-advice = Prüfen Sie den Konnektor und rufen Sie die Nachricht danach erneut ab.
kim-decryption-vendor = Die Entschlüsselung ist fehlgeschlagen, aus einem Grund, den nur der Hersteller des Clientmoduls kennt.
kim-decryption-vendor-advice = Rufen Sie die Nachricht erneut ab. Bleibt der Fehler, fragen Sie den Hersteller.
kim-decryption-unknown = Kimpost kennt das Ergebnis der Entschlüsselung nicht: nicht bestätigt.
kim-decryption-unknown-advice = Fragen Sie im Zweifel den Absender auf anderem Weg.
kim-integrity-01 = Laut Clientmodul unverändert und gültig signiert.
kim-integrity-02 = Laut Clientmodul wurde der Inhalt nach dem Signieren verändert.
kim-integrity-02-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-integrity-03 = Laut Clientmodul fehlt die Signatur.
kim-integrity-03-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-integrity-04 = Laut Clientmodul ist die Signatur nicht lesbar.
kim-integrity-04-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-integrity-05 = Laut Clientmodul ist das Zertifikat des Absenders nicht gültig, zum Beispiel abgelaufen.
kim-integrity-05-advice = Fragen Sie den Absender auf anderem Weg, ob die Nachricht von ihm ist.
kim-integrity-06 = Die Signatur konnte wegen eines Fehlers im Konnektor nicht geprüft werden.
kim-integrity-06-advice = Fragen Sie im Zweifel den Absender auf anderem Weg.
kim-integrity-07 = Laut Clientmodul unverändert; ob das Zertifikat des Absenders noch gilt, war nicht prüfbar.
kim-integrity-07-advice = Fragen Sie bei wichtigen Angaben den Absender auf anderem Weg.
kim-integrity-08 = Laut Clientmodul stimmen Absender oder Empfänger außen und innen nicht überein.
kim-integrity-08-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-integrity-09 = Laut Clientmodul wurde die Liste der Empfänger verändert.
kim-integrity-09-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-integrity-vendor = Die Prüfung der Unversehrtheit ist fehlgeschlagen, aus einem Grund, den nur der Hersteller des Clientmoduls kennt.
kim-integrity-vendor-advice = Öffnen Sie keine Anhänge. Fragen Sie den Absender auf anderem Weg und informieren Sie Ihre Administration.
kim-integrity-unknown = Kimpost kennt dieses Prüfergebnis nicht: nicht bestätigt.
kim-integrity-unknown-advice = Fragen Sie im Zweifel den Absender auf anderem Weg.
kim-code-unconfirmed = Nicht bestätigt: Das steht nur in der Nachricht selbst.
flag-from_name_is_address = Der Name des Absenders sieht aus wie eine andere Adresse.
flag-duplicate_from = Die Nachricht nennt mehr als einen Absender.
flag-mixed_script_domain = Adresse oder Name des Absenders enthalten Zeichen, die anderen nur ähnlich sehen. Sie können einen anderen Absender vortäuschen.
flag-not_kim_domain = Der Absender hat keine KIM-Adresse.
flag-reply_to_differs = Der Absender wünscht Antworten an eine andere Adresse. Kimpost antwortet dem angezeigten Absender.
flag-link_text_mismatch = Ein Link zeigt auf ein anderes Ziel, als sein Text angibt.
flag-mdn_requested = Der Absender bittet um eine Lesebestätigung.
flag-mdn_to_differs = Die Lesebestätigung soll an eine andere Adresse als die des Absenders gehen.
flag-dsn_failed = Die Nachricht wurde nicht allen Empfängern zugestellt.
flag-kim_error = Das Clientmodul meldet einen Fehler.
flag-still_encrypted = Die Nachricht ist noch verschlüsselt.
flag-signature_valid = Laut Clientmodul gültig signiert.
warning-executable = Dieser Anhang ist ein Programm. Er wird nicht direkt geöffnet.
warning-macro = Dieser Anhang kann Makros enthalten. Er wird nicht direkt geöffnet.
warning-type_mismatch = Der Inhalt passt nicht zur Endung des Namens.
warning-active_content = Dieser Anhang enthält aktive Inhalte.
class-personal = Persönliche E-Mail
class-technical = Technische E-Mail
class-receipt = Quittung
class-notice = Hinweis
class-undecrypted = Nicht entschlüsselt
note-depth-limit = Die Nachricht ist zu tief verschachtelt. Sie wird nur im Rohformat angezeigt.
note-part-limit = Die Nachricht hat zu viele Teile. Sie wird nur im Rohformat angezeigt.
note-header-limit = Die Nachricht hat zu viele Kopfzeilen. Sie wird nur im Rohformat angezeigt.
note-read-error = Die gespeicherte Nachricht konnte nicht vollständig gelesen werden: { $detail }
note-header-broken = Die Kopfzeilen sind fehlerhaft; der Rest wird als Text angezeigt.
note-header-cut = Die Kopfzeilen sind sehr lang und werden gekürzt angezeigt. Die Rohansicht enthält alles.
note-no-boundary = Die Gliederung der Nachricht fehlt; sie wird als Text angezeigt.
note-no-final-boundary = Das Ende der Nachricht fehlt. Sie kann unvollständig sein.
note-content-after-end = Hinter dem Ende der Nachricht steht weiterer Inhalt. Er ist nur in der Rohansicht zu sehen.
note-kas-stub = Der große Inhalt dieser Nachricht wurde vom Clientmodul nicht abgeholt.
note-html-simplified = Die Formatierung dieser Nachricht ist zu verschachtelt; nur der Text wird angezeigt.
note-text-cut = Der Text ist länger als 2 MB und wird gekürzt angezeigt. Die Rohansicht enthält alles.
note-receipt-unreadable = Die Bestätigung in dieser Nachricht ist nicht lesbar.
note-repeated-from = Die Kopfzeile „From“ kommt mehrmals vor.
note-repeated-subject = Die Kopfzeile „Subject“ kommt mehrmals vor; die erste wird angezeigt.
note-repeated-message-id = Die Kopfzeile „Message-ID“ kommt mehrmals vor; die erste gilt.
note-no-date = Die Nachricht hat kein gültiges Datum.
note-no-from = Die Nachricht nennt keinen Absender.

## END kim

## BEGIN payload (fields, decisions, reasons, signatures)

# fields
field-number = Planantragsnummer
field-process = Vorgang
field-decided-on = Datum der Entscheidung
field-ends-on = Endet am
field-reason = Begründung
field-explanation = Erläuterung
field-allowance-rate = Zuschusshöhe
field-hardship = Härtefall
field-allowance = Befund × Anzahl, Festzuschuss
field-allowance-total = Summe der Festzuschüsse
field-kfo-rate = Zuschuss KFO
field-kfo-start = Anspruch ab Quartal
field-insurer = Krankenkasse
field-insurer-ik = Institutionskennzeichen
field-practice-number = Nummer der Praxis
field-practice = Praxis
field-patient = Patient
field-birth-date = Geburtsdatum
field-insured-number = Versichertennummer
field-issued-on = Ausgestellt am
field-dentist-number = Zahnarztnummer
field-service = Leistungsbeschreibung
field-costs = Behandlungskosten insgesamt
field-error = Fehler
field-error-place = Stelle im Datensatz
field-refers-to = Bezieht sich auf
field-document-id = Dokument-ID
field-eau-type = Art der Bescheinigung
field-unfit-from = Arbeitsunfähig seit
field-unfit-until = Arbeitsunfähig bis
field-asserted-on = Festgestellt am
field-cause = Ursache
field-diagnosis = Diagnose
field-doctor = Arzt
field-doctor-number = Arztnummer
field-valid-from = Gültig ab
field-valid-until = Gültig bis
field-certificate-kind = Art des Nachweises
field-title = Titel
field-date = Datum
field-version = Version
field-address = Anschrift
field-sender = Absender
field-section = Abschnitt
field-pdf = PDF dazu
field-record-kind = Satzart
field-lab-order = Auftragsnummer des Labors
field-sender-order = Auftragsnummer des Einsenders
field-received-on = Eingang im Labor
field-test = Test
field-test-flagged = Auffälliger Test
field-token = E-Rezept-Token
field-task = E-Rezept-Nummer
field-text = Text
field-root = Wurzelelement
field-namespace = Namensraum
field-profile = Profil
field-author = Autor
field-message-type = Nachrichtentyp
field-element = Inhalt

# Words for codes, tables and sections of cards
field-meaning = Bedeutung
field-next-step = Was zu tun ist
field-status = Ergebnis
field-guid = Kennung der Lieferung
field-abnormal = Auffällige Werte
field-body-format = Form des Textteils
column-test = Untersuchung
column-value = Wert
column-unit = Einheit
column-reference = Normbereich
column-remark = Bemerkung
column-flag = Bewertung
column-finding = Befund
column-count = Anzahl
column-allowance = Festzuschuss
column-code = Code
column-meaning = Bedeutung
column-place = Stelle im Datensatz
section-results = Ergebnisse
section-results-nameless = Ergebnisse ohne Patientennamen
section-allowances = Befunde und Festzuschüsse
section-findings = Befunde
lab-record-report = Laborbefund
lab-record-order = Laborauftrag
section-errors = Fehler
section-tree = Inhalt
section-insurance-data = Versichertendaten der Karte
mark-high = erhöht
mark-very-high = stark erhöht
mark-low = erniedrigt
mark-very-low = stark erniedrigt
mark-abnormal = auffällig
eau-type-first = Erstbescheinigung
eau-type-next = Folgebescheinigung
eau-type-first-end = Erst- und Endbescheinigung
eau-type-next-end = Folge- und Endbescheinigung
eau-cause-accident = Unfall oder Unfallfolgen
eau-cause-work = Arbeitsunfall, Arbeitsunfallfolgen oder Berufskrankheit
eau-cause-care = Leiden nach sozialem Entschädigungsrecht
eau-code-not-insured = Die Person ist bei dieser Krankenkasse nicht versichert. Das ist ein Hinweis, kein Fehler der eAU.
eau-code-data = Die Angaben in der eAU sind ungültig.
eau-code-cancel-data = Die Angaben in der Stornierung sind ungültig.
eau-code-charset = Der Zeichensatz der Datei ist falsch.
eau-code-cancel-of-refused = Storniert wurde eine eAU, die die Krankenkasse schon abgelehnt hatte.
eau-code-signature = Die Signatur des Dokuments wurde beanstandet.
eau-code-transport = Die Nachricht kam nicht einwandfrei bei der Krankenkasse an.
eau-code-key = Die Krankenkasse konnte die Nachricht nicht entschlüsseln: Ihr fehlte der Schlüssel.
eau-step-information = Fragen Sie die Person nach ihrer Krankenkasse und senden Sie die eAU dorthin.
eau-step-new = Korrigieren Sie die eAU in der Praxissoftware und senden Sie sie neu, mit einer neuen Dokument-ID.
eau-step-new-cancel = Erstellen Sie die Stornierung in der Praxissoftware neu, mit einer neuen Dokument-ID.
eau-step-refused = Eine Stornierung ist nicht nötig. Wird die Bescheinigung gebraucht, stellen Sie sie mit neuer Dokument-ID aus.
eau-step-resend = Senden Sie dieselbe Datei noch einmal. Kommt der Fehler wieder, geben Sie der Person den Ausdruck für die Krankenkasse mit.
eeb-kind-card = mit Karte (eGK)
eeb-kind-card-no-address = mit Karte (eGK), ohne Anschriftzeile
eeb-kind-no-card = ohne Karte (eGK)
eeb-kind-vsdm = mit den Stammdaten der Karte (VSDM)
eeb-code-version = Die Anfrage hat eine Version, die nicht mehr angenommen wird.
eeb-code-content = Die Angaben in der Anfrage wurden beanstandet.
eeb-code-signature = Die Signatur der Anfrage wurde beanstandet.
eeb-code-transport = Die Anfrage kam nicht einwandfrei bei der Krankenkasse an.
eeb-step-version = Bringen Sie die Praxissoftware auf den neuesten Stand und fragen Sie dann noch einmal an.
eeb-step-content = Prüfen Sie Name, Geburtsdatum, Versichertennummer und Krankenkasse und fragen Sie noch einmal an.
eeb-step-signature = Signieren Sie die Anfrage in der Praxissoftware neu und senden Sie sie noch einmal.
eeb-step-transport = Senden Sie die Anfrage noch einmal.
ebz-step-error = Beheben Sie den Fehler in der Praxissoftware und senden Sie den Antrag neu.
ebz-step-query = Beantworten Sie die Rückfrage in der Praxissoftware.
feedback-ok = in Ordnung
payload-note-insurance-data = Die beigefügten Versichertendaten können nicht gelesen werden.

# The card of a technical mail
card-letter = Brief ansehen
card-raw = Rohdaten ansehen
card-file = Datei ansehen
card-copy = { $label } kopieren
card-show-secret = Anzeigen
card-hide-secret = Verbergen
card-all-rows = Alle { $count } Zeilen zeigen
card-tree-open = { $name } aufklappen
card-tree-close = { $name } zuklappen
card-signature = Signatur
card-signature-intact = Mathematisch unversehrt: Der Inhalt ist seit dem Signieren unverändert.
card-signature-broken = Verändert: Der Inhalt passt nicht mehr zur Signatur.
card-signature-unchecked = Nicht geprüft: Das Verfahren dieser Signatur kann hier nicht nachgerechnet werden.
card-signature-limits = Ob die Signatur rechtlich gilt, prüft nur der Konnektor.
card-signer = Unterzeichner
card-signed-at = Signiert am
card-certificate = Zertifikat gültig
card-certificate-dates = { $from } bis { $until }

# decisions
decision-approved = genehmigt
decision-approved_changed = genehmigt mit Änderung
decision-rejected = abgelehnt
decision-changed = Genehmigung geändert
decision-ended = Genehmigung beendet
decision-query = Rückfrage
decision-error = Fehler
decision-unclear = unklar
decision-pending = offen

# signatures
signature-absent = ohne Signatur
signature-intact = mathematisch unversehrt
signature-broken = verändert
signature-unchecked = nicht geprüft

# kinds
kind-ebz-request = EBZ-Antrag
kind-ebz-request-long = Antrag an die Krankenkasse (EBZ)
kind-ebz-answer = EBZ-Antwort
kind-ebz-answer-long = Antwort der Krankenkasse (EBZ)
kind-ebz-error = EBZ-Fehler
kind-ebz-error-long = Fehlermeldung der Krankenkasse (EBZ)
kind-ebz-query = EBZ-Rückfrage
kind-ebz-query-long = Rückfrage der Krankenkasse (EBZ)
kind-eau = eAU
kind-eau-long = Elektronische Arbeitsunfähigkeitsbescheinigung (eAU)
kind-eau-cancel = eAU-Storno
kind-eau-cancel-long = Stornierung einer eAU
kind-eau-error = eAU-Fehler
kind-eau-error-long = Fehlermeldung der Krankenkasse zur eAU
kind-eeb-request = eEB-Anfrage
kind-eeb-request-long = Anfrage einer Ersatzbescheinigung (eEB)
kind-eeb-certificate = eEB
kind-eeb-certificate-long = Elektronische Ersatzbescheinigung (eEB)
kind-eeb-error = eEB-Fehler
kind-eeb-error-long = Fehlermeldung der Krankenkasse zur eEB
kind-letter = eArztbrief
kind-letter-long = Elektronischer Arztbrief
kind-lab = Labor
kind-lab-long = Labordaten (LDT)
kind-prescription = E-Rezept
kind-prescription-long = E-Rezept: Zuweisung oder Nachricht
kind-billing-feedback = Rückmeldung
kind-billing-feedback-long = Rückmeldung zu Abrechnung oder Qualitätssicherung
kind-care = Pflege
kind-care-long = Abrechnung in der Pflege (PFL)
kind-fhir = FHIR
kind-fhir-long = FHIR-Dokument
kind-xml = XML
kind-xml-long = XML-Dokument eines unbekannten Verfahrens
kind-unknown = Unbekannt
kind-unknown-long = Technischer Inhalt, der nicht erkannt wurde

# blocks: why a content is not taken over by itself
payload-block-xml-too-large = Die XML-Datei ist größer als 16 MiB und wird nicht gelesen.
payload-block-xml-charset = Die Datei enthält Zeichen, die nicht zum angegebenen Zeichensatz passen (erstes bei Byte { $detail }). Sehen Sie die Rohdaten an oder fragen Sie den Absender.
payload-block-xml-unknown-charset = Der angegebene Zeichensatz der Datei ist unbekannt oder widerspricht ihrem Anfang.
payload-block-xml-dtd = Die XML-Datei enthält eine Dokumenttypdefinition (DTD). Das ist nicht erlaubt und kann ein Angriff sein.
payload-block-xml-depth = Die XML-Datei ist tiefer als { $detail } Ebenen verschachtelt und wird nicht gelesen.
payload-block-xml-too-many = Die XML-Datei hat zu viele Elemente oder Attribute und wird nicht gelesen.
payload-block-xml-not-well-formed = Die XML-Datei ist unvollständig oder fehlerhaft (Zeile { $detail }).
payload-block-cms-truncated = Der signierte Anhang ist abgeschnitten. Bitten Sie den Absender, ihn erneut zu senden.
payload-block-cms-malformed = Der signierte Anhang ist beschädigt und lässt sich nicht öffnen.
payload-block-cms-not-signed = Der Anhang ist keine signierte Datei, vielleicht ist er noch verschlüsselt.
payload-block-cms-no-content = Die Signatur steht allein: Die signierte Datei fehlt in der E-Mail.
payload-block-signature-broken = Die Signatur passt nicht zum Inhalt: Der Inhalt wurde verändert.
payload-block-content-not-xml = Im signierten Anhang steht kein Datensatz. Öffnen Sie ihn als Anhang.
payload-block-form-unknown = Der Anhang hat nicht die Form, die sein Name verspricht.
payload-block-not-loaded = Der Anhang ist leer oder zu groß, um gelesen zu werden.
payload-block-no-content = Die Dienstkennung kündigt Daten an, aber in der E-Mail sind keine lesbaren.
payload-block-not-recognised = Der Inhalt gehört nicht erkennbar zu diesem Verfahren. Prüfen Sie ihn und verarbeiten Sie ihn von Hand.
payload-block-no-record = Die Datei enthält keinen bekannten Datensatz.
payload-block-several-records = Die E-Mail enthält mehrere Datensätze, die sich unterscheiden.
payload-block-field-missing = Eine Pflichtangabe fehlt: { $detail }.
payload-block-field-invalid = Eine Angabe ist nicht lesbar: { $detail }.
payload-block-field-repeated = Eine Angabe steht mehrfach im Datensatz: { $detail }.
payload-block-number-length = Die Planantragsnummer hat { $detail } statt 30 Zeichen.
payload-block-number-month = Die Planantragsnummer nennt den Monat { $detail }, den es nicht gibt.
payload-block-number-syntax = Die Planantragsnummer enthält Zeichen an falscher Stelle.
payload-block-unclear = Die Antwort enthält eine unbekannte Kennung. Ob genehmigt ist, ist unklar.
payload-block-error-without-reference = Die Fehlermeldung nennt weder Planantragsnummer noch E-Mail.
payload-block-other-number = Antwort und Antrag haben verschiedene Planantragsnummern.
payload-block-ik-mismatch = Die Antwort kommt von einer anderen Krankenkasse als der Antrag (Institutionskennzeichen { $detail }).
payload-block-ik-missing = Die Antwort nennt kein Institutionskennzeichen.
payload-block-test-data = Die Datei ist als Testdaten gekennzeichnet.
payload-block-conflict = Die Angaben zur E-Mail widersprechen ihrem Inhalt ({ $detail }).
payload-block-number-conflict = Betreff oder Dateiname nennt eine andere Planantragsnummer als der Inhalt ({ $detail }).
payload-block-default-dienstkennung = Die Dienstkennung für das EBZ fehlt. Prüfen Sie den Absender und verarbeiten Sie die Antwort von Hand.
payload-block-letter-xml-missing = Der Arztbrief ist unvollständig: Die XML-Datei fehlt. Eine Zuordnung ist nur von Hand möglich.
payload-block-letter-pdf-missing = Der Arztbrief ist unvollständig: Die PDF-Datei fehlt.
payload-block-letter-several = Der Arztbrief enthält mehrere PDF-Dateien statt einer.
payload-block-too-many-parts = Die E-Mail hat mehr als { $detail } Anhänge, es wurden nicht alle geprüft.
payload-block-ldt-length = Die Längenangabe in Zeile { $detail } stimmt nicht.
payload-block-ldt-line = Zeile { $detail } ist keine Zeile einer LDT-Datei.

# notes
payload-note-bom = Die Datei beginnt mit einer Bytereihenfolge-Marke (BOM), die das Verfahren nicht vorsieht.
payload-note-newer-version = Die Datei hat die Version { $detail }. Sie ist neuer als die bekannte Beschreibung, prüfen Sie die Angaben.
payload-note-header-field = Eine Angabe im Kopf der Datei ist nicht lesbar: { $detail }.
payload-note-unknown-code = Unbekannte Kennung: { $detail }.
payload-note-sum-differs = Die angegebene Summe weicht von den einzelnen Beträgen ab (zusammen { $detail }).
payload-note-sum-computed = Die Summe wurde aus den einzelnen Beträgen berechnet.
payload-note-end-date-missing = Die Genehmigung endet, aber das Enddatum fehlt.
payload-note-unsigned = Der Datensatz ist nicht signiert.
payload-note-signature-unchecked = Das Verfahren der Signatur kann hier nicht geprüft werden.
payload-note-detached = Die Signatur liegt neben der signierten Datei.
payload-note-conflict = { $detail } passt nicht zum Inhalt. Der Inhalt zählt.
payload-note-number-conflict = { $detail } nennt eine andere Planantragsnummer. Die Nummer im Datensatz zählt.
payload-note-unknown-message-type = Unbekannter Nachrichtentyp der Dienstkennung: { $detail }.
payload-note-eau-information = Nur ein Hinweis: Die Person ist nicht bei dieser Krankenkasse versichert.
payload-note-eau-virus = Der Virenfilter der Krankenkasse hat die E-Mail beanstandet. Prüfen Sie Ihren Arbeitsplatz.
payload-note-issue-count = Die Fehlermeldung enthält { $detail } statt einem Fehler.
payload-note-no-reference = Die Fehlermeldung nennt nicht, worauf sie sich bezieht.
payload-note-ldt-no-report = Die Datei enthält keinen Befund (Satzart 8205).
payload-note-ldt-several-patients = Die Datei enthält Befunde mehrerer Patienten. Die Werte stehen jeweils unter dem Namen der Person.
payload-note-more-fields = Es werden nur die ersten { $detail } Angaben gezeigt. Alles steht in den Rohdaten.

## END payload

## BEGIN problems (problem-CODE and problem-CODE-advice)

problem-ACCESS = Dafür fehlt Ihnen die Berechtigung.
problem-ACCESS-advice = Bitten Sie Ihre Administration um die Berechtigung für dieses Konto.
problem-ACCOUNT-EXISTS = Für diese Adresse gibt es schon ein Konto.
problem-ACCOUNT-EXISTS-advice = Öffnen Sie das vorhandene Konto oder verwenden Sie eine andere Adresse.
problem-ACCOUNT-INVALID = Die Angaben zum Konto sind unvollständig.
problem-ACCOUNT-INVALID-advice = Ergänzen Sie die rot markierten Felder.
problem-ACCOUNT-PASSWORD = Für dieses Konto ist kein Passwort hinterlegt.
problem-ACCOUNT-PASSWORD-advice = Tragen Sie das Passwort in den Einstellungen des Kontos ein.
problem-ACCOUNT-USED = Mit diesem Konto wurden schon Nachrichten empfangen oder gesendet.
problem-ACCOUNT-USED-advice = Wählen Sie „nicht mehr zur Auswahl anbieten“, statt es zu löschen.
problem-ATTACH-NOT-A-FILE = Das ist keine Datei.
problem-ATTACH-NOT-A-FILE-advice = Wählen Sie eine Datei statt eines Ordners.
problem-ATTACH-TOO-LARGE = Die Datei ist zu groß für KIM ({ $detail }).
problem-ATTACH-TOO-LARGE-advice = Teilen Sie die Datei auf; KIM nimmt höchstens 500 MB.
problem-ATTACH-UNREADABLE = Die Datei lässt sich nicht lesen.
problem-ATTACH-UNREADABLE-advice = Prüfen Sie, ob sie noch vorhanden ist und ob ein anderes Programm sie sperrt.
problem-COMPOSE = Die Nachricht konnte nicht erstellt werden.
problem-COMPOSE-advice = Prüfen Sie Betreff, Empfänger und Anhänge und senden Sie erneut.
problem-CONNECTOR-ANSWER = Der Konnektor hat unverständlich geantwortet.
problem-CONNECTOR-ANSWER-advice = Prüfen Sie die Adresse des Konnektors; Details helfen Ihrem Dienstleister.
problem-CONNECTOR-AUTH = Der Konnektor hat die Anmeldung abgelehnt.
problem-CONNECTOR-AUTH-advice = Prüfen Sie Nutzername und Passwort für den Konnektor.
problem-CONNECTOR-CONNECT = Der Konnektor ist nicht erreichbar.
problem-CONNECTOR-CONNECT-advice = Prüfen Sie, ob er eingeschaltet ist und ob seine Adresse stimmt.
problem-CONNECTOR-FAULT = Der Konnektor meldet einen Fehler: { $detail }
problem-CONNECTOR-FAULT-advice = Prüfen Sie Mandant, Clientsystem und Arbeitsplatz im Aufrufkontext.
problem-CONNECTOR-NOT-SET = Es ist kein Konnektor eingetragen.
problem-CONNECTOR-NOT-SET-advice = Tragen Sie den Konnektor in den Einstellungen des Kontos ein.
problem-CONNECTOR-TIMEOUT = Der Konnektor antwortet nicht.
problem-CONNECTOR-TIMEOUT-advice = Versuchen Sie es in einigen Minuten erneut.
problem-CONNECTOR-TLS = Die gesicherte Verbindung zum Konnektor kam nicht zustande.
problem-CONNECTOR-TLS-advice = Prüfen Sie das Zertifikat des Konnektors in den Einstellungen.
problem-CONNECTOR-URL = Die Adresse des Konnektors ist nicht verwendbar.
problem-CONNECTOR-URL-advice = Tragen Sie sie in der Form https://192.0.2.10 ein.
problem-DISK-FULL = Der Datenträger ist voll.
problem-DISK-FULL-advice = Schaffen Sie Platz und versuchen Sie es erneut. Auf dem Server wurde nichts gelöscht.
problem-DISK-LOW = Auf dem Datenträger des Profils ist kaum noch Platz: { $detail }.
problem-DISK-LOW-advice = Schaffen Sie Platz, bevor er voll ist. Dann kann Kimpost nichts mehr abrufen und nichts mehr senden.
problem-ENGINE-STOPPED = Kimpost wird gerade beendet.
problem-ENGINE-STOPPED-advice = Starten Sie Kimpost neu.
problem-FETCH-RUNNING = Für dieses Konto läuft schon ein Abruf.
problem-FETCH-RUNNING-advice = Warten Sie, bis er fertig ist.
problem-FORWARD-NOTHING-EMBEDDED = In dieser Nachricht steckt keine verschlüsselte Nachricht.
problem-FORWARD-NOTHING-EMBEDDED-advice = Weiterleiten an die eigene Adresse hilft nur bei nicht entschlüsselten Nachrichten.
problem-HANDOVER-FOLDER = Der Übergabeordner ist nicht erreichbar oder nicht beschreibbar.
problem-HANDOVER-FOLDER-advice = Prüfen Sie den Ordner und seine Rechte; die Übergabe wird nachgeholt.
problem-HANDOVER-NO-FILE = Diese Nachricht enthält keine Datei für die Praxissoftware.
problem-HANDOVER-NO-FILE-advice = Öffnen Sie die Nachricht und übernehmen Sie die Angaben von Hand.
problem-HANDOVER-RESTORED = Diese Übergabe wartete, als die Sicherung gemacht wurde. Vielleicht wurde sie danach schon erledigt.
problem-HANDOVER-RESTORED-advice = Sehen Sie in der Praxissoftware nach. Fehlt die Antwort dort, übernehmen Sie sie erneut.
problem-HANDOVER-TAKEN = Die Übergabedatei wurde beim Schreiben wieder entfernt oder gesperrt, wahrscheinlich vom Virenschutz.
problem-HANDOVER-TAKEN-advice = Kimpost versucht es nicht von selbst noch einmal. Fragen Sie Ihre Administration. Übergeben Sie die Nachricht danach erneut oder markieren Sie sie als erledigt.
problem-HANDOVER-WRITE = Die Übergabedatei konnte nicht geschrieben werden.
problem-HANDOVER-WRITE-advice = Prüfen Sie den Übergabeordner; die Übergabe wird nachgeholt.
problem-IMPORT-EMPTY = Die Datei ist leer.
problem-IMPORT-EMPTY-advice = Wählen Sie eine Datei mit einer Nachricht.
problem-IMPORT-NOT-MBOX = Die Datei ist kein mbox-Postfach.
problem-IMPORT-NOT-MBOX-advice = Prüfen Sie, ob die Endung zur Datei passt.
problem-IMPORT-PART = Ein Teil der Nachrichten konnte nicht eingelesen werden.
problem-IMPORT-PART-advice = Die Liste nennt jede Datei mit ihrem Grund.
problem-IMPORT-TOO-LARGE = Die Nachricht ist größer als 700 MB.
problem-IMPORT-TOO-LARGE-advice = So große Nachrichten gibt es in KIM nicht; prüfen Sie die Datei.
problem-IMPORT-WHICH-ACCOUNT = Zu welchem Konto die Nachricht gehört, ist nicht zu erkennen.
problem-IMPORT-WHICH-ACCOUNT-advice = Geben Sie das Konto an.
problem-INPUT-ACCOUNT-FILE = Die Kontodatei ist nicht verwendbar: { $detail }
problem-INPUT-ACCOUNT-FILE-advice = Berichtigen Sie die genannte Stelle.
problem-INPUT-ADDRESS = Das ist keine vollständige Adresse: { $detail }
problem-INPUT-ADDRESS-advice = Schreiben Sie sie in der Form name@anbieter.kim.telematik.
problem-INPUT-DIENSTKENNUNG = Die Dienstkennung ist leer oder enthält unerlaubte Zeichen.
problem-INPUT-DIENSTKENNUNG-advice = Wählen Sie eine Art aus der Liste.
problem-INPUT-DRAFT = Die Nachricht ist noch nicht vollständig.
problem-INPUT-DRAFT-advice = Berichtigen Sie die genannten Punkte.
problem-INPUT-EMPTY-SEARCH = Der Suchbegriff fehlt.
problem-INPUT-EMPTY-SEARCH-advice = Geben Sie mindestens zwei Buchstaben ein.
problem-INPUT-FD = Der angegebene Dateideskriptor lässt sich nicht lesen.
problem-INPUT-FD-advice = Übergeben Sie das Passwort über einen offenen Dateideskriptor, zum Beispiel 0 für die Standardeingabe.
problem-INPUT-FILE = Die Datei lässt sich nicht lesen: { $detail }
problem-INPUT-FILE-advice = Prüfen Sie Pfad und Rechte.
problem-INPUT-FINGERPRINT = Das ist kein SHA-256-Fingerabdruck.
problem-INPUT-FINGERPRINT-advice = Ein Fingerabdruck hat 64 Zeichen aus 0–9 und a–f.
problem-INPUT-KEY-VALUE = „{ $detail }“ ist keine Angabe der Form Name=Wert.
problem-INPUT-KEY-VALUE-advice = Schreiben Sie zum Beispiel language=de.
problem-INPUT-NO-ACCOUNT = Dieses Konto gibt es nicht: { $detail }
problem-INPUT-NO-ACCOUNT-advice = Mit „kimpost account list“ sehen Sie alle Konten.
problem-INPUT-NO-ATTACHMENT = Diesen Anhang gibt es nicht.
problem-INPUT-NO-ATTACHMENT-advice = Zählen Sie die Anhänge ab 0.
problem-INPUT-NO-RECIPIENT = Die Nachricht hat keinen Empfänger.
problem-INPUT-NO-RECIPIENT-advice = Tragen Sie mindestens eine Adresse unter „An“ ein.
problem-INPUT-NOT-KIM = Diese Adresse gehört nicht zu KIM: { $detail }
problem-INPUT-NOT-KIM-advice = Wählen Sie eine KIM-Adresse aus dem Verzeichnisdienst.
problem-INPUT-PREFIX = Die Dienstkennung fehlt.
problem-INPUT-PREFIX-advice = Geben Sie zum Beispiel EBZ oder EBZ;ANW an.
problem-INPUT-REASON = Die Begründung fehlt.
problem-INPUT-REASON-advice = Schreiben Sie kurz, warum die Antwort erneut übernommen wird.
problem-INPUT-SETTING = Diese Einstellung gibt es nicht: { $detail }
problem-INPUT-SETTING-advice = Mit „kimpost settings list“ sehen Sie, was gesetzt ist; die Anleitung nennt alle Namen.
problem-INPUT-SUBJECT = Der Betreff enthält einen Zeilenumbruch.
problem-INPUT-SUBJECT-advice = Schreiben Sie ihn in eine Zeile.
problem-INPUT-TWICE = Diese Adresse steht zweimal in der Nachricht: { $detail }
problem-INPUT-TWICE-advice = Entfernen Sie eine der beiden.
problem-INTERNAL = In Kimpost ist ein Fehler aufgetreten.
problem-INTERNAL-advice = Kopieren Sie die Details und melden Sie sie; Ihre Nachrichten sind gespeichert.
problem-KEY-DAMAGED = Die Schlüsseldatei des Profils ist beschädigt.
problem-KEY-DAMAGED-advice = Stellen Sie key.json aus einer Sicherung wieder her.
problem-KEY-MISSING = Der Schlüssel des Profils fehlt.
problem-KEY-MISSING-advice = Melden Sie den Schlüsselbund des Systems an oder geben Sie die Passphrase mit --passphrase-fd. Ist beides verloren, hilft das Wiederherstellungsblatt: kimpost key recover.
problem-KEY-TOO-SHORT = Die Passphrase ist zu kurz.
problem-KEY-TOO-SHORT-advice = Wählen Sie mindestens 12 Zeichen.
problem-KEY-WRONG = Die Passphrase ist falsch.
problem-KEY-WRONG-advice = Geben Sie sie noch einmal ein; die Daten bleiben unverändert.
problem-KEYRING = Der Schlüsselbund des Systems ist nicht verwendbar.
problem-KEYRING-advice = Schützen Sie das Profil mit einer Passphrase: --passphrase-fd.
problem-LDAP-ANSWER = Der Verzeichnisdienst hat unverständlich geantwortet.
problem-LDAP-ANSWER-advice = Versuchen Sie es erneut; Details helfen Ihrem Dienstleister.
problem-LDAP-CONNECT = Der Verzeichnisdienst ist nicht erreichbar.
problem-LDAP-CONNECT-advice = Prüfen Sie, ob der Konnektor online ist und ob die Adresse stimmt.
problem-LDAP-NOT-SET = Es ist kein Verzeichnisdienst eingetragen.
problem-LDAP-NOT-SET-advice = Tragen Sie die Adresse des VZD in den Einstellungen des Kontos ein.
problem-LDAP-OWN-ADDRESS = Die eigene Adresse steht nicht im Verzeichnisdienst.
problem-LDAP-OWN-ADDRESS-advice = Andere können Ihnen so nicht schreiben; prüfen Sie den Eintrag bei Ihrem KIM-Anbieter.
problem-LDAP-QUERY = Nach diesem Begriff kann nicht gesucht werden: Er ist zu kurz oder zu lang.
problem-LDAP-QUERY-advice = Geben Sie zwei bis hundert Zeichen eines Namens, Ortes oder einer Adresse ein.
problem-LDAP-TIMEOUT = Der Verzeichnisdienst antwortet nicht.
problem-LDAP-TIMEOUT-advice = Grenzen Sie die Suche ein oder versuchen Sie es später erneut.
problem-LDAP-TLS = Die gesicherte Verbindung zum Verzeichnisdienst kam nicht zustande.
problem-LDAP-TLS-advice = Prüfen Sie das Zertifikat in den Einstellungen.
problem-LDAP-URL = Die Adresse des Verzeichnisdienstes ist nicht verwendbar.
problem-LDAP-URL-advice = Schreiben Sie sie in der Form ldap://192.0.2.10:389.
problem-MAIL-NO-RAW = Zu diesem Eintrag gibt es noch keine fertige Nachricht.
problem-MAIL-NO-RAW-advice = Senden Sie den Entwurf, dann lässt er sich speichern.
problem-NOT-FOUND = Diesen Eintrag gibt es nicht mehr.
problem-NOT-FOUND-advice = Aktualisieren Sie die Liste.
problem-POP-AUTH = Das Clientmodul hat Nutzername oder Passwort abgelehnt.
problem-POP-AUTH-advice = Prüfen Sie beide in den Einstellungen. Kimpost versucht es nicht von selbst noch einmal, damit das Postfach nicht gesperrt wird.
problem-POP-CERT-CHANGED = Das Clientmodul zeigt ein anderes Zertifikat als bisher.
problem-POP-CERT-CHANGED-advice = Fragen Sie nach, ob es erneuert wurde, und nehmen Sie es dann in den Einstellungen neu an.
problem-POP-CLEAR-TEXT = Ohne Verschlüsselung spricht Kimpost nur mit diesem Rechner.
problem-POP-CLEAR-TEXT-advice = Wählen Sie SSL/TLS oder STARTTLS.
problem-POP-CONNECT = Das Clientmodul antwortet nicht.
problem-POP-CONNECT-advice = Prüfen Sie, ob es läuft und ob Server und Port des Posteingangs stimmen.
problem-POP-IN-USE = Das Postfach wird gerade von einer anderen Station abgerufen.
problem-POP-IN-USE-advice = Kimpost versucht es beim nächsten Abruf erneut.
problem-POP-LOGIN = Das Clientmodul hat die Anmeldung abgelehnt, ohne den Grund zu nennen.
problem-POP-LOGIN-advice = Prüfen Sie nacheinander: Ist die Karte freigeschaltet? Ist der Konnektor online? Stimmen Nutzername und Passwort?
problem-POP-LOST = Die Verbindung zum Clientmodul ist abgebrochen.
problem-POP-LOST-advice = Rufen Sie erneut ab; schon empfangene Nachrichten sind gespeichert.
problem-POP-NAME = Der Server des Posteingangs wurde nicht gefunden.
problem-POP-NAME-advice = Prüfen Sie den Namen oder tragen Sie die IP-Adresse ein.
problem-POP-PROTOCOL = Das Clientmodul hat unverständlich geantwortet.
problem-POP-PROTOCOL-advice = Prüfen Sie Port und Verschlüsselung des Posteingangs.
problem-POP-REFUSED = Das Clientmodul hat den Abruf abgelehnt: { $detail }
problem-POP-REFUSED-advice = Rufen Sie später erneut ab; bleibt es dabei, hilft Ihr KIM-Anbieter.
problem-POP-STARTTLS = Das Clientmodul bietet kein STARTTLS an.
problem-POP-STARTTLS-advice = Wählen Sie SSL/TLS in den Einstellungen des Posteingangs.
problem-POP-TEMPORARY = Das Clientmodul kann gerade nicht abrufen: { $detail }
problem-POP-TEMPORARY-advice = Kimpost versucht es beim nächsten Abruf erneut.
problem-POP-SILENT = Der Server nimmt die Verbindung an, meldet sich aber nicht.
problem-POP-SILENT-advice = Meist passen Port und Verschlüsselung nicht zusammen: Wählen Sie SSL/TLS statt STARTTLS oder Keine, oder den anderen Port.
problem-POP-TIMEOUT = Das Clientmodul antwortet nicht rechtzeitig.
problem-POP-TIMEOUT-advice = Rufen Sie erneut ab; hilft das nicht, erhöhen Sie das Timeout in den Einstellungen.
problem-POP-TLS = Die gesicherte Verbindung zum Clientmodul kam nicht zustande.
problem-POP-TLS-advice = Prüfen Sie Port und Verschlüsselung. Ist „Zertifikatsfehler ignorieren“ aus, muss die CA des Clientmoduls bei „Zertifikate“ stehen.
problem-POP-TOO-LARGE = Eine Nachricht ist größer als erlaubt.
problem-POP-TOO-LARGE-advice = Sie bleibt auf dem Server; fragen Sie den Absender.
problem-PRINT = Die Druckansicht konnte nicht erstellt werden.
problem-PRINT-advice = Speichern Sie die Nachricht und drucken Sie die Datei.
problem-PROFILE-EXISTS = In diesem Ordner liegt schon ein Profil.
problem-PROFILE-EXISTS-advice = Wählen Sie einen anderen Ordner; ein vorhandenes Profil wird nie überschrieben.
problem-PROFILE-IN-USE = Das Profil ist schon in Kimpost geöffnet.
problem-PROFILE-IN-USE-advice = Schließen Sie das andere Fenster oder arbeiten Sie dort weiter.
problem-PROFILE-IO = Der Profilordner ist nicht verwendbar: { $detail }
problem-PROFILE-IO-advice = Prüfen Sie Pfad und Rechte.
problem-PROFILE-MISSING = In diesem Ordner liegt kein Profil.
problem-PROFILE-NETWORK = Der Profilordner liegt auf einem Netzlaufwerk: { $detail }
problem-PROFILE-NETWORK-advice = Dort gehen Nachrichten verloren, wenn die Verbindung abreißt oder ein zweiter Computer das Profil öffnet. Wählen Sie einen Ordner auf diesem Computer; ein vorhandenes Profil kopieren Sie dorthin, während Kimpost geschlossen ist. Bei mehreren Arbeitsplätzen hat jeder sein eigenes Profil.
problem-PROFILE-MISSING-advice = Prüfen Sie den Pfad und ob der Datenträger verbunden ist. Ein neues Profil legen Sie mit „kimpost init“ an.
problem-RECEIPT-NOT-ASKED = Für diese Nachricht ist keine Lesebestätigung offen.
problem-RECEIPT-NOT-ASKED-advice = Es ist nichts zu tun.
problem-RECEIPT-REFUSED = Diese Lesebestätigung darf nicht gesendet werden.
problem-RECEIPT-REFUSED-advice = Antworten Sie dem Absender, wenn er Bescheid wissen soll.
problem-REFETCH-GONE = Die Nachricht liegt nicht mehr auf dem Server.
problem-REFETCH-GONE-advice = Leiten Sie sie unverändert an die eigene Adresse weiter.
problem-SAVE = Die Datei konnte nicht gespeichert werden: { $detail }
problem-SAVE-advice = Wählen Sie einen anderen Ordner.
problem-SAVE-EXISTS = Die Datei gibt es schon.
problem-SAVE-EXISTS-advice = Wählen Sie einen anderen Namen; vorhandene Dateien werden nicht überschrieben.
problem-OPEN-UNSAFE = Dieser Anhang wird nicht direkt geöffnet, weil er Schaden anrichten könnte.
problem-OPEN-UNSAFE-advice = Speichern Sie ihn nur, wenn Sie ihn vom Absender erwarten, und lassen Sie ihn prüfen.
problem-POP-LISTING = Der Server hat { $detail } Nachrichten keine eindeutige Kennung gegeben.
problem-POP-LISTING-advice = Doppelt benannte Nachrichten wurden abgerufen, gelöscht wird keine davon; Nachrichten ohne Kennung kann Kimpost nicht abrufen. Wenden Sie sich an den Anbieter des Clientmoduls.
problem-REPROCESS-REFUSED = Der Inhalt wurde nicht übernommen.
problem-REPROCESS-REFUSED-advice = Die Gründe stehen bei der Übernahme. Öffnen Sie die Nachricht und prüfen Sie den Anhang.
problem-DOCTOR-FINDINGS = Nicht alles ist in Ordnung.
problem-DOCTOR-FINDINGS-advice = Folgen Sie dem Hinweis neben jedem Punkt.
problem-SAVE-NAME = Es ließ sich kein freier Dateiname finden.
problem-SAVE-NAME-advice = Wählen Sie einen leeren Ordner.
problem-SAVE-TAKEN = Eine Datei wurde gleich nach dem Schreiben wieder entfernt oder gesperrt.
problem-SAVE-TAKEN-advice = Wahrscheinlich war es der Virenschutz. Die Nachricht selbst ist unverändert. Fragen Sie Ihre Administration, bevor Sie es noch einmal versuchen.
problem-SEND-STATE = Das ist im jetzigen Zustand der Nachricht nicht möglich.
problem-SEND-STATE-advice = Sehen Sie im Postausgang nach, wie sie steht.
problem-SEND-TOO-LARGE-FOR = Diese Adresse nimmt keine Nachrichten über 15 MB: { $detail }
problem-SEND-TOO-LARGE-FOR-advice = Verkleinern Sie die Anhänge oder entfernen Sie diese Adresse.
problem-SMTP-PARTIAL = Die Nachricht wurde nur an einen Teil der Empfänger übergeben: { $detail }
problem-SMTP-PARTIAL-advice = Der Postausgang nennt jeden Empfänger mit der Antwort des Clientmoduls.
problem-SMTP-UNCERTAIN = Ob die Nachricht angekommen ist, ist unklar: Die Verbindung brach ab, bevor das Clientmodul antwortete.
problem-SMTP-UNCERTAIN-advice = Warten Sie auf die Empfangsbestätigung oder entscheiden Sie im Postausgang.
problem-STORE-BUSY = Der Speicher ist gerade belegt.
problem-STORE-BUSY-advice = Versuchen Sie es gleich noch einmal.
problem-STORE-DAMAGED = Der Speicher des Profils ist beschädigt.
problem-STORE-DAMAGED-advice = Arbeiten Sie nicht weiter; stellen Sie das Profil aus einer Sicherung wieder her.
problem-STORE-IO = Lesen oder Schreiben ist fehlgeschlagen.
problem-STORE-IO-advice = Prüfen Sie den Datenträger des Profils. Auf dem Server wurde nichts gelöscht.
problem-STORE-KEY = Der Schlüssel passt nicht zu diesem Profil.
problem-STORE-KEY-advice = Prüfen Sie, ob Profil und Schlüssel zusammengehören; die Daten bleiben unverändert.
problem-STORE-NEWER = Das Profil wurde mit einer neueren Version von Kimpost geschrieben.
problem-STORE-NEWER-advice = Installieren Sie die neuere Version.
problem-STORE-READ-ONLY = Das Profil lässt sich nicht beschreiben.
problem-STORE-READ-ONLY-advice = Prüfen Sie die Rechte des Profilordners.
problem-STORE-RESCUE = Der Speicher des Profils ist beschädigt. Kimpost liest ihn nur noch.
problem-STORE-RESCUE-advice = Es wird nichts abgerufen, gesendet oder geändert, auf dem Server wird nichts gelöscht. Speichern Sie, was in der letzten Sicherung fehlt („Speichern unter“), und stellen Sie das Profil dann aus der Sicherung wieder her.
problem-TLS-SETTINGS = Die Zertifikatseinstellungen sind nicht verwendbar.
problem-TLS-SETTINGS-advice = Prüfen Sie die hinterlegte CA in den Einstellungen.
problem-USAGE = So lässt sich der Befehl nicht ausführen.
problem-USAGE-advice = „kimpost --help“ zeigt, wie er geschrieben wird.
problem-WINDOW = Das Fenster konnte nicht geöffnet werden: { $detail }
problem-WINDOW-advice = Starten Sie Kimpost mit --renderer glow oder --renderer wgpu.
problem-DEMO-START = Die Übungsumgebung konnte nicht gestartet werden: { $detail }
problem-DEMO-START-advice = Starten Sie Kimpost neu.
problem-LANGUAGE = Diese Sprache gibt es nicht.
problem-LANGUAGE-advice = Wählen Sie de oder en.
problem-SMTP-NAME = Der Server des Postausgangs wurde nicht gefunden.
problem-SMTP-NAME-advice = Prüfen Sie den Namen oder tragen Sie die IP-Adresse ein.
problem-SMTP-CONNECT = Das Clientmodul nimmt keine Nachrichten an.
problem-SMTP-CONNECT-advice = Prüfen Sie, ob es läuft und ob Server und Port des Postausgangs stimmen. Kimpost versucht es erneut.
problem-SMTP-SILENT = Der Server des Postausgangs nimmt die Verbindung an, meldet sich aber nicht.
problem-SMTP-SILENT-advice = Meist passen Port und Verschlüsselung nicht zusammen: Wählen Sie SSL/TLS statt STARTTLS oder Keine, oder den anderen Port.
problem-SMTP-TIMEOUT = Das Clientmodul antwortet beim Senden nicht rechtzeitig.
problem-SMTP-TIMEOUT-advice = Kimpost versucht es erneut; erhöhen Sie sonst das Timeout.
problem-SMTP-TLS = Die gesicherte Verbindung zum Postausgang kam nicht zustande.
problem-SMTP-TLS-advice = Prüfen Sie Port und Verschlüsselung. Ist „Zertifikatsfehler ignorieren“ aus, muss die CA des Clientmoduls bei „Zertifikate“ stehen.
problem-SMTP-CERT-CHANGED = Der Postausgang zeigt ein anderes Zertifikat als bisher.
problem-SMTP-CERT-CHANGED-advice = Fragen Sie nach, ob es erneuert wurde, und nehmen Sie es dann in den Einstellungen neu an.
problem-SMTP-STARTTLS = Der Postausgang bietet kein STARTTLS an.
problem-SMTP-STARTTLS-advice = Wählen Sie SSL/TLS in den Einstellungen.
problem-SMTP-CLEAR-TEXT = Ohne Verschlüsselung spricht Kimpost nur mit diesem Rechner.
problem-SMTP-CLEAR-TEXT-advice = Wählen Sie SSL/TLS oder STARTTLS.
problem-SMTP-AUTH = Adresse oder Passwort wurden beim Senden abgelehnt.
problem-SMTP-AUTH-advice = Prüfen Sie beide in den Einstellungen. Kimpost versucht es nicht von selbst noch einmal.
problem-SMTP-AUTH-TEMP = Das Clientmodul erreicht den KIM-Fachdienst nicht.
problem-SMTP-AUTH-TEMP-advice = Kimpost versucht es erneut; prüfen Sie sonst Konnektor und Internet.
problem-SMTP-LOGIN-FORMAT = Nutzername oder Aufrufkontext werden nicht angenommen.
problem-SMTP-LOGIN-FORMAT-advice = Übernehmen Sie den SMTP-Nutzernamen unverändert aus dem Clientmodul und prüfen Sie die Karte.
problem-SMTP-NO-AUTH = Der Postausgang bietet keine verwendbare Anmeldung an.
problem-SMTP-NO-AUTH-advice = Prüfen Sie Port und Verschlüsselung.
problem-SMTP-REFUSED = Das Clientmodul hat die Nachricht abgelehnt: { $detail }
problem-SMTP-REFUSED-advice = Berichtigen Sie Empfänger oder Inhalt und senden Sie erneut.
problem-SMTP-451 = Die Nachricht konnte nicht gesendet werden: { $detail }
problem-SMTP-451-advice = Nichts wurde versendet. Prüfen Sie Karte und Empfänger und senden Sie erneut.
problem-SMTP-421 = Das Clientmodul hat die Verbindung beendet.
problem-SMTP-421-advice = Kimpost versucht es erneut.
problem-SMTP-TEMPORARY = Das Clientmodul kann die Nachricht gerade nicht annehmen: { $detail }
problem-SMTP-TEMPORARY-advice = Kimpost versucht es erneut.
problem-SMTP-TOO-LARGE = Die Nachricht ist größer als erlaubt.
problem-SMTP-TOO-LARGE-advice = Verkleinern Sie die Anhänge.
problem-SMTP-QUOTA = Der Speicher für große Nachrichten ist voll.
problem-SMTP-QUOTA-advice = Warten Sie, bis alte Nachrichten abgelaufen sind, oder fragen Sie Ihren KIM-Anbieter.
problem-SMTP-SENDER-CERT = Für Ihre eigene Adresse gibt es kein gültiges Zertifikat im Verzeichnisdienst.
problem-SMTP-SENDER-CERT-advice = Prüfen Sie Karte und VZD-Eintrag bei Ihrem KIM-Anbieter.
problem-SMTP-LOST = Die Verbindung brach beim Senden ab; es wurde nichts versendet.
problem-SMTP-LOST-advice = Kimpost versucht es erneut.
problem-SMTP-PROTOCOL = Der Postausgang hat unverständlich geantwortet.
problem-SMTP-PROTOCOL-advice = Prüfen Sie Port und Verschlüsselung.
problem-SMTP-SOURCE = Die gespeicherte Nachricht ließ sich nicht lesen.
problem-SMTP-SOURCE-advice = Prüfen Sie den Datenträger des Profils.
problem-POP-LOGIN-FORMAT = Nutzername oder Passwort enthalten einen Zeilenumbruch.
problem-POP-LOGIN-FORMAT-advice = Übernehmen Sie beide noch einmal aus dem Clientmodul, ohne Zeilenumbruch.
problem-POP-NO-AUTH = Der Posteingang bietet keine verwendbare Anmeldung an.
problem-POP-NO-AUTH-advice = Prüfen Sie Port und Verschlüsselung des Posteingangs.
problem-SMTP-AUTH-METHOD = Das Clientmodul nimmt diese Art der Anmeldung nicht an.
problem-SMTP-AUTH-METHOD-advice = Prüfen Sie Port und Verschlüsselung des Postausgangs.
problem-SMTP-ENVELOPE = Absender oder Empfänger sind nicht verwendbar.
problem-SMTP-ENVELOPE-advice = Prüfen Sie die Adressen und senden Sie erneut.
problem-SMTP-LINE-BREAK = Die gespeicherte Nachricht enthält unerlaubte Zeilenenden.
problem-SMTP-LINE-BREAK-advice = Erstellen Sie die Nachricht neu; melden Sie den Fehler.
problem-SMTP-NOT-RECORDED = Der Stand des Versands konnte nicht gespeichert werden; es wurde nichts versendet.
problem-SMTP-NOT-RECORDED-advice = Prüfen Sie den Datenträger des Profils und senden Sie erneut.
problem-SMTP-RECIPIENTS = Das Clientmodul hat alle Empfänger abgelehnt: { $detail }
problem-SMTP-RECIPIENTS-advice = Prüfen Sie die Adressen im Verzeichnisdienst.
problem-SMTP-RECIPIENTS-TEMP = Das Clientmodul nimmt die Empfänger gerade nicht an: { $detail }
problem-SMTP-RECIPIENTS-TEMP-advice = Kimpost versucht es erneut.

## END problems

## BEGIN cli

cli-help = KIM-Mail lesen, senden und übernehmen. Ohne Befehl öffnet sich das Fenster.
cli-help-arg-profile = Profilordner
cli-help-arg-passphrase-fd = Passphrase aus diesem Dateideskriptor lesen
cli-help-arg-lang = Sprache der Texte
cli-help-arg-json = Ein JSON-Dokument statt Tabellen ausgeben
cli-help-arg-renderer = Wie das Fenster gezeichnet wird: auto, wgpu oder glow
cli-help-init = Leeres, verschlüsseltes Profil anlegen
cli-help-account = Konten verwalten
cli-help-account-add = Konto aus einer TOML-Datei anlegen
cli-help-account-list = Alle Konten zeigen
cli-help-account-show = Ein Konto zeigen
cli-help-account-test = Verbindung testen
cli-help-account-remove = Konto löschen, solange es nichts empfangen oder gesendet hat
cli-help-account-accept-certificate = Geändertes Zertifikat annehmen
cli-help-arg-file = Datei
cli-help-arg-password-fd = Passwort des Postfachs aus diesem Dateideskriptor lesen
cli-help-arg-address = Adresse des Kontos
cli-help-arg-service = Dienst
cli-help-arg-sha256 = Fingerabdruck (SHA-256)
cli-help-settings = Einstellungen des Profils
cli-help-settings-list = Gesetzte Einstellungen zeigen
cli-help-settings-set = Einstellungen setzen: directory.url, connector.url, connector.interval_minutes, support.address, language, theme
cli-help-arg-pairs = Name=Wert
cli-help-fetch = Jetzt abrufen
cli-help-arg-account = Konto
cli-help-arg-dienstkennung = Dienstkennung oder ihr Anfang
cli-help-list = Nachrichten auflisten, neueste zuerst
cli-help-arg-folder = Ordner
cli-help-arg-technical = Nur technische E-Mails
cli-help-arg-personal = Nur persönliche Nachrichten
cli-help-arg-search = Wörter oder Teil einer Planantragsnummer
cli-help-arg-limit = Höchstens so viele
cli-help-arg-offset = So viele überspringen
cli-help-show = Eine Nachricht zeigen
cli-help-arg-id = ID der Nachricht
cli-help-arg-raw = Gespeicherte Bytes unverändert ausgeben
cli-help-arg-headers = Nur den Nachrichtenkopf ausgeben
cli-help-attachments = Anhänge speichern
cli-help-arg-save-to = Zielordner
cli-help-arg-index = Nummer des Anhangs, ab 0
cli-help-send = Nachricht senden
cli-help-arg-to = Empfänger
cli-help-arg-cc = Empfänger in Kopie
cli-help-arg-subject = Betreff
cli-help-arg-text = Text
cli-help-arg-text-file = Text aus einer Datei (UTF-8)
cli-help-arg-attach = Datei anhängen
cli-help-arg-delivery-receipt = Empfangsbestätigung anfordern
cli-help-arg-read-receipt = Lesebestätigung anfordern
cli-help-arg-reply-to-mail = Antwort auf diese Nachricht
cli-help-arg-queue-only = Nur in den Postausgang legen
cli-help-arg-no-directory-check = Empfänger nicht im Verzeichnisdienst prüfen
cli-help-outbox = Postausgang
cli-help-outbox-list = Postausgang zeigen
cli-help-outbox-flush = Alles Wartende jetzt senden
cli-help-outbox-retry = Eine Nachricht jetzt noch einmal senden
cli-help-outbox-resolve = Unklaren Versand klären: sent oder resend
cli-help-outbox-cancel = Wartende Nachricht zurückholen
cli-help-arg-resolution = sent: als gesendet ablegen; resend: nochmals senden
cli-help-forward-unchanged = Nicht entschlüsselte Nachricht unverändert an die eigene Adresse weiterleiten
cli-help-arg-to-self = Ändert nichts: ein anderer Empfänger ist nicht möglich
cli-help-reprocess = Kassenantwort erneut übernehmen (manuelle Verarbeitung)
cli-help-arg-reason = Begründung
cli-help-answers = Kassenantworten (eHKP-Übersicht)
cli-help-arg-plan = Planantragsnummer oder ein Teil davon
cli-help-arg-open = Nur offene
cli-help-directory = Verzeichnisdienst (VZD)
cli-help-directory-search = Im Verzeichnisdienst suchen
cli-help-arg-city = Ort
cli-help-arg-zip = Postleitzahl
cli-help-arg-specialty = Fachgebiet
cli-help-arg-profession = Beruf oder Art der Einrichtung: OID oder ein Teil des Namens
cli-help-arg-ik = Institutionskennzeichen einer Kasse
cli-help-cards = Karten des Konnektors zeigen
cli-help-handover = Übergabe an die Praxissoftware
cli-not-in-directory = { $address } steht nicht im Verzeichnisdienst (VZD). Prüfen Sie die Adresse.
cli-handover-pending = wartet
cli-handover-written = übergeben
cli-handover-collected = abgeholt
cli-handover-failed = fehlgeschlagen
cli-help-handover-set = Übergabeordner für eine Dienstkennung setzen
cli-help-handover-list = Ordner und Dateien zeigen
cli-help-handover-run = Offene Übergaben nachholen
cli-help-arg-prefix = Dienstkennung oder ihr Anfang
cli-help-arg-dir = Ordner
cli-help-export = Nachrichten als Dateien ausgeben
cli-help-arg-format = eml oder mbox
cli-help-export-arg-to = Zielordner (eml) oder Zieldatei (mbox)
cli-help-import = Nachrichten aus .eml, .mbox oder Maildir einlesen
cli-help-arg-paths = Dateien oder Ordner
cli-help-doctor = Zustand prüfen: Programm, Speicher, Server, Konnektor und Karten
cli-help-serve = Ohne Fenster abrufen, senden und übergeben, bis ein Signal kommt
cli-help-demo = Übungsmodus mit erfundenen Nachrichten öffnen
cli-help-arg-headless = Nur die nachgebildeten Dienste starten
cli-col-address = Adresse
cli-col-sender = Absendername
cli-col-pop3 = Posteingang
cli-col-smtp = Postausgang
cli-col-last-fetch = Letzter Abruf
cli-col-messages = Nachrichten
cli-col-service = Dienst
cli-col-step = Schritt
cli-col-result = Ergebnis
cli-col-time = Zeit
cli-col-detail = Einzelheit
cli-col-new = Neu
cli-col-skipped = Ausgelassen
cli-col-parked = Zurückgestellt
cli-col-deleted = Auf Server gelöscht
cli-col-id = ID
cli-col-unread = •
cli-col-date = Datum
cli-col-from = Von
cli-col-to = An
cli-col-subject = Betreff
cli-col-kind = Art
cli-col-path = Pfad
cli-col-state = Zustand
cli-col-plan = Planantragsnummer
cli-col-patient = Patient
cli-col-insurer = Kasse
cli-col-decision = Entscheidung
cli-col-amount = Betrag
cli-col-handover = Übergabe
cli-col-name = Name
cli-col-city = Ort
cli-col-expires = Gültig bis
cli-col-check = Prüfung
cli-col-advice = Nächster Schritt
cli-ok = in Ordnung
cli-failed = Fehler
cli-run = Durchgang
cli-import-new = neu
cli-import-known = bekannt
cli-import-failed = Fehler
run-taken_over = übernommen
run-already_taken_over = bereits übernommen
run-held_for_review = zur Prüfung zurückgehalten
doctor-integrity-advice = Stellen Sie das Profil aus einer Sicherung wieder her.
doctor-space-advice = Schaffen Sie Platz auf dem Datenträger des Profils.
doctor-clock-advice = Prüfen Sie Datum und Uhrzeit des Rechners.
doctor-fetch-advice = Rufen Sie jetzt ab und prüfen Sie die Verbindung.
doctor-reach-advice = Prüfen Sie, ob das Clientmodul läuft, und testen Sie die Verbindung.
doctor-registry-advice = Berichtigen Sie die Datei dienstkennungen.json im Profil an der genannten Zeile und starten Sie Kimpost neu.
directory-incomplete = Mehr Treffer, bitte eingrenzen.
pin-verified = freigeschaltet
pin-verifiable = nicht freigeschaltet
pin-blocked = gesperrt
pin-disabled = PIN ausgeschaltet
pin-unknown = unbekannt
unlock-open = Dieses Profil ist mit einer Passphrase geschützt.
unlock-new = Dieser Rechner hat keinen Schlüsselbund. Schützen Sie Ihre Nachrichten mit einer Passphrase.
unlock-passphrase = Passphrase
unlock-repeat = Passphrase wiederholen
unlock-hint = Mindestens { $min } Zeichen. Ohne sie sind die Nachrichten auf diesem Rechner verloren.
unlock-working = Wird geöffnet …
unlock-create = Profil anlegen
unlock-go = Öffnen
window-title-demo = Kimpost – Übungsmodus
note-reader-failed = Diese Nachricht konnte nicht gelesen werden. Sie ist vollständig gespeichert.
note-same-bytes = Derselbe Inhalt wurde schon übernommen (Nachricht { $detail }).
note-taken-over-before = Dieser Inhalt wurde schon einmal übernommen.
note-no-request = Zu dieser Planantragsnummer gibt es keinen gesendeten Antrag.
note-sender-differs = Der Absender ist nicht die Kasse, an die der Antrag ging.
note-integrity-failed = Laut Clientmodul ist die Nachricht verändert worden.
note-nothing-to-take-over = Diese Nachricht enthält nichts, was übernommen werden kann.

## END cli

## BEGIN demo

## END demo

### Zugriffsberechtigung und Anmeldung

# Wörter
role-read = Lesen
role-edit = Bearbeiten
role-admin = Admin
role-read-help = Darf Nachrichten lesen.
role-edit-help = Darf lesen, schreiben, senden, ablegen, speichern und Kassenantworten erneut übernehmen.
role-admin-help = Darf alles: auch Konten, Zertifikate, Nutzer und Einstellungen. Admins sehen jedes Konto.
right-read = Lesen
right-send = Senden
right-manage = Verwalten
grantee-user = Nutzer
grantee-group = Nutzergruppe
grantee-department = Abteilung
grantee-mandant = Mandant
access-not-allowed = Dafür fehlt Ihnen die Berechtigung.

# Anmeldung
sign-in-title = Anmelden
sign-in-title-locked = Gesperrt
sign-in-text = Bitte melden Sie sich mit Ihrem Namen und Ihrem Passwort an.
sign-in-locked = Dieses Fenster ist gesperrt. Begonnene Nachrichten sind gespeichert.
sign-in-name = Name
sign-in-password = Passwort
sign-in-go = Anmelden
sign-in-working = Das Passwort wird geprüft …
sign-in-other = Mit anderem Namen anmelden
sign-in-wait = { $seconds ->
    [one] Mehrere Versuche waren falsch. Der nächste ist in einer Sekunde möglich.
   *[other] Mehrere Versuche waren falsch. Der nächste ist in { $seconds } Sekunden möglich.
}
action-lock = Sperren
told-no-lock = Sperren ist erst möglich, wenn es Nutzer gibt.
told-password-changed = Das Passwort ist geändert.
user-menu-name = Angemeldet: { $name }
user-menu-role = Rolle: { $role }
user-menu-change = Nutzer wechseln
user-menu-password = Passwort ändern
own-password-old = Bisheriges Passwort
own-password-new = Neues Passwort
own-password-again = Neues Passwort wiederholen
own-password-differs = Die beiden neuen Passwörter unterscheiden sich.
own-password-go = Ändern

# Reiter „Zugriffsberechtigung"
settings-tab-access = Zugriffsberechtigung
settings-for-admins = Diese Angaben kann nur ein Admin ändern.
access-sentence-open = Die Nutzung dieses E-Mail-Kontos ist uneingeschränkt möglich.
access-sentence-admins = Die Nutzung dieses E-Mail-Kontos ist auf Admins eingeschränkt.
access-sentence-one = Die Nutzung dieses E-Mail-Kontos ist auf bestimmte { $kind } eingeschränkt.
access-sentence-several = Die Nutzung dieses E-Mail-Kontos ist auf bestimmte { $kinds } und { $last } eingeschränkt.
access-open = Uneingeschränkt
access-restricted = Eingeschränkt
access-open-help = Alle Nutzer sehen dieses Konto. Was sie damit tun dürfen, sagt ihre Rolle.
access-restricted-help = Nur wer hier angekreuzt ist, sieht dieses Konto. Admins sehen jedes Konto.
access-mandants = Mandanten
access-departments = Abteilungen
access-groups = Nutzergruppen
access-users = Nutzer
access-name = Name
access-filter = Filtern
access-none-yet = Hier ist noch nichts angelegt. Mit „Nutzer und Gruppen“ legen Sie etwas an.
access-no-account = Bitte wählen Sie links ein Konto.
access-reload = Neu laden

# Seite „Nutzer und Gruppen"
access-people = Nutzer und Gruppen
access-people-text = Jeder arbeitet unter eigenem Namen. Eine Rolle sagt, was jemand überhaupt darf; welche Konten jemand sieht, steht beim Konto.
access-people-first = Noch gibt es keine Nutzer: Wer am Bildschirm sitzt, darf alles. Legen Sie zuerst sich selbst als Admin an. Danach meldet sich jeder mit Namen und Passwort an.
access-back = Zurück zum Konto
access-new-user = Neuer Nutzer
access-user-name = Name
access-role = Rolle
access-password = Passwort
access-new-password = Neues Passwort
access-password-keep = Leer lassen, um das bisherige zu behalten.
access-password-help = Mindestens { $min } Zeichen. Ohne Passwort kann sich der Nutzer noch nicht anmelden.
access-password-short = Das Passwort braucht mindestens { $min } Zeichen.
access-no-password = noch ohne Passwort
access-you = Sie
access-belongs-to = Gehört zu
access-add = Anlegen
access-remove = Entfernen
access-remove-named = { $name } entfernen
access-remove-user-question = Soll { $name } entfernt werden? Nachrichten und Verlauf bleiben.
access-remove-grouping-question = Soll { $name } entfernt werden? Konten, die nur dafür freigegeben sind, bleiben eingeschränkt.
access-mandants-help = Eigene Einheiten der Praxis, nicht die Mandanten-ID des Konnektors.
access-new-mandant = Neuer Mandant
access-new-department = Neue Abteilung
access-new-group = Neue Nutzergruppe
access-lock = Sperren
access-lock-after = Fenster sperren nach
access-lock-set = Übernehmen
access-lock-help = Ohne Taste und Maus sperrt sich das Fenster. Begonnene Nachrichten bleiben gespeichert.
access-no-account-for-you = Für Sie ist noch kein Konto freigegeben
access-no-account-for-you-text = Ein Admin kann Ihnen ein Konto freigeben: in den Einstellungen unter „Zugriffsberechtigung“.

# Seite „Protokoll" (hinter „Zugriffsberechtigung") und Kommando audit
audit-title = Protokoll
audit-text = Wer wann was getan hat. Wovon eine Nachricht handelt, steht hier nicht. Auch das Ansehen wird festgehalten.
audit-check = Kette prüfen
audit-checking = Kette wird geprüft …
audit-check-ok = Alle { $count } Einträge sind unverändert und vollständig.
audit-check-bad = Eintrag { $number } fehlt oder wurde verändert.
audit-check-head = Der Prüfwert hält den heutigen Stand fest. An anderer Stelle aufbewahrt zeigt er auch, wenn das ganze Protokoll ersetzt wurde.
audit-check-copy = Prüfwert { $head }… kopieren
audit-export = Als CSV speichern
audit-export-title = Protokoll speichern
audit-export-go = Speichern
audit-exported = { $count } Einträge sind gespeichert.
audit-col-time = Zeit
audit-col-person = Wer
audit-col-action = Was
audit-col-object = Betrifft
audit-col-time-person = Zeit, wer
audit-col-action-object = Was, betrifft
audit-col-result = Ergebnis
audit-everybody = Alle Personen
audit-everything = Alle Vorgänge
audit-program = Programm
audit-unknown-name = unbekannter Name
audit-day = Tag
audit-day-hint = Tag, TT.MM.JJJJ
audit-day-wrong = Kein Tag
audit-only = Nur: { $what }
audit-only-begin = Nur Einträge dazu zeigen
audit-only-end = Wieder alle zeigen
audit-mail = Nachricht { $short }
audit-account = Konto { $short }
audit-person = Nutzer { $short }
audit-open-mail = Nachricht öffnen
audit-number = Eintrag { $number }
audit-ok = erledigt
audit-refused = verweigert
audit-failed = fehlgeschlagen
audit-none = Keine Einträge
audit-none-text = Zu dieser Auswahl steht nichts im Protokoll.
audit-newer = Neuere
audit-older = Ältere
audit-again = Neu laden
audit-range = Einträge { $to } bis { $from }
audit-action-sign-in = Anmeldung
audit-action-sign-out = Abmeldung
audit-action-password-changed = Eigenes Passwort geändert
audit-action-mail-opened = Nachricht geöffnet
audit-action-file-opened = Anhang geöffnet
audit-action-exported = Gespeichert
audit-action-printed = Gedruckt
audit-action-mail-moved = Verschoben
audit-action-mail-deleted = Entwurf gelöscht
audit-action-mails-imported = Nachrichten importiert
audit-action-sent = Gesendet
audit-action-sent-again = Erneut gesendet
audit-action-send-settled = Als gesendet abgelegt
audit-action-send-cancelled = Senden abgebrochen
audit-action-send-state = Zustand
audit-action-receipt-sent = Lesebestätigung gesendet
audit-action-receipt-declined = Lesebestätigung abgelehnt
audit-action-taken-over-again = Kassenantwort erneut übernommen
audit-action-account-changed = Konto
audit-action-accounts-exported = Konten exportiert
audit-action-certificate-accepted = Zertifikat angenommen
audit-action-person-changed = Nutzer
audit-action-rights-changed = Rechte
audit-action-setting-changed = Einstellung
audit-action-backup-made = Sicherung gemacht
audit-action-backup-restored = Sicherung eingespielt
audit-action-key-made = Schlüssel angelegt
audit-action-clock-jumped = Uhr gesprungen
audit-action-audit-begun = Protokoll begonnen
audit-action-audit-viewed = Protokoll angesehen
audit-action-audit-exported = Protokoll gespeichert
audit-action-audit-verified = Protokoll geprüft
audit-detail-trash = in den Papierkorb
audit-detail-back = zurück aus dem Papierkorb
audit-detail-folder = Datei im Ausgangsordner
audit-detail-added = angelegt
audit-detail-changed = geändert
audit-detail-removed = entfernt
audit-detail-imported = aus Datei
audit-detail-station = hier verarbeitet
audit-detail-no-station = nicht mehr hier verarbeitet
audit-detail-connector-password = Passwort des Konnektors
audit-detail-pop3 = Posteingang
audit-detail-smtp = Postausgang
audit-detail-directory = VZD
audit-detail-connector = Konnektor
audit-detail-mandant = Mandant angelegt
audit-detail-department = Abteilung angelegt
audit-detail-group = Nutzergruppe angelegt
audit-detail-member = in Gruppe aufgenommen
audit-detail-no-member = aus Gruppe genommen
audit-detail-rules = Freigabe des Kontos
audit-detail-usage = KIM-Nutzung
audit-detail-handover = Übergabeordner
audit-detail-watch = Ausgangsordner
audit-detail-keyring = im Schlüsselbund
audit-detail-passphrase = mit Passphrase
audit-detail-broken = nicht vollständig
audit-detail-backup = Datensicherung
audit-detail-backup-passphrase = Passphrase der Sicherungen
audit-detail-plan = nach Plan
audit-detail-passwords = mit Passwörtern
audit-detail-letters = Einwilligung zu eArztbriefen
audit-detail-memory = nur im Speicher
problem-AUDIT-BROKEN = Das Protokoll ist nicht vollständig: Eintrag { $detail } fehlt oder wurde verändert.
problem-AUDIT-BROKEN-advice = Heben Sie eine Kopie des Profilordners auf, speichern Sie das Protokoll unter „Zugriffsberechtigung“ und klären Sie, wer Zugang zu diesem Rechner hat.
cli-col-number = Nr.
cli-col-who = Wer
cli-col-action = Was
cli-col-object = Betrifft
cli-audit-ok = Alle Einträge sind unverändert und vollständig:
cli-help-audit = Protokoll ansehen (nur Admins)
cli-help-audit-verify = Prüft, ob Einträge geändert oder entfernt wurden
cli-help-audit-arg-since = Ab diesem Zeitpunkt (RFC 3339, JJJJ-MM-TT oder JJJJ-MM-TT HH:MM)
cli-help-audit-arg-mail = Nur Einträge zu dieser Nachricht

# Kommandozeile
cli-yes = ja
cli-no = nein
cli-col-role = Rolle
cli-col-groups = Nutzergruppen
cli-col-departments = Abteilungen
cli-col-mandants = Mandanten
cli-col-password = Passwort
cli-col-members = Nutzer
cli-col-rights = Rechte
cli-access-open = für alle Nutzer offen
cli-access-restricted = eingeschränkt
cli-access-open-now = Das Konto ist jetzt wieder für alle Nutzer offen.
cli-help-access = Nutzer, Gruppen und Zugriffsberechtigung der Konten
cli-help-access-user = Nutzer dieses Profils
cli-help-access-user-add = Legt einen Nutzer an; der erste muss Admin sein und ein Passwort haben
cli-help-access-user-list = Zeigt alle Nutzer
cli-help-access-user-set = Ändert Rolle, Namen oder Passwort eines Nutzers
cli-help-access-user-remove = Entfernt einen Nutzer
cli-help-access-group = Nutzergruppen
cli-help-access-group-add = Legt eine Nutzergruppe an
cli-help-access-group-list = Zeigt alle Nutzergruppen
cli-help-access-group-remove = Entfernt eine Nutzergruppe
cli-help-access-department = Abteilungen
cli-help-access-department-add = Legt eine Abteilung an
cli-help-access-department-list = Zeigt alle Abteilungen
cli-help-access-department-remove = Entfernt eine Abteilung
cli-help-access-mandant = Mandanten: eigene Einheiten der Praxis
cli-help-access-mandant-add = Legt einen Mandanten an
cli-help-access-mandant-list = Zeigt alle Mandanten
cli-help-access-mandant-remove = Entfernt einen Mandanten
cli-help-access-member = Wer zu einer Gruppe gehört
cli-help-access-member-add = Nimmt einen Nutzer auf
cli-help-access-member-remove = Nimmt einen Nutzer heraus
cli-help-access-grant = Gibt ein Konto nur für die Genannten frei
cli-help-access-revoke = Nimmt Rechte an einem Konto zurück; ohne jede Freigabe ist es für alle offen
cli-help-access-show = Zeigt, für wen ein Konto freigegeben ist
cli-help-arg-user = Name des Nutzers, der sich anmeldet
cli-help-arg-user-password-fd = Passwort des Nutzers aus diesem Dateideskriptor lesen
cli-help-arg-name = Name
cli-help-arg-role = read: Lesen; edit: Bearbeiten; admin: Admin
cli-help-arg-rename = Neuer Name
cli-help-access-user-add-arg-password-fd = Passwort des neuen Nutzers aus diesem Dateideskriptor lesen
cli-help-access-user-set-arg-password-fd = Neues Passwort aus diesem Dateideskriptor lesen
cli-help-arg-kind = group: Nutzergruppe; department: Abteilung; mandant: Mandant
cli-help-arg-member = Name des Nutzers
cli-help-arg-rights = read: Lesen; send: Senden; manage: Verwalten
cli-help-arg-to-user = Nutzer, mehrmals möglich
cli-help-arg-to-group = Nutzergruppe, mehrmals möglich
cli-help-arg-to-department = Abteilung, mehrmals möglich
cli-help-arg-to-mandant = Mandant, mehrmals möglich

# Probleme
problem-ACCESS-CHANGED = Jemand anderes hat das inzwischen geändert.
problem-ACCESS-CHANGED-advice = Laden Sie den neuen Stand und ändern Sie ihn dann. Ihre Änderung wurde nicht gespeichert.
problem-ACCESS-LAST-ADMIN = Ein Admin mit Passwort muss bleiben.
problem-ACCESS-LAST-ADMIN-advice = Legen Sie zuerst einen Admin mit Passwort an oder machen Sie einen anderen Nutzer zum Admin.
problem-ACCESS-NAME-TAKEN = Diesen Namen gibt es schon.
problem-ACCESS-NAME-TAKEN-advice = Bitte wählen Sie einen anderen Namen; Groß- und Kleinschreibung macht keinen Unterschied.
problem-INPUT-LOCK-TIME = Die Zeit bis zum Sperren ist keine Zahl von 1 bis 240.
problem-INPUT-LOCK-TIME-advice = Bitte geben Sie Minuten an, zum Beispiel 10.
problem-INPUT-NAME = Dieser Name ist nicht möglich.
problem-INPUT-NAME-advice = Ein Name hat 1 bis 60 Zeichen und keinen Zeilenumbruch.
problem-INPUT-NO-GROUPING = Diesen Mandanten, diese Abteilung oder Gruppe gibt es nicht.
problem-INPUT-NO-GROUPING-advice = Prüfen Sie die Schreibweise oder legen Sie zuerst an, was fehlt.
problem-INPUT-NO-USER = Diesen Nutzer gibt es nicht.
problem-INPUT-NO-USER-advice = Prüfen Sie den Namen oder legen Sie den Nutzer zuerst an.
problem-INPUT-PASSWORD = Dieses Passwort ist zu kurz.
problem-INPUT-PASSWORD-advice = Ein Passwort hat mindestens 8 Zeichen.
problem-SIGN-IN-NEEDED = Bitte melden Sie sich an.
problem-SIGN-IN-NEEDED-advice = In diesem Profil meldet sich jeder mit Namen und Passwort an: im Fenster oder mit --user und --user-password-fd.
problem-SIGN-IN-WAIT = Mehrere Versuche waren falsch. Bitte warten Sie einen Augenblick.
problem-SIGN-IN-WAIT-advice = Danach ist der nächste Versuch möglich.
problem-SIGN-IN-WRONG = Name oder Passwort stimmt nicht.
problem-SIGN-IN-WRONG-advice = Prüfen Sie die Feststelltaste. Ein Admin kann ein neues Passwort setzen.
### Konten: Client-Zertifikat

problem-CLIENT-CERT-FILE = Diese Datei ist keine lesbare PKCS#12-Datei.
problem-CLIENT-CERT-FILE-advice = Bitte wählen Sie die Datei mit der Endung .p12 oder .pfx, die Ihnen mit dem Zertifikat übergeben wurde.
problem-CLIENT-CERT-PASSWORD = Das Passwort öffnet die PKCS#12-Datei nicht.
problem-CLIENT-CERT-PASSWORD-advice = Bitte geben Sie das Passwort ein, das beim Erstellen der Datei vergeben wurde. Stimmt es sicher, ist die Datei beschädigt und muss neu erstellt werden.
problem-CLIENT-CERT-NO-KEY = In der PKCS#12-Datei fehlt der private Schlüssel oder das Zertifikat dazu.
problem-CLIENT-CERT-NO-KEY-advice = Bitte lassen Sie das Client-Zertifikat erneut erstellen, mit privatem Schlüssel.
problem-CLIENT-CERT-KIND = Die Art des Schlüssels oder der Verschlüsselung dieser Datei wird nicht unterstützt.
problem-CLIENT-CERT-KIND-advice = Bitte lassen Sie das Client-Zertifikat mit einem RSA-Schlüssel ab 2048 Bit erstellen.
problem-CLIENT-CERT-EXPIRED = Das Client-Zertifikat ist abgelaufen.
problem-CLIENT-CERT-EXPIRED-advice = Bitte lassen Sie ein neues Client-Zertifikat erstellen und wählen Sie es bei „Zertifikate“ aus. Stimmt das Datum dieses Computers?
problem-CLIENT-CERT-EARLY = Das Client-Zertifikat ist noch nicht gültig.
problem-CLIENT-CERT-EARLY-advice = Bitte prüfen Sie das Datum dieses Computers oder warten Sie bis zum angegebenen Tag.
problem-CLIENT-CERT-WANTED = Die Gegenstelle verlangt ein Client-Zertifikat. Hier ist keines eingetragen, oder sie nimmt das eingetragene nicht an.
problem-CLIENT-CERT-WANTED-advice = Bitte wählen Sie bei „Zertifikate“ die PKCS#12-Datei, die für diesen Dienst erstellt wurde.
problem-ACCOUNT-CHANGED = Dieses Konto wurde inzwischen von jemand anderem geändert.
problem-ACCOUNT-CHANGED-advice = Ihre Eingaben stehen noch hier. Laden Sie den neuen Stand, oder speichern Sie Ihre Eingaben bewusst darüber.
problem-CA-FILE = Diese Datei enthält kein lesbares CA-Zertifikat.
problem-CA-FILE-advice = Bitte wählen Sie das CA-Zertifikat als PEM-Datei (beginnt mit „-----BEGIN CERTIFICATE-----“).
problem-INPUT-CONFIRM = Unverschlüsselt sprechen würde das Passwort und alle Nachrichten lesbar durch das Netz schicken.
problem-INPUT-CONFIRM-advice = Wählen Sie SSL/TLS, oder bestätigen Sie es ausdrücklich mit --confirm.
problem-INPUT-ENCODING = Die Datei ist nicht in UTF-8 gespeichert (Zeile { $detail }).
problem-INPUT-ENCODING-advice = Speichern Sie sie im Editor mit der Codierung „UTF-8“ und versuchen Sie es erneut. Es wurde nichts übernommen.
problem-SELFTEST-CANCELLED = Der Selbsttest wurde abgebrochen.
problem-SELFTEST-CANCELLED-advice = Eine schon gesendete Testnachricht kommt noch an; sie hat den Betreff „Selbsttest von Kimpost“.
problem-SELFTEST-CHANGED = Der Anhang kam verändert zurück.
problem-SELFTEST-CHANGED-advice = Wenden Sie sich an Ihren KIM-Anbieter: Auf dem Weg wurden Daten verändert.
problem-SELFTEST-NO-RECEIPT = Die Nachricht kam an, aber keine Empfangsbestätigung.
problem-SELFTEST-NO-RECEIPT-advice = Rufen Sie in einigen Minuten erneut ab. Fehlt sie dann immer noch, hilft Ihr KIM-Anbieter.
problem-SELFTEST-NOT-BACK = Die Testnachricht wurde übergeben, kam aber nicht rechtzeitig zurück.
problem-SELFTEST-NOT-BACK-advice = Rufen Sie später erneut ab. Ruft eine andere Station dieses Postfach ab und löscht dort?
problem-SELFTEST-RUNNING = Für dieses Konto läuft schon ein Selbsttest.
problem-SELFTEST-RUNNING-advice = Warten Sie, bis er beendet ist.
problem-SELFTEST-UNDELIVERABLE = Die Testnachricht konnte nicht zugestellt werden: { $detail }
problem-SELFTEST-UNDELIVERABLE-advice = Prüfen Sie Karte und VZD-Eintrag der eigenen Adresse bei Ihrem KIM-Anbieter.

### Konten: was auffällt

account-issue-login-short = Dem Nutzernamen scheint ein Teil zu fehlen: Adresse, Fachdienst, Mandant, Clientsystem und Arbeitsplatz sind durch # getrennt.
account-issue-localhost-central = Andere Konten nutzen ein zentrales Clientmodul. „localhost“ ist nur richtig, wenn auf diesem Computer ein eigenes läuft.
account-issue-workplace-used = Diesen Arbeitsplatz nutzt schon ein anderes Konto mit einem anderen Clientmodul. Jede Station braucht einen eigenen, sonst blockieren sie sich.
account-issue-workplace-imported = Das Clientmodul läuft auf dem eigenen Computer: Diese Station braucht dort einen eigenen Arbeitsplatz und eigene Nutzernamen.

### Konten: Nutzername erklärt

login-part-address = Adresse
login-part-fachdienst = Fachdienst
login-part-mandant = Mandant
login-part-client-system = Clientsystem
login-part-workplace = Arbeitsplatz
login-part-user = UserId
login-part-konnektor = KonnektorId
login-part-unknown = weiterer Teil
login-part-unused = unbenutzt

### Konten: Angaben einfügen

paste-open = Angaben einfügen
paste-title = Angaben aus dem Clientmodul einfügen
paste-intro = Kopieren Sie den Text, den Ihr Clientmodul oder Ihr KIM-Anbieter anzeigt, und fügen Sie ihn hier ein. Nichts davon wird verändert.
paste-field = Eingefügter Text
paste-apply = Übernehmen
paste-close = Schließen
paste-nothing = Darin wurde nichts gefunden. Kopieren Sie bitte den ganzen Text mit den Nutzernamen.
paste-found = Gefunden
paste-missing = Nicht gefunden, bitte selbst eintragen: { $what }
paste-complete = Alles gefunden. Es fehlt nur noch das Passwort.
paste-parts = Der Text nennt keine fertigen Nutzernamen, aber ihre Teile. Sie werden zum Zusammensetzen übernommen.
paste-missing-address = E-Mail-Adresse
paste-missing-pop3-login = Nutzername Posteingang
paste-missing-pop3-server = Server Posteingang
paste-missing-pop3-port = Port Posteingang
paste-missing-pop3-tls = Verschlüsselung Posteingang
paste-missing-smtp-login = Nutzername Postausgang
paste-missing-smtp-server = Server Postausgang
paste-missing-smtp-port = Port Postausgang
paste-missing-smtp-tls = Verschlüsselung Postausgang
paste-note-joined = Ein Nutzername stand auf mehreren Zeilen und wurde zusammengefügt. Bitte vergleichen Sie ihn.
paste-note-blanks = Ein Nutzername enthält Leerzeichen. Bitte vergleichen Sie ihn mit dem Clientmodul.
paste-note-order = Der Text sagt nicht, welcher Nutzername zu Posteingang und Postausgang gehört. Der erste gilt als Posteingang.
paste-note-incomplete = Ein Nutzername hat weniger Teile als üblich. Wurde alles kopiert?
paste-note-two-addresses = Die Nutzernamen gehören zu verschiedenen Adressen.
paste-note-more-logins = Der Text enthält mehr als ein Konto. Übernommen wird das erste.
paste-note-cut = Der Text ist sehr lang; nur der Anfang wurde gelesen.

### Konten: Nutzernamen zusammensetzen

builder-open = Nutzernamen zusammensetzen
builder-intro = Nur eine Hilfe: Zeigt das Clientmodul fertige Nutzernamen an, gelten diese.
builder-fachdienst = Fachdienst (Name oder IP-Adresse)
builder-pop3-port = Port POP3
builder-smtp-port = Port SMTP
builder-mandant = Mandant
builder-client-system = Clientsystem
builder-workplace = Arbeitsplatz
builder-user = UserId (nur HBA)
builder-konnektor = KonnektorId (nur bei mehreren)
builder-incomplete = Es fehlen noch Angaben; kein Teil darf ein # enthalten.
builder-apply = In beide Nutzernamen eintragen

### Konten: Liste, Übertragen

account-new = Neu
account-duplicate = Duplizieren
account-delete = Löschen
account-delete-used = Dieses Konto hat schon Nachrichten empfangen oder gesendet und kann nicht gelöscht werden. Es kann aus der Auswahl genommen werden; seine Nachrichten bleiben.
account-retire-now = nicht mehr zur Auswahl anbieten
account-duplicate-hint = Kopie: Bitte E-Mail-Adresse, Passwort und Nutzernamen anpassen.
account-reload = Neuen Stand laden
account-overwrite = Meine Eingaben speichern
account-auth = Authentifizierung
account-auth-password = Passwort
account-auth-help = Bei KIM immer mit Passwort
account-import = Importieren
account-export = Exportieren
account-import-title = Konten aus einer Datei
account-export-title = Konten in eine Datei schreiben
account-export-choose = Welche Konten sollen in die Datei?
account-export-hint = Passwörter und Schlüssel von Zertifikaten stehen nicht in der Datei.
account-export-all = Alle Konten ({ $count })
account-export-go = { $count ->
    [one] Ein Konto exportieren …
   *[other] { $count } Konten exportieren …
}
account-export-cancel = Abbrechen
account-export-done = { $count ->
    [one] Ein Konto wurde exportiert, ohne Passwort
   *[other] { $count } Konten wurden exportiert, ohne Passwörter
}
account-import-running = Die Konten werden gelesen …
account-import-summary = { $new } neu, { $known } schon vorhanden, { $failed } nicht übernommen
account-import-new = neu
account-import-known = schon vorhanden
account-import-failed = nicht übernommen
account-import-password = Passwort für { $address }
account-import-save = Passwörter speichern
account-import-close = Fertig
account-import-passwords = Passwörter stehen nicht in der Datei. Tragen Sie sie hier oder später im Konto ein.
account-path = Pfad der Datei
account-path-go = Weiter

### Konten: Zertifikate

account-section-certificates = Zertifikate
account-certificates-intro = Nur nötig, wenn Ihr Clientmodul oder Konnektor eine eigene CA oder ein Client-Zertifikat verlangt.
certificates-ca = Eigene CA
certificates-ca-none = keine, es gelten die des Betriebssystems
certificates-ca-some = { $count ->
    [one] ein CA-Zertifikat
   *[other] { $count } CA-Zertifikate
}
certificates-ca-choose = CA für { $service } wählen
certificates-own = Client-Zertifikat
certificates-own-none = keines
certificates-own-some = { $subject }, gültig bis { $date }
certificates-own-choose = Client-Zertifikat für { $service } wählen
certificates-choose = Datei wählen
certificates-remove-ca = CA für { $service } entfernen
certificates-remove-own = Client-Zertifikat für { $service } entfernen
certificates-password = Passwort der PKCS#12-Datei
certificates-open = Öffnen
certificates-cancel = Abbrechen
certificates-expires-soon = { $days ->
    [0] Läuft in weniger als einem Tag ab
    [one] Läuft bald ab: noch 1 Tag
   *[other] Läuft bald ab: noch { $days } Tage
}
certificates-expired = Abgelaufen
account-pin-new = Der Server zeigt jetzt ein anderes Zertifikat: { $start } …
account-pin-accept = neu annehmen

### Konten: Selbsttest

selftest-title = Selbsttest
selftest-intro = Sendet eine Nachricht an die eigene Adresse, ruft sie ab, vergleicht den Anhang Byte für Byte und wartet auf die Empfangsbestätigung.
selftest-running = Der Selbsttest läuft …
selftest-cancel = Abbrechen
test-step-send = Senden
test-step-receive = Zurück im Posteingang
test-step-compare = Anhang unverändert
test-step-receipt = Empfangsbestätigung

cli-help-account-duplicate = Konto für eine andere Adresse kopieren
cli-help-account-set = Einzelne Angaben ändern, zum Beispiel pop3.port=10995
cli-help-account-set-arg-pairs = Angaben als SCHLÜSSEL=WERT, Schlüssel wie in der Kontodatei
cli-help-account-set-arg-confirm = Unverschlüsselte Verbindung zu einem anderen Computer bestätigen
cli-help-account-retire = Konto nicht mehr zur Auswahl anbieten
cli-help-account-export = Konten ohne Passwörter in eine TOML-Datei schreiben
cli-help-account-export-arg-account = Nur diese Konten
cli-help-account-import = Konten aus einer TOML-Datei übernehmen, mit einer Zeile je Konto
cli-help-account-selftest = Nachricht an die eigene Adresse senden, abrufen und vergleichen
cli-help-account-duplicate-arg-new-address = Adresse des neuen Kontos
cli-help-arg-connector-password-fd = Dateideskriptor mit dem Passwort für den Konnektor (Login)
cli-help-arg-pkcs12-password-fd = Dateideskriptor mit dem Passwort der PKCS#12-Dateien
cli-help-account-export-arg-path = Neue Datei; eine vorhandene wird nie überschrieben
cli-help-account-import-arg-path = Datei mit [[account]]-Tabellen

### Verbindung: Zertifikat der Gegenstelle

problem-CERT-EXPIRED = Das Zertifikat der Gegenstelle ist abgelaufen.
problem-CERT-EXPIRED-advice = Lassen Sie es dort erneuern; ein abgelaufenes wird nie hingenommen. Stimmt das Datum dieses Computers?
problem-CERT-EARLY = Das Zertifikat der Gegenstelle ist noch nicht gültig.
problem-CERT-EARLY-advice = Prüfen Sie das Datum dieses Computers und das des Clientmoduls.
problem-CERT-REVOKED = Das Zertifikat der Gegenstelle wurde gesperrt.
problem-CERT-REVOKED-advice = Verbinden Sie sich nicht; fragen Sie Ihren Dienstleister.
problem-CERT-SIGNATURE = Das Zertifikat der Gegenstelle ist falsch unterschrieben.
problem-CERT-SIGNATURE-advice = Es ist beschädigt oder gefälscht. Fragen Sie Ihren Dienstleister, bevor Sie es noch einmal versuchen.
problem-CERT-USAGE = Das Zertifikat der Gegenstelle ist nicht für Server gemacht.
problem-CERT-USAGE-advice = Lassen Sie am Clientmodul oder Konnektor ein Server-Zertifikat einrichten.
problem-TLS-OLD = Die Gegenstelle spricht nur eine veraltete Verschlüsselung.
problem-TLS-OLD-advice = Nötig ist TLS 1.2 oder neuer: Bitte das Clientmodul oder den Konnektor aktualisieren.
### Konnektor, cards and overview

settings-tab-overview = Übersicht
account-connector-mode = Verbindung
account-connector-mode-none = Ungesichert
account-connector-mode-basic = Login
account-connector-mode-certificate = Zertifikat
account-connector-mode-none-help = Ohne Anmeldung; nur wenn der Konnektor das so erlaubt
account-connector-mode-basic-help = Nutzername und Passwort aus der Clientliste des Konnektors
account-connector-mode-certificate-help = Empfohlen: das Zertifikat (PKCS#12), das der Konnektor für diesen Rechner ausgestellt hat
account-connector-user = Nutzername für den Konnektor
account-connector-password = Passwort für den Konnektor
account-connector-same-host = Eingegebene Adresse für alle Dienste verwenden
account-connector-same-host-help = Ausschalten nur, wenn der Konnektor seine Dienste auf anderen Rechnern anbietet
account-connector-context-help = Genau so, wie im Konnektor und im Clientmodul eingetragen, Groß- und Kleinschreibung zählt
account-connector-test = Konnektor testen
account-connector-testing = Der Konnektor wird gefragt …
account-connector-answers = { $product } antwortet.
account-issue-connector-login-clear = Das Passwort ginge lesbar durchs Netz. Verwenden Sie https://.
account-issue-connector-certificate-clear = Die Anmeldung mit Zertifikat braucht https://.
account-issue-connector-user = Der Nutzername für den Konnektor fehlt noch.
account-issue-connector-id-long = Die Angaben des Aufrufkontexts haben höchstens 64 Zeichen.
account-issue-connector-no-certificate = Wählen Sie unter „Zertifikate“ das Zertifikat, das der Konnektor ausgestellt hat.
account-issue-connector-context = Ohne MandantId, ClientsystemId und WorkplaceId nennt der Konnektor keine Karten.
account-issue-connector-blank = Am Anfang oder Ende des Aufrufkontexts steht ein Leerzeichen, vielleicht vom Kopieren.
test-step-ti = Verbindung zur TI
ti-online = TI erreichbar
ti-outage = TI nicht erreichbar
ti-offline-mode = Konnektor im Offline-Betrieb
ti-unknown = TI-Verbindung unbekannt
pin-unused = noch nicht in Betrieb
card-title = Karte
card-intro = Die Karte, die dieser Adresse im Clientmodul zugeordnet ist. Eine Karte kann zu mehreren Adressen gehören.
card-show = Karten anzeigen
card-reading = Die Karten werden gelesen …
card-none-inserted = Der Konnektor nennt keine gesteckte Karte. Stecken Sie die Karte und prüfen Sie den Aufrufkontext.
card-name = { $kind } – { $holder }
card-name-in = { $kind } – { $holder } (Terminal: { $terminal })
card-holder-unknown = ohne Namen
card-number-and-id = { $number } · Telematik-ID { $id }
card-valid-until = gültig bis { $day }
card-expired = abgelaufen am { $day }
card-tries-left =
    { $count ->
        [one] noch 1 PIN-Versuch
       *[other] noch { $count } PIN-Versuche
    }
card-terminal-off = Terminal nicht verbunden
card-no-number = ohne Kartennummer, nicht zuzuordnen
card-not-inserted = nicht gesteckt
card-not-chosen = Keine Karte zugeordnet
card-release = Zuordnung aufheben
card-hba-waits = Abruf ruht, bis der HBA gesteckt ist
card-unlock-title = Karte freischalten – so geht's
card-unlock-1 = 1. Öffnen Sie die Verwaltung Ihres Konnektors oder die Praxissoftware und wählen Sie dort „PIN prüfen“ oder „Karte freischalten“ für diese Karte.
card-unlock-2 = 2. Geben Sie die PIN am Kartenterminal ein. Kimpost fragt nie nach einer PIN.
card-unlock-3 = 3. Ist die PIN gesperrt, brauchen Sie die PUK aus dem PIN-Brief. Eine neue Karte muss zuerst mit ihrer Transport-PIN in Betrieb genommen werden.
card-unlock-4 = 4. Danach hier „Karten anzeigen“ wählen: Der Zustand muss „freigeschaltet“ lauten. Nach Stromausfall oder Neustart ist die Freischaltung erneut nötig.
card-unlock-close = Anleitung schließen
light-good = TI bereit
light-warning = TI eingeschränkt
light-bad = TI gestört
light-name = TI-Ampel: { $word }
light-open = Zur Übersicht
overview-intro = Alle Konten auf einen Blick. Die Anzeige prüft sich selbst, solange sie offen ist.
overview-empty = Noch kein Konto
overview-empty-text = Sobald ein Konto eingerichtet ist, steht hier, ob alles läuft.
overview-col-account = Konto
overview-col-reach = Erreichbarkeit
overview-col-fetch = Abruf
overview-col-mails = Nachrichten
overview-col-server = Auf dem Server
overview-col-card = Karte
overview-col-outbox = Postausgang
overview-col-entry = Verzeichnis (VZD)
overview-all-well = alles in Ordnung
overview-reach-ok = erreichbar
overview-reach-unknown = wird geprüft …
overview-reach-down = nicht erreichbar
overview-last = zuletzt { $at }
overview-never = noch nie abgerufen
overview-next = nächster { $at }
overview-next-due = nächster gleich
overview-unread =
    { $count ->
       *[other] { $count } ungelesen
    }
overview-waiting =
    { $count ->
        [one] 1 wartet auf dem Server
       *[other] { $count } warten auf dem Server
    }
overview-undecrypted =
    { $count ->
        [one] 1 nicht entschlüsselt
       *[other] { $count } nicht entschlüsselt
    }
overview-server-none = nichts
overview-server-mails =
    { $count ->
        [one] 1 Nachricht · { $size }
       *[other] { $count } Nachrichten · { $size }
    }
overview-server-oldest =
    { $days ->
        [0] älteste von heute
        [one] älteste 1 Tag
       *[other] älteste { $days } Tage
    }
overview-server-left =
    { $days ->
        [one] Löschung in 1 Tag *
       *[other] Löschung in { $days } Tagen *
    }
overview-assumption = * Angenommen, dass der KIM-Anbieter Nachrichten nach 90 Tagen löscht. Ihr Anbieter kann es anders eingestellt haben. Was hier gespeichert ist, bleibt.
overview-connector-unknown = wird gefragt …
overview-card-unknown = Zustand unbekannt
overview-outbox-empty = leer
overview-outbox-waiting =
    { $count ->
        [one] 1 Nachricht
       *[other] { $count } Nachrichten
    }
overview-outbox-attention =
    { $count ->
        [one] 1 braucht Sie
       *[other] { $count } brauchen Sie
    }
overview-entry-none = kein Verzeichnis eingetragen
overview-entry-unknown = noch nicht geprüft
overview-entry-missing = nicht gefunden
overview-entry-found = gefunden
overview-entry-same = gefunden, stimmt überein
overview-entry-same-name = gefunden, Name stimmt überein
overview-entry-other-card = gefunden, gehört zu anderer Karte
overview-entry-differs = gefunden, Name weicht ab
overview-entry-large = KIM { $version }, auch große Nachrichten
overview-entry-small = KIM { $version }, bis 15 MB
overview-finding-password = Es ist kein Passwort gespeichert. Das Konto wird nicht abgerufen.
overview-finding-pop3 = Der Posteingang im Clientmodul antwortet nicht.
overview-finding-smtp = Der Postausgang im Clientmodul antwortet nicht.
overview-finding-directory = Der Verzeichnisdienst antwortet nicht. Empfänger bleiben ungeprüft.
overview-finding-waits = Der HBA ist nicht gesteckt. Der Abruf ruht, bis er gesteckt ist.
overview-finding-outage = Der Konnektor erreicht die TI nicht.
overview-finding-offline = Der Konnektor ist auf Offline-Betrieb gestellt. Das ändert Ihr Dienstleister in der Verwaltung des Konnektors.
overview-finding-no-card = Dem Konto ist noch keine Karte zugeordnet.
overview-finding-card-missing = Die zugeordnete Karte ist nicht gesteckt. Nachrichten können nicht entschlüsselt werden.
overview-finding-locked = Die Karte ist nicht freigeschaltet. Nachrichten können nicht entschlüsselt werden.
overview-finding-blocked = Die PIN der Karte ist gesperrt. Sie brauchen die PUK.
overview-finding-unused = Die Karte ist noch nicht in Betrieb genommen.
overview-finding-expired = Das Zertifikat der Karte ist abgelaufen. Eine neue Karte bekommen Sie bei Ihrem Kartenanbieter.
overview-finding-expires =
    { $days ->
        [0] Das Zertifikat der Karte läuft heute ab. Ist die Folgekarte da?
        [one] Das Zertifikat der Karte läuft morgen ab. Ist die Folgekarte da?
       *[other] Das Zertifikat der Karte läuft in { $days } Tagen ab. Ist die Folgekarte bestellt?
    }
overview-finding-terminal = Das Kartenterminal ist nicht mit dem Konnektor verbunden.
overview-finding-undecrypted =
    { $count ->
        [one] 1 Nachricht konnte nicht entschlüsselt werden.
       *[other] { $count } Nachrichten konnten nicht entschlüsselt werden.
    }
overview-finding-days-left =
    { $days ->
        [0] Nicht abgeholte Nachrichten werden bald vom Server gelöscht.
        [one] Nicht abgeholte Nachrichten werden in etwa 1 Tag vom Server gelöscht.
       *[other] Nicht abgeholte Nachrichten werden in etwa { $days } Tagen vom Server gelöscht.
    }
overview-finding-outbox =
    { $count ->
        [one] 1 Nachricht im Postausgang braucht Sie.
       *[other] { $count } Nachrichten im Postausgang brauchen Sie.
    }
overview-finding-entry-missing = Der Verzeichnisdienst kennt diese Adresse nicht. Andere finden Sie nicht.
overview-finding-entry-differs = Der Eintrag im Verzeichnisdienst heißt „{ $entry }“, die Karte „{ $card }“.
overview-finding-entry-other-card = Der Eintrag im Verzeichnisdienst gehört zur Telematik-ID { $entry }, die Karte zu { $card }. Diese Karte kann nicht öffnen, was andere an die Adresse schicken. Ist die richtige Karte zugeordnet?
overview-finding-no-large = Laut Verzeichnisdienst empfängt diese Adresse nur Nachrichten bis 15 MB.
overview-step-password = Passwort eingeben
overview-step-test = Verbindung testen
overview-step-fetch = Jetzt abrufen
overview-step-again = Erneut prüfen
overview-step-connector = Konnektor einstellen
overview-step-choose-card = Karte ansehen
overview-step-unlock = Karte freischalten – so geht's
overview-step-undecrypted = Nachrichten zeigen
overview-step-outbox = Postausgang öffnen
overview-step-entry = Eintrag erneut prüfen
problem-CONNECTOR-CERT-CHANGED = Der Konnektor zeigt ein anderes Zertifikat als beim letzten Mal.
problem-CONNECTOR-CERT-CHANGED-advice = Nach einem Gerätetausch oder Zertifikatswechsel ist das normal. Fragen Sie Ihren Dienstleister und nehmen Sie das neue Zertifikat dann unter „Verbindung testen“ an.
problem-CONNECTOR-NO-CARDS = Der Konnektor nennt keine Karten.
problem-CONNECTOR-NO-CARDS-advice = Stecken Sie die Karte, und prüfen Sie MandantId, ClientsystemId und WorkplaceId.
problem-CONNECTOR-OFFLINE = Der Konnektor erreicht die TI nicht.
problem-CONNECTOR-OFFLINE-advice = Prüfen Sie die Internetverbindung des Konnektors. Steht er auf Offline-Betrieb, ändert das Ihr Dienstleister.
doctor-connector-advice = Prüfen Sie, ob der Konnektor eingeschaltet ist und ob seine Einstellungen im Konto stimmen.
doctor-ti-advice = Prüfen Sie die Internetverbindung des Konnektors und ob er auf Offline-Betrieb steht.
doctor-card-advice = Stecken Sie die Karte, schalten Sie sie frei und achten Sie auf ihr Ablaufdatum.

# Programmprotokoll und Supportbericht (Einstellungen, Übersicht)
log-open = Programmprotokoll und Supportbericht …
log-title = Programmprotokoll
log-tab-lines = Protokoll
log-tab-report = Supportbericht
log-show-note = Alle
log-show-warning = Fehler und Warnungen
log-show-error = Nur Fehler
log-level-error = Fehler
log-level-warning = Warnung
log-level-note = Hinweis
log-find = Im Protokoll suchen
log-again = Neu laden
log-copy-line = Zeile kopieren
log-copy-all = Alle kopieren
log-older = Ältere Zeilen
log-count = { $count ->
    [one] Eine Zeile, die neueste oben
   *[other] { $count } Zeilen, die neueste oben
}
log-nothing = Keine Zeile passt
log-nothing-text = Wählen Sie „Alle“ oder leeren Sie das Suchfeld.
log-none = Kein Protokoll
log-none-text = Für dieses Profil wurde noch nichts aufgezeichnet. Der Übungsmodus schreibt kein Protokoll.
log-crashes = { $count ->
    [one] Das Programm hat einen unerwarteten Fehler festgehalten.
   *[other] Das Programm hat { $count } unerwartete Fehler festgehalten.
}
log-crashes-look = Im Supportbericht ansehen
support-title = Supportbericht von Kimpost
support-intro = Ohne Namen, Adressen, Betreffe und Inhalte. Gleiche Kennung in ‹ › heißt: gleicher Name.
support-explained = So, wie er hier steht, wird der Bericht gespeichert. Adressen, Namen, Server und Ordner sind durch Kennungen ersetzt. Kimpost sendet ihn nicht: Sie entscheiden, ob und wem Sie ihn geben.
support-building = Der Bericht wird zusammengestellt. Dabei werden die Server gefragt …
support-save = Speichern …
support-save-title = Supportbericht speichern
support-save-go = Hier speichern
support-saved = Gespeichert: { $name }
support-copy = Kopieren
support-again = Neu erstellen
support-nothing = (nichts)
support-section-program = Programm
support-section-checks = Prüfungen
support-section-accounts = Konten
support-section-counts = Anzahlen
support-section-problems = Offene Meldungen
support-section-log = Protokoll
support-section-crashes = Unerwartete Fehler

cli-col-iccsn = Kartennummer
cli-col-terminal = Terminal
cli-ti-online = Der Konnektor ist mit der TI verbunden.
cli-ti-offline = Der Konnektor ist nicht mit der TI verbunden.
### KIM-Nutzung, Stationen und gemeinsames Arbeiten

action-toggle-claim = In Bearbeitung nehmen / freigeben
action-toggle-done = Erledigt / unerledigt
status-claimed = in Bearbeitung von { $detail }
status-done = erledigt
status-answered-by = beantwortet von { $detail }
status-read-by = gelesen von { $detail }
status-seen-to = { $detail } (erledigt)
filter-not-done = unerledigte
filter-left = { $count ->
    [one] Eine Nachricht anderer Art bleibt für andere Arbeitsplätze auf dem Server.
   *[other] { $count } Nachrichten anderer Art bleiben für andere Arbeitsplätze auf dem Server.
}
filter-left-show = Welche?
search-number = Antragsnummer { $number }
search-sender = von: { $name }
head-read-by = Gelesen: { $detail }
head-answered-by = Beantwortet: { $detail }
undo-claimed = { $count ->
    [one] In Bearbeitung genommen.
   *[other] { $count } Nachrichten in Bearbeitung genommen.
}
undo-released = { $count ->
    [one] Freigegeben.
   *[other] { $count } Nachrichten freigegeben.
}
undo-done = { $count ->
    [one] Als erledigt markiert.
   *[other] { $count } Nachrichten als erledigt markiert.
}
undo-reopened = { $count ->
    [one] Wieder geöffnet.
   *[other] { $count } Nachrichten wieder geöffnet.
}
told-released = Freigegeben.
release-question = { $who } hat das in Bearbeitung. Trotzdem freigeben?
release-text = Sprechen Sie sich am besten kurz ab. Im Verlauf steht, wer freigegeben hat.
release-do = Freigeben
history-claimed = In Bearbeitung genommen
history-released = Freigegeben (war in Bearbeitung von { $detail })
history-done = Als erledigt markiert
history-reopened = Wieder geöffnet
outbox-done = Erledigt
outbox-done-hint = Die Warnung verschwindet. Die Nachricht bleibt erhalten und lässt sich wieder öffnen.
outbox-reopen = Wieder öffnen
outbox-show-done = Erledigte zeigen ({ $count })
outbox-hide-done = Erledigte ausblenden
subject-eau = Arbeitsunfähigkeitsbescheinigung (eAU)
subject-eau-cancel = Storno einer eAU
subject-eau-error = Fehlermeldung zur eAU
subject-eeb-request = Anfrage einer Ersatzbescheinigung (eEB)
subject-eeb-certificate = Ersatzbescheinigung (eEB)
subject-eeb-error = Fehlermeldung zur eEB
keys-blocks = Textbaustein einfügen, beim Schreiben
compose-block = Textbaustein
compose-block-hint = Fügt einen Textbaustein ein, wo die Schreibmarke steht (F2)
compose-blocks = Textbaustein einfügen
compose-blocks-none = Noch keine Textbausteine. Sie legen sie in den Einstellungen unter „KIM-Nutzung“ an.
usage-fetch = Dienstkennungen
usage-fetch-all = Alle Nachrichten abrufen
usage-fetch-some = Nur diese Dienstkennungen abrufen
usage-fetch-help = Was hier nicht abgerufen wird, bleibt für andere Arbeitsplätze auf dem Server. Es wird gezählt und kommt, sobald Sie die Auswahl erweitern.
usage-fetch-none = Noch nichts ausgewählt: Es werden alle Nachrichten abgerufen.
usage-fetch-no-mail = KIM-Mail ist nicht dabei: Nachrichten von Kolleginnen und Kollegen und deren Lesebestätigungen bleiben auf dem Server.
usage-prefix = Weitere Dienstkennung
usage-prefix-add = Hinzufügen
usage-prefix-help = Anwendung oder Anwendung;Nachrichtentyp, zum Beispiel EBZ;ANW
usage-prefix-wrong = Eine Dienstkennung besteht aus Buchstaben ohne Umlaute, Ziffern und Strichpunkten.
usage-prefix-remove = { $prefix } entfernen
usage-left = { $count ->
    [one] Eine Nachricht liegt für andere Arbeitsplätze auf dem Server.
   *[other] { $count } Nachrichten liegen für andere Arbeitsplätze auf dem Server.
}
usage-left-line = { $account }: { $count } × { $kind }
usage-left-unknown = noch nicht erkannt
usage-left-fetch = Jetzt alle abrufen
usage-eau = eAU über KIM
usage-eau-send = Versand von eAU an die zuständigen Krankenkassen über KIM
usage-eau-send-help = Ohne diese Option nimmt Kimpost keine Nachricht der Anwendung eAU zum Versand an.
usage-marker = KIM-Kenner
usage-yes = Ja
usage-no = Nein
usage-marker-help = Sagt Ihrer KV mit der Abrechnung, dass Sie KIM nutzen. Kimpost rechnet nicht ab: Setzen Sie den Kenner auch in Ihrer Praxissoftware; hier ist er vermerkt.
usage-new-mails = Neue Nachrichten
usage-default-kind = Dienstkennung neuer Nachrichten
usage-default-kind-help = Gilt, solange beim Schreiben keine andere Art gewählt wird.
usage-default-kind-reset = Wie üblich
usage-signature = Signatur
usage-signature-of = Signatur des Kontos
usage-signature-hint = Praxis Dr. Beispiel, Musterweg 1, 12345 Musterstadt
usage-signature-help = Steht in neuen Nachrichten und in Antworten über dem zitierten Text. Unverändert weitergeleitete Nachrichten bleiben unverändert.
usage-no-account = Noch kein Konto eingerichtet.
usage-blocks = Textbausteine
usage-blocks-help = Beim Schreiben mit „Textbaustein“ oder F2 einfügen.
usage-block-new = Neuer Textbaustein
usage-block-unnamed = ohne Namen
usage-block-name = Name des Textbausteins
usage-block-name-wrong = Jeder Textbaustein braucht einen eigenen Namen.
usage-block-text = Text
usage-block-remove = Textbaustein löschen
usage-blocked = Bitte erst die rot markierten Angaben ändern.
usage-stations = Verarbeitende Station
usage-stations-help = Rufen mehrere Stationen dasselbe Postfach ab, verarbeitet genau eine davon das Konto: Nur sie beantwortet Lesebestätigungen, übergibt an die Praxissoftware und löscht auf dem Server. Die anderen lesen.
station-here = verarbeitet hier
station-other = nur Lesen
station-other-hint = Eine andere Station verarbeitet dieses Konto; hier wird nur gelesen.
station-here-sentence = Diese Station verarbeitet das Konto.
station-other-sentence = Eine andere Station verarbeitet das Konto; hier wird nur gelesen.
station-where = Ändern im Reiter „KIM-Nutzung“.
station-take = Hierher holen …
station-give-away = Abgeben …
station-take-question = Soll diese Station { $account } verarbeiten?
station-take-text = Geben Sie das Konto zuerst an der bisherigen Station ab. Zwei verarbeitende Stationen würden Lesebestätigungen und Kassenantworten doppelt behandeln.
station-take-do = Ja, hier verarbeiten
station-give-question = Soll { $account } hier nur noch gelesen werden?
station-give-text = Lesebestätigungen, Übergaben und das Löschen auf dem Server ruhen, bis eine andere Station das Konto holt. Was hier noch auf Übergabe wartet, wartet weiter.
station-give-do = Ja, abgeben
station-answers-receipts = Die verarbeitende Station beantwortet sie. Hier wird dieses Konto nur gelesen.
station-hands-over = Eine andere Station übergibt
station-hands-over-text = An die Praxissoftware übergibt nur die Station, die das Konto verarbeitet. Sie finden sie in den Einstellungen unter „KIM-Nutzung“.
note-other-station = Eine andere Station verarbeitet dieses Konto und übergibt.
note-restored = Diese Nachricht ist älter als das Einspielen einer Sicherung. Vielleicht ist die Antwort schon in der Praxissoftware.
handover-check = Ordner prüfen
handover-writable = beschreibbar
handover-not-writable = nicht beschreibbar
cli-help-mark = Nachrichten markieren: gelesen, in Bearbeitung, erledigt und zurück
cli-help-mark-arg-action = Was mit den Nachrichten geschieht
cli-help-mark-arg-ids = Nummern der Nachrichten
cli-help-list-arg-unread = Nur ungelesene
cli-help-list-arg-open = Nur unerledigte
cli-help-list-arg-claimed-by = Nur was diese Person in Bearbeitung hat
problem-EAU-OFF = Der Versand von eAU ist an diesem Arbeitsplatz nicht eingeschaltet.
problem-EAU-OFF-advice = Einstellungen → KIM-Nutzung → „Versand von eAU an die zuständigen Krankenkassen über KIM“ einschalten, oder am dafür vorgesehenen Arbeitsplatz senden.
problem-INPUT-BLOCK-NAME = Dem { $detail }. Textbaustein fehlt ein eigener Name.
problem-INPUT-BLOCK-NAME-advice = Geben Sie jedem Textbaustein einen Namen, den kein anderer hat.
problem-INPUT-TOO-LONG = Ein Text ist zu lang, oder es sind zu viele.
problem-INPUT-TOO-LONG-advice = Kürzen Sie ihn auf höchstens { $detail } Zeichen.
problem-MAIL-CLAIMED = { $detail } hat diese Nachricht in Bearbeitung.
problem-MAIL-CLAIMED-advice = Sprechen Sie sich ab. Danach kann sie freigegeben und neu genommen werden.
problem-STATION-OTHER = Eine andere Station verarbeitet dieses Konto; hier wird nur gelesen.
problem-STATION-OTHER-advice = Tun Sie das an der verarbeitenden Station, oder holen Sie das Konto hierher: Einstellungen → KIM-Nutzung.
problem-INPUT-SETTING-VALUE = Dieser Wert passt nicht: { $detail }
problem-INPUT-SETTING-VALUE-advice = Schalter stehen auf „yes“ oder leer; Dienstkennungen werden durch Kommas getrennt und enthalten keine Umlaute.

## Viewing attachments: why something is not shown
problem-DRAW-ENCRYPTED = Diese PDF-Datei ist mit einem Passwort geschützt.
problem-DRAW-ENCRYPTED-advice = Öffnen Sie die Datei mit dem Betrachter dieses Rechners; er fragt nach dem Passwort.
problem-DRAW-DAMAGED = Diese Datei ist beschädigt oder unvollständig und kann hier nicht gezeigt werden.
problem-DRAW-DAMAGED-advice = Speichern Sie die Datei oder bitten Sie den Absender, sie noch einmal zu senden.
problem-DRAW-TOO-LARGE = Diese Datei ist zu groß, um sie hier zu zeigen.
problem-DRAW-TOO-LARGE-advice = Öffnen Sie die Datei mit dem Betrachter dieses Rechners oder speichern Sie sie.
problem-DRAW-FORMAT = Dateien dieser Art werden hier nicht gezeigt.
problem-DRAW-FORMAT-advice = Speichern Sie die Datei und öffnen Sie sie mit dem Programm, zu dem sie gehört.
problem-DRAW-TIME = Das Zeichnen dauerte zu lange und wurde abgebrochen.
problem-DRAW-TIME-advice = Öffnen Sie die Datei mit dem Betrachter dieses Rechners, wenn Sie dem Absender vertrauen.
problem-DRAW-CRASHED = Beim Zeichnen dieser Datei trat ein Fehler auf. Ihre Nachrichten sind davon nicht betroffen.
problem-DRAW-CRASHED-advice = Öffnen Sie die Datei mit dem Betrachter dieses Rechners, wenn Sie dem Absender vertrauen.
problem-DRAW-REPLACED = Inzwischen wurde etwas anderes angefordert.
problem-DRAW-REPLACED-advice = Sehen Sie die Seite an, die jetzt gezeigt wird.
problem-DRAW-START = Das Zeichnen konnte nicht gestartet werden.
problem-DRAW-START-advice = Versuchen Sie es noch einmal. Bleibt es dabei, starten Sie Kimpost neu.
problem-REGISTRY-FILE = Die Liste der Dienstkennungen im Profil wird nicht verwendet: Sie enthält einen Fehler.
problem-REGISTRY-FILE-advice = Berichtigen Sie die Datei dienstkennungen.json an der genannten Zeile und starten Sie Kimpost neu.
### Adressbuch und Verzeichnisdienst

side-address-book = Adressbuch
contacts-title = Adressbuch
contacts-directory = Verzeichnisdienst (VZD)
contacts-own = Eigene Kontakte
contacts-own-news = Eigene Kontakte ({ $count } geändert)
contacts-check = Jetzt prüfen
contacts-check-hint = Fragt den Verzeichnisdienst nach jedem eigenen Kontakt. Das geschieht auch von selbst einmal am Tag.
contacts-check-cancel = Abbrechen
contacts-checking = { $done } von { $total } geprüft
contacts-checked = { $count ->
    [one] Ein Kontakt geprüft
   *[other] { $count } Kontakte geprüft
}, { $news ->
    [0] alle stehen unverändert im Verzeichnisdienst.
    [one] einer braucht Ihre Entscheidung.
   *[other] { $news } brauchen Ihre Entscheidung.
}
contacts-filter = Kontakte filtern
contacts-all = Alle
contacts-favourites = Favoriten
contacts-recent = Zuletzt verwendet
contacts-changed = Geändert
contacts-more = { $shown } von { $count } Kontakten. Geben Sie einen Namen ein, um die Liste einzugrenzen.
contacts-none = Noch keine Kontakte
contacts-none-hint = Wem Sie schreiben, steht danach hier. Im Verzeichnisdienst können Sie Kontakte merken.
contacts-none-found = Kein Kontakt passt dazu
contacts-none-found-hint = Prüfen Sie die Schreibweise oder suchen Sie im Verzeichnisdienst.
contacts-no-favourites = Noch keine Favoriten
contacts-no-favourites-hint = Favoriten stehen beim Schreiben ganz oben. Wählen Sie einen Kontakt und dann „Favorit“.
contacts-no-news = Nichts hat sich geändert
contacts-no-news-hint = Alle eigenen Kontakte stehen so im Verzeichnisdienst, wie Sie sie kennen.
contacts-groups = Gruppen
contacts-group-new = Neue Gruppe
contacts-group-name = Name der Gruppe
contacts-group-help = Zum Beispiel: Hausärzte, Qualitätszirkel
contacts-group-save = Übernehmen
contacts-group-cancel = Abbrechen
contacts-group-write = Nachricht an alle
contacts-group-rename = Umbenennen
contacts-group-remove = Gruppe löschen
contacts-group-remove-question = Gruppe „{ $name }“ löschen? Ihre Mitglieder bleiben im Adressbuch.
contacts-group-empty = Die Gruppe ist leer
contacts-group-empty-hint = Wählen Sie unter „Alle“ einen Kontakt und setzen Sie dort das Häkchen bei der Gruppe.
contacts-write = Nachricht schreiben
contacts-keep = Merken
contacts-favourite = Favorit
contacts-favourite-off = Kein Favorit
contacts-remove = Entfernen
contacts-remove-question = Diesen Kontakt aus dem Adressbuch entfernen?
contacts-remove-hint = Notiz und Gruppen gehen verloren. Nachrichten bleiben erhalten.
contacts-keep-it = Behalten
contacts-note = Notiz
contacts-note-hint = Nur in Ihrer Praxis zu sehen
contacts-in-directory = Steht im VZD, KIM { $version }
contacts-not-in-directory = Steht nicht im VZD
contacts-unchecked = Noch nicht im VZD geprüft
contacts-checked-at = geprüft { $time }
contacts-used-at = zuletzt geschrieben { $time }
contacts-state-renamed = neuer Name
contacts-state-other-owner = anderer Inhaber
contacts-gone-offers = Unter derselben Telematik-ID steht jetzt eine andere Adresse. Stern, Notiz und Gruppen ziehen mit um.
contacts-replace-with = Ersetzen durch { $mail }
contacts-take-note = Verstanden
contacts-take-name = Neuen Namen übernehmen
contacts-take-owner = Neuen Inhaber übernehmen
contacts-other-owner-hint = Jetziger Inhaber: { $name }. Prüfen Sie, ob Sie ihm schreiben wollen.
contact-news-gone = Diese Adresse steht nicht mehr im Verzeichnisdienst
contact-news-gone-hint = Vielleicht wurde sie abgemeldet, oder die Karte ist abgelaufen. Fragen Sie nach der neuen Adresse.
contact-news-renamed = Der Eintrag heißt im Verzeichnisdienst jetzt anders
contact-news-other-owner = Diese Adresse gehört jetzt jemand anderem
told-contact-kept = Im Adressbuch gemerkt.
directory-name = Name, Praxis, Einrichtung
directory-name-hint = Zum Beispiel: Müller Thomas
directory-city = Ort
directory-zip = PLZ
directory-street = Straße
directory-specialty = Fachgebiet
directory-specialty-hint = Zum Beispiel: Augen
directory-kind = Art der Einrichtung
directory-kind-all = Alle
directory-kind-practice = Arztpraxis
directory-kind-dental = Zahnarztpraxis
directory-kind-psychotherapy = Psychotherapeutische Praxis
directory-kind-hospital = Krankenhaus
directory-kind-pharmacy = Öffentliche Apotheke
directory-kind-insurer = Krankenkasse
directory-kind-care = Pflege
directory-kind-midwifery = Geburtshilfe
directory-kind-physiotherapy = Physiotherapie
directory-kind-doctor = Ärztin, Arzt (Person)
directory-kind-dentist = Zahnärztin, Zahnarzt (Person)
directory-kind-kv = Kassenärztliche Vereinigung
directory-kind-chamber = Ärztekammer
directory-kind-public = Öffentlicher Gesundheitsdienst
directory-ik = IK der Krankenkasse
directory-ik-hint = Neun Ziffern
directory-telematik-id = Telematik-ID
directory-mail = KIM-Adresse
directory-mail-hint = Ganz oder ein Teil davon
directory-search = Suchen
directory-clear = Leeren
directory-more = Weitere Felder
directory-less = Weniger Felder
directory-searching = Der Verzeichnisdienst wird gefragt …
directory-hits = { $count ->
    [one] Ein Treffer
   *[other] { $count } Treffer
}
directory-too-many = { $count } Treffer gezeigt – mehr Treffer, bitte eingrenzen
directory-empty = Wen suchen Sie?
directory-empty-hint = Drei Buchstaben genügen. Mehrere Felder zusammen grenzen die Suche ein.
directory-none = Niemand gefunden
directory-none-hint = Prüfen Sie die Schreibweise. Wer keine gültige Karte hat, steht nicht im Verzeichnisdienst.
directory-no-address = Keine KIM-Adresse
directory-no-address-hint = An diesen Eintrag können Sie keine KIM-Nachricht senden.
directory-not-reachable = nicht über KIM erreichbar
directory-more-addresses = { $mail } und { $count } weitere
directory-addresses = KIM-Adressen
directory-takes-large = auch über 15 MB
directory-tags = nur für { $tags }
directory-data = Angaben im Verzeichnisdienst
directory-person = Person
directory-organization = Organisation
directory-land = Land, Region
directory-domain-ids = IK, BSNR o. Ä.
directory-changed = Zuletzt geändert
directory-specialty-number = Fachgebiet Nr. { $number }
directory-codes = Weitere Codes
compose-groups = Gruppen
compose-group-members = { $count ->
    [one] ein Mitglied: { $names }
   *[other] { $count } Mitglieder: { $names }
}
compose-remedy-replace = Adresse ersetzen
compose-remedy-note = Verstanden
compose-issue-replaced = Diese Adresse gilt nicht mehr, im Verzeichnisdienst steht eine neue: { $detail }
compose-issue-renamed = Der Eintrag heißt im Verzeichnisdienst jetzt anders: { $detail }
compose-issue-other-owner = Diese Adresse gehört laut Verzeichnisdienst jetzt jemand anderem: { $detail }
problem-CONTACTS-CHECK-RUNNING = Die Kontakte werden gerade geprüft.
problem-CONTACTS-CHECK-RUNNING-advice = Warten Sie, bis die Prüfung fertig ist.
problem-GROUP-EXISTS = Eine Gruppe mit diesem Namen gibt es schon.
problem-GROUP-EXISTS-advice = Wählen Sie einen anderen Namen.
problem-INPUT-GROUP-NAME = Der Name der Gruppe fehlt oder ist zu lang.
problem-INPUT-GROUP-NAME-advice = Geben Sie einen Namen mit höchstens 80 Zeichen ein.
problem-LDAP-EMPTY = Der Verzeichnisdienst kennt zurzeit niemanden, auch die eigene Adresse nicht.
problem-LDAP-EMPTY-advice = Prüfen Sie, ob der Konnektor online ist. An Ihren Kontakten wurde nichts geändert.
problem-LDAP-QUERY-IK = Ein Institutionskennzeichen hat neun Ziffern.
problem-LDAP-QUERY-IK-advice = Prüfen Sie das IK.
problem-LDAP-QUERY-LONG = Der Suchbegriff ist zu lang.
problem-LDAP-QUERY-LONG-advice = Geben Sie weniger Wörter ein.
problem-LDAP-QUERY-MAIL = In einer KIM-Adresse stehen keine Umlaute.
problem-LDAP-QUERY-MAIL-advice = Prüfen Sie die Adresse oder suchen Sie nach dem Namen.
problem-LDAP-QUERY-PROFESSION = Diese Berufs- oder Einrichtungsart gibt es im Verzeichnisdienst nicht.
problem-LDAP-QUERY-PROFESSION-advice = Schreiben Sie zum Beispiel „Zahnarztpraxis“ oder „Krankenhaus“.
problem-LDAP-REPLACED = Eine neuere Suche hat diese abgelöst.
problem-LDAP-REPLACED-advice = Sehen Sie das Ergebnis der neueren Suche an.
problem-RECIPIENT-GONE = Eine Empfängeradresse steht nicht mehr im Verzeichnisdienst.
problem-RECIPIENT-GONE-advice = Ersetzen Sie sie durch die neue Adresse, oder senden Sie ohne Prüfung, wenn Sie sicher sind.
problem-RECIPIENT-OTHER-OWNER = Eine Empfängeradresse gehört jetzt jemand anderem.
problem-RECIPIENT-OTHER-OWNER-advice = Prüfen Sie im Adressbuch, ob Sie dem neuen Inhaber schreiben wollen.
cli-help-directory-check = Eigene Kontakte mit dem Verzeichnisdienst vergleichen
cli-help-arg-street = Straße
cli-help-arg-telematik-id = Telematik-ID
cli-help-arg-mail = KIM-Adresse, ganz oder ein Teil davon
cli-col-specialty = Fachgebiet
cli-col-street = Straße
cli-col-new-address = Neue Adresse

### Karte: Erinnerung an das Ende des Zertifikats

problem-CARD-EXPIRES = Das Zertifikat der Karte läuft bald ab. Tage bis dahin: { $detail }
problem-CARD-EXPIRES-advice = Bestellen Sie rechtzeitig eine neue Karte bei Ihrem Kartenanbieter. Ohne gültige Karte können Sie keine KIM-Nachrichten lesen und senden.
problem-CARD-EXPIRED = Das Zertifikat der Karte ist abgelaufen.
problem-CARD-EXPIRED-advice = KIM-Nachrichten können damit nicht mehr gelesen und gesendet werden. Eine neue Karte bekommen Sie bei Ihrem Kartenanbieter.

### Verbindung testen: kein zweiter Versuch mit demselben Passwort

problem-LOGIN-NOT-TRIED = Nicht versucht: Die Anmeldung mit diesem Passwort wurde schon beim Posteingang abgelehnt.
problem-LOGIN-NOT-TRIED-advice = Zu viele falsche Versuche sperren das Postfach. Beheben Sie zuerst, was beim Posteingang rot ist, und testen Sie dann erneut.
# Ausgangsordner und eAU-Versand

history-watched = Aus dem Ausgangsordner der Praxissoftware übernommen
history-from-backup = Aus einer Sicherung zurückgeholt: Ob inzwischen gesendet wurde, ist unklar
history-eau-released = Aus dem eAU-Sammelversand zum Senden gegeben
history-document-error = Fehlermeldung der Krankenkasse eingegangen: { $detail }
history-same-again = Enthält dieselbe Datei wie Nachricht { $detail }
history-sent-anew = Dieselbe Datei erneut gesendet, als Nachricht { $detail }
problem-EAU-ERROR = Krankenkassen haben eAU nicht angenommen: { $detail }.
problem-EAU-ERROR-advice = Öffnen Sie den Postausgang: Dort steht zu jeder eAU, was die Krankenkasse meldet und was zu tun ist.
problem-EAU-SILENT = Bei { $detail } eAU ist nach einem Tag weder Zustellbestätigung noch Fehler eingegangen.
problem-EAU-SILENT-advice = Öffnen Sie den Postausgang: Geben Sie der Patientin oder dem Patienten den Papierausdruck für die Krankenkasse mit, oder senden Sie dieselbe Datei erneut.
problem-INPUT-TIME = „{ $detail }“ ist keine Uhrzeit.
problem-INPUT-TIME-advice = Schreiben Sie die Uhrzeit mit vier Ziffern, zum Beispiel 18:30.
problem-RESEND-NOTHING = Zu dieser Nachricht gibt es keine Datei, die erneut gesendet werden kann.
problem-RESEND-NOTHING-advice = Öffnen Sie die gesendete Nachricht mit der Datei und senden Sie von dort.
problem-WATCH-CONTENT = Die Datei ist nicht in Ordnung und wurde nicht gesendet.
problem-WATCH-CONTENT-advice = Erzeugen Sie die Datei in der Praxissoftware neu und legen Sie sie noch einmal in den Ausgangsordner.
problem-WATCH-DRAFT = Aus der Datei lässt sich keine Nachricht machen: { $detail }.
problem-WATCH-DRAFT-advice = Prüfen Sie Empfänger, Betreff und Größe und legen Sie die Datei noch einmal in den Ausgangsordner.
problem-WATCH-EMPTY = Die Datei ist leer.
problem-WATCH-EMPTY-advice = Erzeugen Sie die Datei in der Praxissoftware neu.
problem-WATCH-FAILED = Dateien aus dem Ausgangsordner wurden nicht gesendet: { $detail }.
problem-WATCH-FAILED-advice = Öffnen Sie Einstellungen → KIM-Nutzung → Ausgangsordner; dort steht zu jeder Datei der Grund.
problem-WATCH-FOLDER = Ein Ausgangsordner ist nicht erreichbar oder nicht beschreibbar: { $detail }
problem-WATCH-FOLDER-advice = Prüfen Sie Ordner, Netzlaufwerk und Rechte. Sobald der Ordner da ist, geht es von selbst weiter.
problem-WATCH-FOLDER-TAKEN = Dieser Ordner wird schon verwendet: { $detail }
problem-WATCH-FOLDER-TAKEN-advice = Wählen Sie für jedes Konto und jede Art einen eigenen Ordner, der kein Übergabeordner ist.
problem-WATCH-GONE = Die Datei liegt nicht mehr dort, wohin sie verschoben wurde: { $detail }
problem-WATCH-GONE-advice = Erzeugen Sie die Datei in der Praxissoftware neu, oder haken Sie die Zeile als erledigt ab.
problem-WATCH-INSURER = Zum Institutionskennzeichen { $detail } gibt es im Verzeichnisdienst keine Krankenkasse mit KIM-Adresse.
problem-WATCH-INSURER-advice = Prüfen Sie die Krankenkasse im Patientenstamm; bei einer eAU geben Sie den Papierausdruck für die Krankenkasse mit.
problem-WATCH-KIND = Der Inhalt der Datei passt nicht zu ihrem Namen oder zum Ausgangsordner.
problem-WATCH-KIND-advice = Legen Sie die Datei in den richtigen Ausgangsordner oder erzeugen Sie sie neu.
problem-WATCH-LETTER = Ein eArztbrief besteht aus genau einer PDF- und einer XML-Datei ({ $detail }).
problem-WATCH-LETTER-advice = Legen Sie beide Dateien mit gleichem Namen zusammen in den Ausgangsordner.
problem-WATCH-MISSING = Zur Beschreibung { $detail } fehlt die Datei oder ein Anhang.
problem-WATCH-MISSING-advice = Legen Sie alle genannten Dateien zusammen in den Ausgangsordner.
problem-WATCH-MOVE = Die Datei ist erledigt, lässt sich aber nicht verschieben.
problem-WATCH-MOVE-advice = Schließen Sie sie in anderen Programmen und prüfen Sie die Rechte im Ordner. Sie wird nicht noch einmal gesendet.
problem-WATCH-NAME = Der Dateiname passt nicht zum Verfahren { $detail }.
problem-WATCH-NAME-advice = Die Praxissoftware muss die Datei so nennen, wie es das Verfahren vorschreibt.
problem-WATCH-NAME-TAKEN = Im Ausgangsordner liegt schon eine andere Datei dieses Namens: { $detail }
problem-WATCH-NAME-TAKEN-advice = Warten Sie, bis sie übernommen ist, oder räumen Sie sie weg, und versuchen Sie es dann erneut.
problem-WATCH-NO-IK = Die Datei nennt kein Institutionskennzeichen der Krankenkasse.
problem-WATCH-NO-IK-advice = Ergänzen Sie die Krankenkasse in der Praxissoftware, oder legen Sie eine JSON-Datei mit „ik“ daneben.
problem-WATCH-NO-RECIPIENT = Zu der Datei ist kein Empfänger angegeben.
problem-WATCH-NO-RECIPIENT-advice = Legen Sie eine JSON-Datei mit „to“ daneben und die Datei noch einmal in den Ausgangsordner.
problem-WATCH-NOT-EMPTY = In dem Ordner liegen schon Dateien ({ $detail }). Sie würden sofort gesendet, und was Kimpost nicht erkennt, nach „Fehler“ verschoben.
problem-WATCH-NOT-EMPTY-advice = Räumen Sie weg, was schon gesendet ist. Soll alles hinaus, bestätigen Sie es (auf der Kommandozeile: --now).
problem-WATCH-RECIPIENT = Der Empfänger { $detail } ist keine KIM-Adresse im Verzeichnisdienst.
problem-WATCH-RECIPIENT-advice = Suchen Sie die Adresse im Adressbuch und berichtigen Sie sie in der Praxissoftware.
problem-WATCH-RETIRED = Das Konto dieses Ausgangsordners wird nicht mehr angeboten; aus ihm wird nichts gesendet.
problem-WATCH-RETIRED-advice = Legen Sie einen Ausgangsordner für ein anderes Konto fest, oder bieten Sie das Konto wieder zur Auswahl an.
problem-WATCH-RULES = Die Regeln für Ausgangsordner im Profil sind nicht lesbar ({ $detail }); es gelten die mitgelieferten.
problem-WATCH-RULES-advice = Berichtigen oder entfernen Sie die Datei watch-rules.json im Profilordner und starten Sie Kimpost neu.
problem-WATCH-SIDECAR = Die JSON-Datei neben der Datei ist nicht lesbar oder passt nicht ({ $detail }).
problem-WATCH-SIDECAR-advice = Berichtigen Sie die JSON-Datei und legen Sie beide noch einmal in den Ausgangsordner.
problem-WATCH-TEST-DATA = Die Datei ist als Testdaten gekennzeichnet (T am Anfang des Namens) und wird nicht gesendet.
problem-WATCH-TEST-DATA-advice = Stellen Sie die Praxissoftware auf Echtbetrieb und erzeugen Sie die Datei neu.
problem-WATCH-TOO-LARGE = Die Datei ist zu groß für den Ausgangsordner ({ $detail }).
problem-WATCH-TOO-LARGE-advice = Senden Sie sie als Anhang einer Nachricht.
problem-WATCH-TWICE = Diese Datei wurde schon gesendet und wird nicht von selbst noch einmal gesendet.
problem-WATCH-TWICE-advice = Soll sie wirklich ein zweites Mal hinaus: Einstellungen → KIM-Nutzung → Ausgangsordner → „Trotzdem senden“.
problem-WATCH-UNKNOWN = Kimpost erkennt nicht, was diese Datei ist.
problem-WATCH-UNKNOWN-advice = Legen Sie sie in den Ausgangsordner für ihr Verfahren, oder eine JSON-Datei mit „dienstkennung“ und „to“ daneben.
problem-WATCH-UNREADABLE = Die Datei lässt sich nicht lesen.
problem-WATCH-UNREADABLE-advice = Prüfen Sie die Rechte der Datei; sie bleibt liegen und wird wieder versucht.
problem-WATCH-UNSIGNED = Die Datei ist nicht signiert. { $detail }
problem-WATCH-UNSIGNED-advice = Signieren Sie sie in der Praxissoftware und legen Sie die signierte Datei in den Ausgangsordner.

watch-title = Ausgangsordner
watch-intro = Was die Praxissoftware hier ablegt (EBZ-Anträge, eAU, eArztbriefe), wird von selbst gesendet und dann nach „gesendet“ verschoben. Was nicht gesendet werden kann, liegt mit dem Grund in „Fehler“.
watch-none = Noch kein Ausgangsordner festgelegt.
watch-run = Jetzt nachsehen
watch-watched = wird beobachtet
watch-away = nicht erreichbar
watch-remove = Ausgangsordner nicht mehr beobachten
watch-of = { $kind } · Konto: { $account }
watch-kind-any = Alles, was Kimpost am Dateinamen erkennt
watch-assumed = Dateiname und Dienstkennung sind eine Annahme
watch-being-written = wird noch geschrieben
watch-open =
    { $count ->
        [one] Eine Datei wurde nicht gesendet
       *[other] { $count } Dateien wurden nicht gesendet
    }
watch-sent = Zuletzt übernommen
watch-retry = Erneut versuchen
watch-again = Trotzdem senden …
watch-again-question = Diese Datei wirklich ein zweites Mal senden?
watch-again-yes = Ja, noch einmal senden
watch-dismiss = Erledigt
watch-dismiss-hint = Die Zeile verschwindet, die Datei bleibt liegen.
watch-new = Ordner hinzufügen
watch-account = Konto, das sendet
watch-kind = Was dort liegt
watch-kind-help = Die Praxissoftware und Kimpost müssen denselben Ordner benutzen; er darf auf einem Netzlaufwerk liegen.
watch-folder-field = Ausgangsordner
watch-add = Hinzufügen
watch-add-question = In dem Ordner liegen schon Dateien: { $count }
watch-add-text = Sie würden sofort gesendet, und was Kimpost nicht erkennt, nach „Fehler“ verschoben. Räumen Sie vorher weg, was schon gesendet ist.
watch-add-yes = Ja, hinzufügen und senden
watch-result-queued = übernommen
watch-result-twice = doppelt
watch-result-failed = nicht gesendet
watch-result-waiting = wartet
usage-eau-collect = eAU sammeln und gebündelt versenden
usage-eau-collect-help = eAU aus den Ausgangsordnern warten im „eAU-Sammelversand“ und gehen zur festgelegten Uhrzeit oder auf Knopfdruck hinaus, jede als eigene Nachricht.
usage-eau-time = Täglich um
usage-eau-time-unit = Uhr
usage-eau-time-help = Leer: nur auf Knopfdruck
usage-eau-time-wrong = Bitte vier Ziffern, zum Beispiel 18:30.
side-eau = eAU-Sammelversand
eau-title = eAU-Sammelversand
eau-empty = Keine eAU gesammelt.
eau-empty-hint = Was die Praxissoftware in den Ausgangsordner legt, erscheint hier.
eau-next = Nächster Versand { $time }, jede eAU als eigene Nachricht.
eau-by-button = Diese eAU gehen erst auf Knopfdruck hinaus, jede als eigene Nachricht.
eau-send-all = Jetzt senden
eau-send-chosen =
    { $count ->
        [one] Eine eAU jetzt senden
       *[other] { $count } eAU jetzt senden
    }
eau-remove = Herausnehmen
eau-remove-question =
    { $count ->
        [one] Diese eAU nicht senden?
       *[other] Diese { $count } eAU nicht senden?
    }
eau-remove-text = Sie liegen danach im Papierkorb. Geben Sie den Papierausdruck für die Krankenkasse mit.
eau-remove-yes = Ja, herausnehmen
eau-choose = eAU von { $patient } auswählen
eau-choose-all = Alle eAU auswählen
eau-col-patient = Patient
eau-col-insurer = Krankenkasse
eau-col-since = Gesammelt seit
eau-silent = Seit über einem Tag ist weder eine Zustellbestätigung noch ein Fehler eingegangen. Geben Sie den Papierausdruck für die Krankenkasse mit, oder senden Sie dieselbe Datei erneut.
eau-paper-done = Papierausdruck mitgegeben
eau-paper-done-hint = Die Erinnerung ist damit erledigt.
eau-same-again = Dieselbe Datei erneut senden …
eau-open-sent = Gesendete eAU öffnen
eau-error-information = Hinweis der Krankenkasse zur eAU
eau-information-word = Hinweis der Krankenkasse
eau-error-headline = Die Krankenkasse hat die eAU nicht angenommen ({ $code })
eau-error-cancel-headline = Die Krankenkasse hat die Stornierung nicht angenommen ({ $code })
eau-error-unjoined = Die gesendete eAU dazu ist hier nicht bekannt.
eau-remedy-resend = Am Inhalt ist nichts zu ändern: Dieselbe Datei kann erneut gesendet werden.
eau-remedy-unknown = Diese Kennung ist nicht bekannt. Lesen Sie den Text der Krankenkasse und fragen Sie dort nach.
same-again-question = Dieselbe Datei erneut senden?
same-again-text = Die Datei geht unverändert in einer neuen Nachricht an denselben Empfänger, mit Zustellbestätigung.
same-again-do = Erneut senden
same-again-told = Dieselbe Datei liegt wieder im Postausgang.
cli-help-watch = Ausgangsordner der Praxissoftware
cli-help-watch-add = Einen Ordner beobachten; ohne --dienstkennung entscheiden Dateiname und Inhalt
cli-help-watch-add-arg-now = Auch senden, was schon im Ordner liegt
cli-help-watch-list = Ordner und ihre Dateien zeigen
cli-help-watch-remove = Einen Ordner nicht mehr beobachten
cli-help-watch-arg-once = Einmal durcharbeiten und enden
cli-help-watch-add-arg-dir = Ordner
cli-help-watch-remove-arg-dir = Ordner
cli-col-file = Datei
# Schreibtisch der Kassenantworten, Warteliste, Sammelübernahme, Zuordnungsdateien
answers-state-all = Alle
answers-state-open = Offen
answers-state-taken_over = Übernommen
answers-state-unassigned = Nicht zugeordnet
answers-state-error = Fehler
answers-state-done = Erledigt
answers-stand-done = erledigt
answers-stand-unassigned = nicht zugeordnet
answers-stand-refused = nicht übernommen
answers-stand-held = zu prüfen
answers-stand-waits = wartet auf Antwort
answers-col-stand = Stand
answers-lapsing = Läuft ab
answers-lapsing-help = Genehmigungen, die bald ablaufen oder abgelaufen sind
answers-lapses = Die Genehmigung läuft am { $day } ab.
answers-lapses-on = Läuft ab am
answers-lapses-rule = { $day } (nach der Frist in den Einstellungen)
answers-all-insurers = Alle Kassen
answers-all-areas = Bereich
answers-area-ZE = Zahnersatz
answers-area-PA = Parodontitis
answers-area-KF = Kieferorthopädie
answers-area-KG = Kiefergelenk
answers-area-KB = Kieferbruch
answers-period = Zeitraum
answers-period-all = Zeitraum
answers-period-days =
    { $count ->
        [one] letzter Tag
       *[other] letzte { $count } Tage
    }
answers-period-typed = von … bis …
answers-from = von
answers-to = bis
answers-day-hint = TT.MM.JJJJ
answers-day-wrong = Bitte als Tag schreiben, zum Beispiel 12.11.2026.
answers-back = Zur Liste
answers-widen = Filter aufheben
answers-none-here = Hierzu gibt es keinen Antrag und keine Antwort.
answers-ticked =
    { $count ->
        [one] 1 ausgewählt
       *[other] { $count } ausgewählt
    }
answers-untick = Auswahl aufheben
answers-tick = { $number } auswählen
answers-tick-all = Alle auswählen
answers-done = Erledigt
answers-reopen = Wieder öffnen
answers-done-by = Erledigt von { $who }, { $time }
answers-more = Weitere zeigen
answers-more-there = { $count } ältere werden nicht gezeigt.
answers-compare = Beantragt und bewilligt
answers-nothing-granted = Nichts bewilligt
answers-no-longer-granted = Nicht mehr bewilligt
answers-not-granted = entfällt
answers-rate-short = Zuschuss
answers-less = weniger
answers-more-granted = mehr
answers-unassigned = Kein Antrag zu dieser Antwort
answers-unassigned-text = Zu ihrer Nummer liegt kein gesendeter Antrag vor. Sie können sie einem Antrag zuordnen.
answers-assigned = Von Hand zugeordnet
answers-assigned-text = In der Antwort steht die Nummer { $number }.
answers-broken =
    { $count ->
        [one] Eine Antwort ist nicht lesbar
       *[other] { $count } Antworten sind nicht lesbar
    }
answers-broken-show = Zeigen
assign-title = Einem Antrag zuordnen
assign-text = Wartende Anträge dieser Kasse, oder suchen Sie mit der Planantragsnummer.
assign-open = Antrag suchen
assign-none = Kein passender Antrag gefunden.
assign-sure = Diese Antwort dem Antrag { $number } ({ $patient }) zuordnen? In ihr selbst steht eine andere Nummer. Die Zuordnung wird im Verlauf vermerkt.
assign-do = Zuordnen
assign-undo = Zuordnung aufheben
told-assignment-removed = Die Zuordnung ist aufgehoben.
told-taken-over-again = Die Antwort wurde noch einmal übergeben.
history-assigned = Von Hand dem Antrag { $detail } zugeordnet
history-assignment-removed = Zuordnung aufgehoben
history-answer-done = Kassenantwort erledigt
history-answer-open = Kassenantwort wieder geöffnet
bulk-open = Erneut übernehmen …
bulk-open-count =
    { $count ->
        [one] Kassenantwort erneut übernehmen …
       *[other] { $count } Kassenantworten erneut übernehmen …
    }
bulk-since-open = Alles seit … erneut übernehmen
bulk-title = Kassenantworten erneut übernehmen
bulk-since-title = Alles seit … erneut übernehmen
bulk-warning = Nur wenn die Übernahme nachweislich fehlt
bulk-warning-text = Zum Beispiel nach der Rücksicherung der Praxissoftware. Was dort schon angekommen ist, käme ein zweites Mal an. Jede Übernahme wird mit Nummer, Name und Grund vermerkt.
bulk-since-day = Seit Tag
bulk-since-time = Uhrzeit
bulk-since-help = Alles, was seit diesem Zeitpunkt übernommen wurde: der Stand der Rücksicherung.
bulk-since-wrong = Bitte Tag und Uhrzeit angeben, zum Beispiel 12.11.2026 und 08:00.
bulk-counting = Wird gezählt …
bulk-would = { $count } von { $total } werden erneut übernommen
bulk-do =
    { $count ->
        [one] 1 Antwort erneut übernehmen
       *[other] { $count } Antworten erneut übernehmen
    }
bulk-begins = Beginnt …
bulk-progress = { $done } von { $total }
bulk-done = { $count } von { $total } erneut übernommen
bulk-cancelled = Abgebrochen. Der Rest ist unverändert.
bulk-cancelled-goes-on = Abgebrochen. Mit demselben Zeitpunkt geht es innerhalb einer Stunde dort weiter.
bulk-anew = Von vorn beginnen, auch mit den schon übernommenen
bulk-number = Sammelübernahme Nr. { $number }
bulk-anyway = Trotzdem übernehmen
bulk-skip-still_there = liegen noch im Übergabeordner
bulk-skip-waiting = warten noch auf die Übergabe
bulk-skip-folder_away = im Übergabeordner nicht prüfbar, er ist nicht erreichbar
bulk-skip-double = mit demselben Inhalt, nur einmal übernommen
bulk-skip-done_before = vor der Unterbrechung schon übernommen
bulk-skip-held = noch nie übernommen, bitte einzeln prüfen
bulk-skip-test_data = als Testdaten gekennzeichnet
bulk-skip-other_station = werden von einer anderen Station übergeben
bulk-skip-refused = nicht lesbar oder verändert
side-waiting = Warteliste
waiting-title = Warteliste
waiting-intro = Anträge ohne Zustellbestätigung oder ohne Antwort der Kasse nach der Frist in den Einstellungen.
waiting-empty = Kein Antrag wartet zu lange.
waiting-empty-text = Hier erscheinen Anträge, die nicht zugestellt oder nicht beantwortet wurden.
waiting-reason-undelivered = nicht zugestellt
waiting-reason-no_receipt = keine Zustellbestätigung
waiting-reason-no_answer = keine Antwort
waiting-advice-undelivered = Der Antrag kam nicht an. Prüfen Sie die Adresse und senden Sie ihn noch einmal.
waiting-advice-no_receipt = Ob der Antrag angekommen ist, ist nicht bestätigt. Fragen Sie bei der Kasse nach.
waiting-advice-no_answer = Die Kasse hat nicht geantwortet. Fragen Sie nach.
waiting-since =
    { $count ->
        [one] seit 1 Tag
       *[other] seit { $count } Tagen
    }
waiting-since-today = seit { $time }
waiting-sent = Gesendet
waiting-delivered = Zugestellt
waiting-not-delivered = nicht bestätigt
waiting-to = An
waiting-contact = Kontakt der Kasse
waiting-contact-asking = Wird im Verzeichnisdienst gesucht …
waiting-contact-none = Im Verzeichnisdienst steht keine Kasse mit dem Institutionskennzeichen { $ik }.
waiting-contact-no-ik = Der Antrag nennt kein Institutionskennzeichen.
waiting-contact-source = Aus dem Verzeichnisdienst (VZD). Telefonnummern führt er nicht.
waiting-copy-address = Adresse kopieren
handover-sidecar = JSON-Datei mit den ausgelesenen Feldern daneben schreiben
handover-sidecar-help = Für Praxissoftware, die sie liest. Die JSON-Datei liegt immer schon da, wenn die Datei selbst erscheint.
desk-settings-title = Kassenantworten
desk-settings-intro = Ab wann ein Antrag auf die Warteliste kommt und eine Genehmigung abläuft. Die Voreinstellungen stammen von Kimpost, nicht aus einer Vorschrift.
desk-setting-receipt_hours = Warteliste: ohne Zustellbestätigung nach
desk-setting-answer_days = Warteliste: ohne Antwort nach
desk-setting-lapse_months = Zahnersatz-Genehmigung läuft ab nach (0: nie)
desk-setting-lapse_notice_days = Vor dem Ablauf hinweisen ab
desk-unit-hours = Stunden
desk-unit-days = Tagen
desk-unit-months = Monaten
desk-setting-range = Bitte eine ganze Zahl von { $least } bis { $most }.
desk-settings-save = Fristen speichern
mapping-title = Zuordnungsdateien (EBZ)
mapping-intro = Sie sagen, wo in einer Kassenantwort welche Angabe steht. Eine neuere Datei in diesem Ordner gilt sofort, ohne neues Programm.
mapping-copy-folder = Ordner kopieren
mapping-look-again = Ordner neu lesen
mapping-first = gilt zuerst
mapping-has-assumptions = mit Annahmen
mapping-shipped = mit Kimpost geliefert
mapping-assumed = Annahme: { $field }
mapping-assumed-show = { $count } Annahmen zeigen
mapping-assumed-hide = Annahmen ausblenden
mapping-refused = Die Zuordnungsdatei { $file } wird nicht verwendet
mapping-refused-line = Zeile { $line }
mapping-refused-earlier = Ihr früherer Stand gilt weiter.
mapping-refused-others = Die anderen Dateien gelten weiter.
note-still-in-folder = Die Praxissoftware hat die Datei noch nicht abgeholt: { $detail }
note-sender-in-directory = Der Verzeichnisdienst nennt { $detail } als Adresse dieser Kasse.
payload-block-practice-mismatch = Die Antwort nennt eine andere Abrechnungsnummer der Praxis als der Antrag ({ $detail }).
problem-HANDOVER-FULL = Im Übergabeordner ist kein Platz mehr.
problem-HANDOVER-FULL-advice = Schaffen Sie Platz auf dem Laufwerk. Was wartet, wird dann von selbst übergeben.
problem-MAPPING-REFUSED = Eine Zuordnungsdatei für Kassenantworten ist fehlerhaft und wird nicht verwendet.
problem-MAPPING-REFUSED-advice = Unter Einstellungen, KIM-Nutzung, stehen Datei, Zeile und Grund. Bis sie berichtigt ist, gilt der frühere Stand.
problem-BULK-RUNNING = Es werden schon mehrere Antworten übernommen.
problem-BULK-RUNNING-advice = Warten Sie, bis das beendet ist, oder brechen Sie es ab.
problem-INPUT-MOMENT = Das ist kein Zeitpunkt, den Kimpost versteht.
problem-INPUT-MOMENT-advice = Schreiben Sie ihn zum Beispiel als 2026-11-12 oder 2026-11-12 08:00.
cli-bulk-would = Würde erneut übernehmen:
cli-bulk-done = Erneut übernommen:
cli-help-arg-state = Nur in diesem Stand
cli-help-arg-insurer = Institutionskennzeichen der Kasse
cli-help-arg-area = Bereich: ZE, PA, KF, KG …
cli-help-answers-arg-from = Ab diesem Tag
cli-help-answers-arg-to = Bis zu diesem Tag
cli-help-arg-lapsing = Nur Genehmigungen, die bald ablaufen oder abgelaufen sind
cli-help-answers-arg-limit = Höchstens so viele Zeilen; 0 für alle
cli-help-arg-waiting = Warteliste: Anträge ohne Zustellbestätigung oder Antwort
cli-help-reprocess-arg-ids = Nachrichten
cli-help-arg-since = Alles, was seit diesem Zeitpunkt übernommen wurde (nur Admin)
cli-help-arg-force = Auch wenn dieselbe Datei noch im Übergabeordner liegt, angehalten oder als Testdaten gekennzeichnet ist
cli-help-arg-dry-run = Nur zählen, nichts ändern
cli-help-arg-sidecar = Daneben eine JSON-Datei mit den ausgelesenen Feldern schreiben
eau-open-error = Fehlermeldung öffnen
eau-error-done = Erledigt
eau-error-done-hint = Die eAU wurde berichtigt oder der Papierausdruck mitgegeben.
watch-twice-advice = Ist das ein Versehen, haken Sie die Zeile ab.
eau-refused = von der Kasse nicht angenommen
eau-silent-word = ohne Bestätigung

# eEB: Anfrage und Antwort
compose-kind-eeb = eEB-Anfrage
compose-no-read-receipt = Bei der eEB ist keine Lesebestätigung vorgesehen.
compose-remedy-set-kind = Art anpassen
draft-issue-eeb-kind = „{ $detail }“ ist eine eEB-Anfrage, die Nachricht hat aber eine andere Art. Die Krankenkasse erkennt die Anfrage so nicht.
draft-issue-eeb-version = Die Krankenkassen beantworten Anfragen mit der Dienstkennung { $detail }; ältere werden abgelehnt.
draft-issue-eeb-file = Zu einer eEB-Anfrage gehört genau eine Anfragedatei der Praxissoftware (EEEB0_ANF_….p7s).
draft-issue-eeb-alone = Eine eEB-Anfrage enthält keine weiteren Anhänge. Entfernen Sie die übrigen Dateien.
draft-issue-eeb-unsigned = „{ $detail }“ ist nicht signiert. Signieren Sie die Anfrage in der Praxissoftware und hängen Sie die signierte Datei an.
draft-issue-eeb-unreadable = „{ $detail }“ ist beschädigt oder unvollständig. Erzeugen Sie die Anfrage in der Praxissoftware neu.
draft-issue-eeb-one-recipient = Eine eEB-Anfrage geht nur an die Krankenkasse. Entfernen Sie die weiteren Empfänger.
problem-INPUT-EEB = Die eEB-Anfrage kann so nicht gesendet werden.
problem-INPUT-EEB-advice = Hängen Sie genau eine signierte Anfragedatei an, Art „eEB-Anfrage“, und senden Sie sie nur an die Krankenkasse.
eeb-received = Bescheinigung erhalten
eeb-refused = Fehler der Krankenkasse
eeb-refused-text = Die Krankenkasse hat die Anfrage mit dem Code { $code } abgelehnt. Was er bedeutet, steht in der Fehlermeldung.
eeb-open-certificate = Bescheinigung öffnen
eeb-open-error = Fehlermeldung öffnen
eeb-open-request = Anfrage öffnen
eeb-answer-of = Antwort auf Ihre eEB-Anfrage
eeb-waits = Die Antwort der Krankenkasse steht noch aus
eeb-waits-looking = Kimpost sieht bis { $time } alle { $seconds } Sekunden nach, ob sie da ist.
eeb-waits-text = Sie kommt mit einem der nächsten Abrufe.
eeb-fetch-now = Jetzt abrufen
eeb-fetch-now-hint = Ruft nur Nachrichten der eEB ab
history-eeb-certificate = Ersatzbescheinigung der Krankenkasse eingegangen
history-eeb-error = Fehlermeldung der Krankenkasse zur eEB eingegangen: { $detail }

# eArztbrief: was vor dem Senden geprüft wird (KBV-eAB 2.14)
draft-issue-letter-kind = Angehängt ist ein eArztbrief, die Nachricht hat aber eine andere Art. Die Praxissoftware des Empfängers erkennt ihn so nicht.
draft-issue-letter-version = Ein eArztbrief wird mit der Dienstkennung { $detail } gesendet.
draft-issue-letter-xml = Zu einem eArztbrief gehört genau eine XML-Datei; hier sind es { $detail }.
draft-issue-letter-pdf = Zu einem eArztbrief gehört genau eine signierte PDF-Datei; hier sind es { $detail }. Von mehreren PDF-Dateien muss eine heißen wie die XML-Datei.
draft-issue-letter-not-cda = „{ $detail }“ ist keine XML-Datei eines eArztbriefs (CDA).
draft-issue-letter-unreadable = „{ $detail }“ ist unvollständig. Erzeugen Sie den eArztbrief in der Praxissoftware neu.
draft-issue-letter-unsigned = „{ $detail }“ ist nicht signiert. Signieren Sie den Brief in der Praxissoftware und hängen Sie die signierte Datei an.
draft-issue-letter-pdfa = „{ $detail }“ ist kein PDF/A der Stufen 1a, 1b, 2a, 2b oder 2u. Erzeugen Sie den Brief in der Praxissoftware als PDF/A.
draft-issue-letter-too-many = Ein eArztbrief hat höchstens { $detail } Anhänge neben PDF und XML.
draft-issue-letter-other-patient = „{ $detail }“ nennt andere Patientendaten als der Brief. Alles in einer Nachricht muss dieselbe Person betreffen.
draft-issue-letter-text = Im Text steht „{ $detail }“. Medizinische Angaben und Patientendaten gehören in den Brief, nicht in den Text der Nachricht.
draft-issue-letter-long = Der Text ist lang. Medizinische Angaben gehören in den Brief, nicht in den Text der Nachricht.
problem-WATCH-PDFA = Der Brief ist kein PDF/A der Stufen 1a, 1b, 2a, 2b oder 2u.
problem-WATCH-PDFA-advice = Erzeugen Sie ihn in der Praxissoftware als PDF/A und legen Sie ihn noch einmal in den Ausgangsordner.
problem-INPUT-LETTER = Der eArztbrief kann so nicht gesendet werden.
problem-INPUT-LETTER-advice = Hängen Sie genau eine signierte PDF/A-Datei und die XML-Datei (CDA) dazu an, Art „eArztbrief“.

## Datensicherung

problem-BACKUP-DAMAGED = Diese Sicherung ist beschädigt. Es wurde nichts verändert.
problem-BACKUP-DAMAGED-advice = Nehmen Sie eine andere Sicherung, oder kopieren Sie die Datei noch einmal von ihrem ersten Ort.
problem-BACKUP-FAILED = Die Datensicherung ist fehlgeschlagen.
problem-BACKUP-FAILED-advice = Prüfen Sie unter „Übersicht“ den Ordner der Sicherung und den freien Platz. Kimpost versucht es in einer Viertelstunde erneut.
problem-BACKUP-FILE = Diese Datei ist keine vollständige Sicherung von Kimpost.
problem-BACKUP-FILE-advice = Bitte wählen Sie eine Datei mit der Endung „.kimpost-backup“, die ganz kopiert wurde.
problem-BACKUP-FOLDER = In diesen Ordner lässt sich keine Sicherung schreiben.
problem-BACKUP-FOLDER-advice = Bitte wählen Sie einen vorhandenen Ordner, in den Sie schreiben dürfen.
problem-BACKUP-KEY = Die Passphrase passt nicht zu dieser Sicherung.
problem-BACKUP-KEY-advice = Geben Sie die Passphrase ein, die galt, als die Sicherung gemacht wurde. Ohne sie lässt sich die Sicherung nicht öffnen.
problem-BACKUP-NO-PASSPHRASE = Für Sicherungen ist noch keine Passphrase festgelegt.
problem-BACKUP-NO-PASSPHRASE-advice = Legen Sie unter „Übersicht“ eine Passphrase fest, oder geben Sie auf der Kommandozeile eine an (--backup-passphrase-fd).
problem-BACKUP-OLD = Seit über zwei Wochen gibt es keine Datensicherung.
problem-BACKUP-OLD-advice = Legen Sie unter „Übersicht“ fest, wohin Kimpost selbst sichert, oder sichern Sie dort jetzt.
problem-BACKUP-PLAN = Diese Angaben zur Sicherung sind nicht möglich.
problem-BACKUP-PLAN-advice = Möglich sind 1 bis 365 Tage und 1 bis 1000 Sicherungen.
problem-BACKUP-RUNNING = Es läuft schon eine Sicherung.
problem-BACKUP-RUNNING-advice = Bitte warten Sie, bis sie fertig ist.
problem-RESTORE-NOT-EMPTY = In diesem Profil sind schon Konten oder Nachrichten. Sie werden nicht überschrieben.
problem-RESTORE-NOT-EMPTY-advice = Spielen Sie die Sicherung in ein leeres Profil ein, oder bei geschlossenem Fenster mit „kimpost restore“.
cli-help-backup = Alles in eine verschlüsselte Datei sichern und sie prüfen
cli-help-backup-arg-path = Neue Datei; eine vorhandene wird nicht überschrieben
cli-help-arg-with-passwords = Auch die Passwörter der Konten sichern
cli-help-arg-backup-passphrase-fd = Passphrase der Sicherung aus diesem Dateideskriptor lesen; sonst die festgelegte
cli-help-restore = Eine Sicherung prüfen und einspielen; was vorher im Profil war, wird daneben aufgehoben
cli-help-restore-arg-path = Datei der Sicherung
cli-help-restore-arg-backup-passphrase-fd = Passphrase der Sicherung aus diesem Dateideskriptor lesen
cli-backup-made = Gesichert und geprüft: { $path } ({ $mails } Nachrichten, { $accounts } Konten)
cli-restored = Eingespielt: { $mails } Nachrichten, { $accounts } Konten, Stand { $made }
backup-title = Datensicherung
backup-intro = Eine Sicherung ist eine einzige verschlüsselte Datei mit allen Nachrichten, Konten und Einstellungen. Jede wird nach dem Schreiben geprüft. Einspielen lässt sie sich auf jedem Rechner, aber nur mit der Passphrase.
backup-never = Noch nie gesichert
backup-last = Zuletzt gesichert: { $at } · { $size }
backup-passphrase-help = Bewahren Sie die Passphrase außerhalb dieses Rechners auf. Ohne sie ist jede Sicherung wertlos.
backup-passphrase = Passphrase der Sicherungen
backup-passphrase-again = Passphrase wiederholen
backup-passphrase-short = Mindestens { $count } Zeichen.
backup-passphrase-differs = Die beiden Eingaben sind verschieden.
backup-set-passphrase = Passphrase festlegen
backup-change-passphrase = Passphrase ändern
backup-passwords = Passwörter der Konten mitsichern
backup-now = Jetzt sichern
backup-go = Sichern
backup-made = { $mails ->
    [one] Gesichert und geprüft: eine Nachricht
   *[other] Gesichert und geprüft: { $mails } Nachrichten
}
backup-plan = Selbst sichern
backup-folder = Ordner
backup-choose = Ordner wählen
backup-folder-help = Am besten auf einem anderen Gerät, zum Beispiel auf einem Netzlaufwerk
backup-every = Alle
backup-every-spoken = Abstand in Tagen
backup-every-days = Tage
backup-keep = behalten werden die neuesten
backup-keep-spoken = Zahl der Sicherungen
backup-keep-files = Sicherungen
backup-set-plan = Festlegen
backup-no-plan = Nicht mehr selbst sichern
first-restore = Sicherung einspielen
first-restore-help = Nachrichten und Konten aus einer Sicherung von Kimpost übernehmen.
restore-title = Sicherung einspielen
restore-text = Die Sicherung wird erst geprüft. Was beim Sichern noch auf das Senden wartete, wird nicht von selbst gesendet. Benutzen Sie das alte Profil danach nicht weiter.
restore-choose = Datei wählen
restore-passphrase = Passphrase der Sicherung
restore-go = Einspielen
restore-working = Wird geprüft und eingespielt …
restore-done = Eingespielt: { $mails } Nachrichten, { $accounts } Konten, Stand { $made }.
restore-done-no-passwords = Eingespielt: { $mails } Nachrichten, { $accounts } Konten, Stand { $made }. Bitte geben Sie die Passwörter der Konten neu ein.
# eArztbriefe: zu wem ein Brief gehört
field-recipient-doctor = Gerichtet an
field-recipient-doctor-number = Arztnummer des Empfängers
patient-question = Zu wem gehört dieser Brief?
patient-question-one = Gehört dieser Brief zu { $name }?
patient-question-lab = Zu wem gehören diese Labordaten?
patient-why-similar = Im Brief steht: { $said }. Es gibt schon Briefe mit ähnlichen, aber nicht gleichen Angaben.
patient-why-little = Im Brief steht: { $said }. Das genügt nicht, um die Person sicher zu erkennen.
patient-why-open = Im Brief steht: { $said }.
patient-nothing-said = keine Angaben
patient-new = Neue Person
patient-other = Andere Person suchen
patient-differs-name = anderer Name
patient-differs-birth-date = anderes Geburtsdatum
patient-differs-insured-number = andere Versichertennummer
patient-letters =
    { $count ->
        [one] 1 Brief
       *[other] { $count } Briefe
    }
patient-assigned-itself = Anhand der Kopfdaten zugeordnet
patient-assigned-by = Zugeordnet von { $who }, { $time }
patient-change = Zuordnung ändern
patient-change-short = Ändern
patient-others =
    { $count ->
        [one] 1 weiterer Brief zu dieser Person
       *[other] { $count } weitere Briefe zu dieser Person
    }
patient-others-more = und { $count } ältere
patient-others-say = Andere Briefe zu dieser Person nennen: { $said }
patient-sent = gesendet
patient-dialog-title = Brief einer Person zuordnen
patient-dialog-said = Im Brief steht: { $said }
patient-search = Name, Geburtsdatum oder Versichertennummer
patient-search-hint = Nachname, 13.03.1970 oder A123456789
patient-none-found = Zu diesen Angaben gibt es noch keinen Brief.
patient-told = Brief zugeordnet
history-patient = Einer Person zugeordnet

# eArztbriefe: Zählung für GOP 86900 und 86901
side-letters = eArztbriefe
letters-title = eArztbriefe
letters-intro = Kimpost zählt für GOP 86900 (Versand) und 86901 (Empfang) mit. Abgerechnet wird in der Praxissoftware.
letters-export = Als CSV speichern
letters-export-path = Datei
letters-file = eArztbriefe-{ $quarter }.csv
letters-open =
    { $count ->
        [one] 1 Brief wartet auf eine Zuordnung
       *[other] { $count } Briefe warten auf eine Zuordnung
    }
letters-open-text = Öffnen Sie den Brief und sagen Sie, zu wem er gehört. Bis dahin zählt er nicht.
letters-open-more = und { $count } weitere
letters-quarter = { $number }. Quartal { $year }
letters-quarter-before = Quartal davor
letters-quarter-after = Quartal danach
letters-none = Im { $quarter } wurden keine eArztbriefe gesendet oder empfangen.
letters-col-doctor = Arzt
letters-col-sent = 86900 Versand
letters-col-received = 86901 Empfang
letters-col-amount = Betrag
letters-col-consent = Zustimmung
letters-number = LANR { $number }
letters-nobody = Kein Arzt genannt
letters-agrees = liegt vor
letters-agrees-named = Zustimmung liegt vor: { $doctor }
letters-agreed-by = { $who }, { $time }
letters-no-consent = ohne Zustimmung
letters-no-tariff = keine Sätze
letters-capped = Höchstbetrag
letters-not = { $count } { $why }
letters-not-on-its-way = noch nicht übergeben
letters-not-not-delivered = nicht zugestellt
letters-not-unread = ungelesen
letters-not-unassigned = nicht zugeordnet
letters-not-twice = doppelt empfangen
letters-tariff = Sätze ab { $from }: Versand { $send }, Empfang { $receive } je Brief.
letters-tariff-cap = Zusammen höchstens { $cap } je Arzt und Quartal.
letters-assumed = Annahme
letters-assumed-text = Diese Sätze sind für dieses Quartal nicht bestätigt. Quelle: { $source }
letters-rules = Ein empfangener Brief zählt, wenn er gelesen und einer Person zugeordnet ist; ein gesendeter, wenn er übergeben wurde und nicht zurückkam. Es zählt der Tag, an dem Kimpost ihn abgeholt oder in den Postausgang gelegt hat. Abgerechnet werden darf nur mit der Zustimmung des Arztes für das Quartal.
letters-csv-quarter = Quartal
letters-csv-doctor = Arzt
letters-csv-number = LANR
letters-csv-account = Postfach
letters-csv-sent = 86900 gezählt
letters-csv-sent-not = 86900 nicht gezählt
letters-csv-sent-why = 86900 Gründe
letters-csv-received = 86901 gezählt
letters-csv-received-not = 86901 nicht gezählt
letters-csv-received-why = 86901 Gründe
letters-csv-consent = Zustimmung
letters-csv-amount = Betrag in Euro
letters-csv-capped = Höchstbetrag erreicht
letters-csv-yes = ja
letters-csv-no = nein
doctor-tariff-advice = Berichtigen Sie die Datei letter-tariffs.json im Profil an der genannten Zeile.
problem-TARIFF-FILE = Die Sätze für eArztbriefe im Profil werden nicht verwendet: Die Datei enthält einen Fehler.
problem-TARIFF-FILE-advice = Berichtigen Sie die Datei letter-tariffs.json an der genannten Zeile. Bis dahin gelten die mitgelieferten Sätze.
problem-INPUT-QUARTER = Dieses Quartal gibt es nicht.
problem-INPUT-QUARTER-advice = Wählen Sie ein Quartal von 1 bis 4.

# eArztbriefe und Labordaten: Übergabe an die Praxissoftware
letter-hand-over = An die Praxissoftware übergeben
letter-hand-over-again = Erneut übergeben
letter-hand-over-told = Wird übergeben
history-letter-restored = Nicht an die Praxissoftware übergeben: Der Brief ist älter als die eingespielte Sicherung und vielleicht schon dort
history-letter-held = Nicht an die Praxissoftware übergeben: Es gibt Einwände, sie stehen auf der Karte
history-letter-twice = Nicht an die Praxissoftware übergeben: Derselbe Inhalt wurde schon übergeben
history-letter-handed-over = Zur Übergabe an die Praxissoftware vorgemerkt

# Nachricht: was nicht zu sehen ist, weitere Absender, Ziele von Links
advice-raw-only = Diese Nachricht kann nur im Rohformat angezeigt werden
advice-incomplete = Diese Nachricht wird hier nicht vollständig angezeigt
head-also-from = Weitere Absender:
link-readable = Mit eigenen Buchstaben: { $host }
link-mail = Diese E-Mail-Adresse kopieren?
attachments-more = { $count } weitere Anhänge
# Schlüssel des Profils und Wiederherstellungsblatt
unlock-title-keyring = Der Schlüssel fehlt
unlock-keyring = Die Nachrichten dieses Profils sind verschlüsselt. Der Schlüssel dazu lag im Schlüsselbund dieses Rechners, und der gibt ihn nicht heraus. Die Nachrichten sind unverändert.
unlock-code = Wiederherstellungscode eingeben
unlock-no-sheet-passphrase = Für dieses Profil wurde kein Wiederherstellungsblatt angelegt. Ohne die Passphrase lassen sich die Nachrichten auf diesem Rechner nicht öffnen; was noch auf dem Mailserver liegt oder in einer Sicherung steckt, ist davon nicht betroffen.
unlock-no-sheet = Für dieses Profil wurde kein Wiederherstellungsblatt angelegt. Ohne den Schlüssel lassen sich die Nachrichten auf diesem Rechner nicht öffnen; was noch auf dem Mailserver liegt oder in einer Sicherung steckt, ist davon nicht betroffen.
recover-title = Wiederherstellungscode eingeben
recover-text = Der Code steht auf dem Wiederherstellungsblatt. Groß- und Kleinschreibung, Leerzeichen und Striche sind gleichgültig.
recover-code = Wiederherstellungscode
recover-so-far = { $done } von { $all } Blöcken richtig
recover-complete = Der Code ist vollständig.
recover-slip = Block { $block } stimmt nicht. Bitte vergleichen Sie ihn mit dem Blatt.
recover-too-long = Das sind zu viele Zeichen.
recover-way = Wie soll der Schlüssel ab jetzt geschützt sein?
recover-passphrase = Mit einer neuen Passphrase
recover-keyring = Im Schlüsselbund dieses Rechners
recover-back = Zurück
key-title = Schlüssel
key-in-keyring = Alle Nachrichten sind verschlüsselt. Der Schlüssel liegt im Schlüsselbund dieses Rechners ({ $backend }). Bei jedem Start wird geprüft, ob der Schlüsselbund arbeitet.
key-by-passphrase = Alle Nachrichten sind verschlüsselt. Der Schlüssel ist durch eine Passphrase geschützt, die bei jedem Start eingegeben wird.
key-change-passphrase = Passphrase ändern
key-to-passphrase = Mit Passphrase schützen
key-to-keyring = In den Schlüsselbund legen
key-to-passphrase-help = Die neue Passphrase gilt ab sofort. Ohne sie und ohne Wiederherstellungsblatt sind die Nachrichten auf diesem Rechner verloren.
key-to-keyring-help = Danach öffnet sich Kimpost ohne Passphrase, sobald dieser Nutzer am Rechner angemeldet ist. Der Schlüsselbund wird vorher geprüft.
key-old = Bisherige Passphrase
key-new = Neue Passphrase
key-again = Neue Passphrase wiederholen
key-set = Passphrase festlegen
key-now-passphrase = Die neue Passphrase gilt
key-now-keyring = Der Schlüssel liegt im Schlüsselbund
sheet-title = Wiederherstellungsblatt
sheet-none = Noch kein Wiederherstellungsblatt
sheet-valid = Gültig ist Blatt { $name } vom { $made }.
sheet-help = Der Code auf dem Blatt öffnet die Nachrichten, wenn die Passphrase vergessen ist oder der Rechner den Schlüssel verloren hat, etwa nach dem Zurücksetzen des Nutzers. Er wird nur einmal ausgegeben und nirgends sonst angezeigt.
sheet-new = Neues Wiederherstellungsblatt
sheet-new-text = Sobald das neue Blatt gespeichert oder zum Drucken geöffnet ist, gilt Blatt { $name } nicht mehr, auch wenn das neue noch nicht gedruckt ist.
sheet-older-void = Blatt { $name } gilt ab jetzt nicht mehr.
sheet-print = Blatt drucken
sheet-save = Als PDF speichern
sheet-go = Speichern
sheet-file-name = Wiederherstellungsblatt.pdf
sheet-saved = Gespeichert. Bewahren Sie die Datei nicht auf diesem Rechner auf.
sheet-to-print = Das Blatt ist zum Drucken geöffnet
sheet-to-print-text = Prüfen Sie, dass der Code gut lesbar gedruckt ist. Danach wird die Druckdatei gelöscht.
sheet-printed = Gedruckt
sheet-done = Die Druckdatei ist gelöscht. Das Blatt gilt.
sheet-offer-title = Wiederherstellungsblatt anlegen
sheet-offer-text = Kimpost verschlüsselt alle Nachrichten auf diesem Rechner. Geht der Schlüssel verloren, weil eine Passphrase vergessen oder Windows neu eingerichtet wird, kann sie niemand mehr öffnen. Ein Blatt mit einem Code hilft dann.
sheet-offer-keep = Bewahren Sie das Blatt wie einen Ersatzschlüssel auf, zum Beispiel im Tresor, nicht beim Rechner. Sie können es später unter Einstellungen, Übersicht anlegen.
sheet-offer-later = Später, jetzt das Konto einrichten
sheet-offer-on = Weiter zum Konto
sheet-what = Mit diesem Code öffnen Sie Ihre Nachrichten in Kimpost, wenn die Passphrase vergessen ist oder der Rechner den Schlüssel verloren hat.
sheet-keep = Wer dieses Blatt und den Rechner hat, kann alle Nachrichten lesen. Bewahren Sie es wie einen Schlüssel auf, nicht beim Rechner.
sheet-name = Blatt
sheet-made = Angelegt
sheet-profile = Profilordner
sheet-use = So geht es: Kimpost starten, „Wiederherstellungscode eingeben“ wählen, die acht Blöcke abtippen und danach eine neue Passphrase festlegen.
sheet-typing = Groß- und Kleinschreibung, Leerzeichen und Striche sind gleichgültig. Die Buchstaben I, L und O kommen nicht vor: Es sind immer die Ziffern 1 und 0. Das letzte Zeichen jedes Blocks prüft die anderen.
sheet-headless = Ohne Fenster: kimpost key recover --recovery-code-fd 3 --new-passphrase-fd 4
sheet-void = Sobald in Kimpost ein neues Blatt angelegt wird, gilt dieses nicht mehr. Welches gilt, steht unter Einstellungen, Übersicht.
problem-RECOVERY-CODE = Im Wiederherstellungscode stimmt Block { $detail } nicht.
problem-RECOVERY-CODE-advice = Vergleichen Sie ihn mit dem Blatt; der Code hat acht Blöcke mit je fünf Zeichen. Die Daten bleiben unverändert.
problem-RECOVERY-NONE = Für dieses Profil wurde kein Wiederherstellungsblatt angelegt.
problem-RECOVERY-NONE-advice = Geben Sie die Passphrase ein oder melden Sie sich mit dem Nutzer an, dessen Schlüsselbund den Schlüssel hält.
problem-RECOVERY-PLACE = Das Wiederherstellungsblatt darf nicht im Profilordner liegen.
problem-RECOVERY-PLACE-advice = Speichern Sie es außerhalb dieses Rechners, zum Beispiel auf einem USB-Stick, oder drucken Sie es.
problem-RECOVERY-PRINT = Die Druckdatei des Wiederherstellungsblatts ist noch nicht gelöscht.
problem-RECOVERY-PRINT-advice = Schließen Sie das Blatt im Anzeigeprogramm und versuchen Sie es erneut. Was dann noch da ist, wird beim nächsten Start gelöscht.
problem-RECOVERY-WRONG = Dieser Wiederherstellungscode gilt für dieses Profil nicht.
problem-RECOVERY-WRONG-advice = Er ist richtig abgetippt, gehört aber zu einem älteren Blatt oder zu einem anderen Profil. Die Daten bleiben unverändert.
problem-KEY-IN-MEMORY = Im Übungsmodus gibt es keinen Schlüssel, der aufbewahrt wird.
problem-KEY-IN-MEMORY-advice = Mit dem Ende des Übungsmodus verschwindet alles. Öffnen Sie Ihr eigenes Profil.
problem-KEYRING-TEST = Der Schlüsselbund dieses Rechners bewahrt nichts mehr zuverlässig auf.
problem-KEYRING-TEST-advice = Legen Sie jetzt ein Wiederherstellungsblatt an oder schützen Sie die Nachrichten mit einer Passphrase (Einstellungen, Übersicht).
doctor-keyring-advice = Legen Sie ein Wiederherstellungsblatt an oder schützen Sie das Profil mit einer Passphrase: kimpost key change.
audit-action-key-changed = Schlüssel anders geschützt
audit-action-key-recovered = Mit Wiederherstellungscode geöffnet
audit-action-recovery-sheet-made = Wiederherstellungsblatt angelegt
cli-help-key = Schlüssel des Profils: Passphrase, Schlüsselbund, Wiederherstellungsblatt
cli-help-key-sheet = Wiederherstellungsblatt als PDF anlegen; ein älteres gilt danach nicht mehr
cli-help-key-sheet-arg-output = Neue Datei, nicht im Profil; eine vorhandene wird nicht überschrieben
cli-help-key-change = Passphrase ändern (die bisherige mit --passphrase-fd) oder den Schlüssel anders aufbewahren
cli-help-key-recover = Profil mit dem Code des Wiederherstellungsblatts öffnen und den Schlüssel neu schützen
cli-help-key-recover-arg-recovery-code-fd = Code von diesem Dateideskriptor lesen (eine Zeile)
cli-help-arg-new-passphrase-fd = Neue Passphrase von diesem Dateideskriptor lesen (eine Zeile)
cli-help-arg-keyring = Den Schlüssel im Schlüsselbund des Systems aufbewahren
cli-sheet-made = Blatt { $name } gilt: { $path }
cli-key-changed = Schlüssel aufbewahrt: { $kind }

# Endgültig löschen und Aufbewahrung
audit-action-mail-purged = Endgültig gelöscht
audit-detail-retention = nach Aufbewahrungsfrist
history-retention = Nach Ablauf der Aufbewahrungsfrist in den Papierkorb gelegt
problem-INPUT-PERIOD = Diese Frist ist nicht möglich.
problem-INPUT-PERIOD-advice = Möglich sind 1 bis 3650 Tage für den Papierkorb und 1 bis 99 Jahre für die anderen Ordner.
action-purge = Endgültig löschen
purge-empty-trash = Papierkorb leeren
purge-title-counting = Endgültig löschen
purge-title-nothing = Nichts davon lässt sich jetzt löschen
purge-title =
    { $count ->
        [0] Noch nicht entschlüsselte Nachrichten löschen?
        [one] Eine Nachricht endgültig löschen?
       *[other] { $count } Nachrichten endgültig löschen?
    }
purge-text = Nachricht, Anhänge und alles, was daraus gelesen wurde, sind danach in Kimpost nicht mehr vorhanden. Das lässt sich nicht rückgängig machen.
purge-on-server =
    { $all ->
        [one] Sie liegt noch auf dem Mailserver und wird nicht noch einmal abgerufen.
       *[other] { $count ->
            [one] Eine davon liegt noch auf dem Mailserver. Sie wird nicht noch einmal abgerufen.
           *[other] { $count } davon liegen noch auf dem Mailserver. Sie werden nicht noch einmal abgerufen.
        }
    }
purge-handed-over =
    { $all ->
        [one] Sie wurde an die Praxissoftware übergeben. Was dort liegt, bleibt.
       *[other] { $count ->
            [one] Eine davon wurde an die Praxissoftware übergeben. Was dort liegt, bleibt.
           *[other] { $count } davon wurden an die Praxissoftware übergeben. Was dort liegt, bleibt.
        }
    }
purge-backups = Was hier gelöscht wird, steht weiterhin in Sicherungen, die vorher gemacht wurden, und in den Kopien, die Kimpost vor einer Aktualisierung oder einer Rücksicherung im Profilordner ablegt (Endung .backup).
purge-unsent =
    { $count ->
        [one] Eine Nachricht bleibt: Sie ist noch nicht versandt, oder es ist unklar, ob sie ankam.
       *[other] { $count } Nachrichten bleiben: Sie sind noch nicht versandt, oder es ist unklar, ob sie ankamen.
    }
purge-handing-over =
    { $count ->
        [one] Eine Nachricht bleibt: Sie muss noch an die Praxissoftware übergeben werden.
       *[other] { $count } Nachrichten bleiben: Sie müssen noch an die Praxissoftware übergeben werden.
    }
purge-unconfirmed =
    { $count ->
        [one] Eine eAU bleibt: Die Krankenkasse hat sie noch nicht bestätigt. Markieren Sie sie als erledigt, wenn sie gelöscht werden soll.
       *[other] { $count } eAU bleiben: Die Krankenkassen haben sie noch nicht bestätigt. Markieren Sie sie als erledigt, wenn sie gelöscht werden sollen.
    }
purge-undecrypted =
    { $count ->
        [one] Auch eine noch nicht entschlüsselte Nachricht löschen, ungelesen
       *[other] Auch { $count } noch nicht entschlüsselte Nachrichten löschen, ungelesen
    }
purge-do = Endgültig löschen
purge-working = Wird gelöscht …
purge-told =
    { $count ->
        [0] Nichts gelöscht
        [one] Eine Nachricht endgültig gelöscht
       *[other] { $count } Nachrichten endgültig gelöscht
    }
retention-title = Aufbewahrung
retention-intro = Hier legen Sie fest, wann Nachrichten von selbst gelöscht werden. Ohne Festlegung bleibt alles, bis jemand es löscht. Beachten Sie die Aufbewahrungspflichten Ihrer Praxis.
retention-trash = Papierkorb: nach
retention-trash-unit = Tagen endgültig löschen
retention-trash-spoken = Tage im Papierkorb
retention-inbox = Posteingang: nach
retention-inbox-spoken = Jahre im Posteingang
retention-sent = Gesendet: nach
retention-sent-spoken = Jahre in Gesendet
retention-years-unit = Jahren in den Papierkorb legen
retention-help = Gezählt wird, seit Kimpost die Nachricht abgeholt, gesendet oder in den Papierkorb gelegt hat; ihr eigenes Datum zählt nicht. Es bleiben: Nachrichten in Bearbeitung, noch nicht entschlüsselte, unklare Sendungen und Antworten, die noch zu prüfen oder zu übergeben sind.
retention-try = Übernehmen
retention-would = Das würde heute { $purged ->
        [0] keine Nachricht
        [one] eine Nachricht
       *[other] { $purged } Nachrichten
    } endgültig löschen und { $trashed ->
        [0] keine
        [one] eine
       *[other] { $trashed }
    } in den Papierkorb legen.
retention-would-text = Danach läuft es jede Stunde, solange die Uhr des Rechners verlässlich ist. Jede Löschung steht im Protokoll.
retention-no-backup = Es gibt noch keine Sicherung: Was gelöscht wird, ist dann verloren. Richten Sie zuerst die Datensicherung ein.
retention-counts-from = { $folder }: Die Frist zählt erst ab dem { $date }, weil die Uhr des Rechners davor falsch ging.
retention-clock-jumped = Die Uhr des Rechners wurde verstellt: 24 Stunden lang wird nichts gelöscht. Prüfen Sie die Zahl danach noch einmal.
retention-set = So festlegen
retention-told = Festgelegt
retention-last = Zuletzt gelaufen: { $at } · { $trashed } in den Papierkorb gelegt, { $purged } endgültig gelöscht
