### Kimpost. Whole sentences; keys in sections, one per part of the program. German is the source.

app-name = Kimpost

## BEGIN shell (window frame, side panel, list, search, preview)

date-yesterday = yesterday
shell-saved-one = Saved: { $detail }
shell-saved-many = { $count } files saved in { $folder }
status-undecrypted = not decrypted
status-integrity-failed = altered
status-kim-error = error message
status-unverifiable = not verifiable
status-answered = answered
status-forwarded = forwarded
status-receipt-requested = receipt requested
kind-short-undecrypted = encrypted
kind-short-receipt = Receipt
kind-short-notice = Notice
kind-short-mail = Mail
kind-short-ebz-request = EBZ request
kind-short-ebz-answer = EBZ
kind-short-ebz-error = EBZ error
kind-short-ebz-query = EBZ query
kind-short-eau = eAU
kind-short-eau-cancel = eAU cancel
kind-short-eau-error = eAU error
kind-short-eeb-request = eEB request
kind-short-eeb-certificate = eEB
kind-short-eeb-error = eEB error
kind-short-letter = Letter
kind-short-lab = Lab
kind-short-prescription = Prescription
kind-short-billing-feedback = Billing
kind-short-care = Care
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
