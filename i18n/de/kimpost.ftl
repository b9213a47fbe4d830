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
kind-short-undecrypted = verschlüsselt
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

## END shell

## BEGIN detail (detail dialog)

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
