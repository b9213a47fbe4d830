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
status-answered = beantwortet
status-forwarded = weitergeleitet
status-receipt-requested = Bestätigung erbeten
kind-short-undecrypted = Mail
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
keys-folders-keys = Strg+1 … 8
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
told-refetched = Erneut abgerufen.
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
badge-integrity-ok = Signatur gültig
badge-integrity-unverifiable = Signatur nicht prüfbar
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
attachment-report = Prüfbericht des Clientmoduls
attachments-none = Diese Nachricht hat keine Anhänge.
attachments-save-all = Alle speichern
advice-undecrypted = Diese Nachricht konnte nicht entschlüsselt werden
advice-undecrypted-text = Das Clientmodul nannte keinen Grund. Prüfen Sie, ob die Karte steckt und freigeschaltet ist, und rufen Sie die Nachricht dann erneut ab.
advice-refetch-hint = Hilft, sobald die Ursache behoben ist: Die Nachricht liegt noch auf dem Server.
advice-forward-hint = Schickt das Original Byte für Byte an Ihre eigene KIM-Adresse, damit das Clientmodul es noch einmal entschlüsselt.
advice-kim-error = Das Clientmodul meldet einen Fehler
advice-unverifiable = Die Signatur konnte nicht vollständig geprüft werden
advice-unverifiable-text = Der Inhalt ist unverändert; ob das Zertifikat noch gültig war, ließ sich nicht feststellen.
advice-integrity = Diese Nachricht wurde auf dem Weg verändert
advice-integrity-text = Verlassen Sie sich nicht auf den Inhalt. Fragen Sie beim Absender nach, bevor Sie danach handeln.
advice-open-embedded = Inhalt trotzdem ansehen
advice-embedded-head = Veränderter Inhalt, nicht vertrauenswürdig
advice-receipt = Der Absender bittet um eine Lesebestätigung.
advice-receipt-send = Lesebestätigung senden
advice-receipt-decline = Nicht senden
receipt-read = Gelesen von { $who }
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
history-printed = Gedruckt
history-reprocessed = Kassenantwort erneut übernommen, Nr. { $detail }
history-receipt-declined = Lesebestätigung nicht gesendet
history-receipt-sent = Lesebestätigung gesendet
history-accepted = Vom Clientmodul angenommen: { $detail }
history-not-sent = Nicht gesendet: { $detail }
history-uncertain = Versand unklar: { $detail }
history-readable-now = Lesbare Fassung eingetroffen
history-readable-copy = Lesbare Fassung eingetroffen
history-version = Weitere Fassung eingetroffen
history-version-arrived = Weitere Fassung eingetroffen
history-version-differs = Weitere Fassung mit anderem Inhalt eingetroffen

## END detail

## BEGIN compose (write, outbox)

## END compose

## BEGIN desk (insurer answers)

## END desk

## BEGIN settings (accounts, first start, test ladder)

## END settings

## BEGIN kim (results, classes, kinds, flags, notes)

## END kim

## BEGIN payload (fields, decisions, reasons, signatures)

## END payload

## BEGIN problems (problem-CODE and problem-CODE-advice)

## END problems

## BEGIN cli

## END cli

## BEGIN demo

## END demo
