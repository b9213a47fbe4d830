### Kimpost. Whole sentences; keys in sections, one per part of the program. German is the source.

app-name = Kimpost

## BEGIN shell (window frame, side panel, list, search, preview)

date-yesterday = Yest.
shell-saved-one = Saved: { $detail }
shell-saved-many = { $count } files saved in { $folder }
status-undecrypted = not decrypted
status-integrity-failed = altered
status-kim-error = error message
status-unverifiable = not verifiable
status-answered = answered
status-forwarded = forwarded
status-receipt-requested = receipt requested
kind-short-undecrypted = Mail
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

action-fetch = Fetch
action-write = New message
action-search = Search
action-open = Open
action-reply = Reply
action-reply-all = Reply to all
action-forward = Forward
action-trash = Move to trash
action-restore = Restore
action-undo = Undo
action-toggle-read = Read / unread
action-technical = Technical mails only
action-print = Print
action-save-as = Save as …
action-forward-unchanged = Forward unchanged to own address
action-refetch = Fetch again
action-settings = Settings
action-keys = Keyboard shortcuts
action-zoom-in = Larger
action-zoom-out = Smaller
action-zoom-reset = Normal size
action-more = More
keys-rows = Choose a row
keys-rows-keys = Arrows, Home, End
keys-tabs = Next tab in a dialog
keys-tabs-keys = Ctrl+Tab
keys-folders = Folders and views
keys-folders-keys = Ctrl+1 … 8
keys-back = Back, close
shell-preview-right = Preview: right
shell-preview-below = Preview: below
shell-preview-off = Preview: off
shell-search-hint = Search all messages …
shell-search-name = Search
shell-search-everywhere = Found in all folders
side-all-accounts = All accounts
side-answers = Insurer answers
side-undecrypted = Not decrypted
side-outbox-attention = { $count ->
    [one] one message needs your decision
   *[other] { $count } messages need your decision
}
folder-inbox = Inbox
folder-outbox = Outbox
folder-sent = Sent
folder-drafts = Drafts
folder-trash = Trash
filter-all = All
filter-personal = Personal
filter-technical = Technical mails
filter-unread = unread only
list-new-pill = { $count ->
    [one] one new
   *[other] { $count } new
}
list-retry = Try again
column-from = From
column-to = To
column-subject = Subject
column-kind = Kind
column-date = Date
column-status = Status
row-unread = unread
row-attachment = { $count ->
    [one] one attachment
   *[other] { $count } attachments
}
mail-no-subject = (no subject)
empty-inbox = No messages
empty-next-fetch = The next fetch is at { $at }.
empty-fetch = Fetch now
empty-search = Nothing found
empty-search-text = The search covers subject, text, people, attachment names and application numbers.
empty-search-clear = End search
empty-filter = No messages with this filter
empty-filter-clear = Show all
empty-undecrypted = Everything is decrypted
empty-undecrypted-text = Messages that the Clientmodul could not decrypt appear here.
empty-outbox = Nothing waits to be sent
empty-sent = Nothing sent yet
empty-drafts = No drafts
empty-drafts-text = Messages you began are saved here by themselves.
empty-trash = The trash is empty
preview-none = No message selected
preview-none-text = Choose a message from the list.
preview-several = { $count } messages selected
status-cancel = Cancel fetching
status-sending = Sending { $sent } of { $total }
status-last = Last fetched { $at }
status-never = Not fetched yet
status-last-and-next = { $last } · next fetch { $next }
status-fetch-asking = Asking for new messages …
status-fetch = Loading { $number } of { $total } · { $percent } %
problem-dismiss = Dismiss
problem-copy = Copy details
problem-more = and { $count } more
undo-trash = { $count ->
    [one] Moved to trash.
   *[other] { $count } messages moved to trash.
}
told-restored = Restored.
told-refetched = Fetched again.
told-forwarded = Forwarded unchanged. The readable version arrives with one of the next fetches.
told-receipt-sent = The read receipt is being sent.
question-cancel = Cancel
question-close = Close
link-question = Open this link in the browser?
link-open = Open in browser
link-copy = Copy link
link-mismatch = Target differs from its text
link-mismatch-text = The text shows “{ $shown }” but leads to another address.
discard-question = { $count ->
    [one] Delete this draft?
   *[other] Delete { $count } drafts?
}
discard-text = This cannot be undone.
discard-do = Delete for good
save-mail-title = Save message
save-mail-name = Message-{ $id }.eml
save-attachment-title = Save attachment
save-all-title = Choose a folder for all attachments
save-path-title = Save where?
save-path-text = The system's file dialog is not available. Enter the path; existing files are not overwritten.
save-path-name = Path
save-path-do = Save

## END shell

## BEGIN detail (detail dialog)

detail-title = Message { $date }
detail-title-loading = Message
detail-next = Next message
detail-previous = Previous message
tab-message = Message
tab-attachments = Attachments
tab-attachments-count = Attachments ({ $count })
tab-technical = Technical data
tab-history = History
tab-manual = Manual processing
head-to = To
head-cc = Cc
head-reply-to = Reply to
head-account = Account
badge-decrypted = decrypted
badge-integrity-ok = signature valid
badge-integrity-unverifiable = signature not verifiable
badge-integrity-failed = signature invalid
body-empty = This message has no text.
body-quote-show = { $count ->
    [one] Show quote (one line)
   *[other] Show quote ({ $count } lines)
}
body-quote-hide = Hide quote
body-links = Links in this message
attachment-message = Embedded message
attachment-save = Save { $name }
attachment-report = Report of the Clientmodul
attachments-none = This message has no attachments.
attachments-save-all = Save all
advice-undecrypted = This message could not be decrypted
advice-undecrypted-text = The Clientmodul gave no reason. Check that the card is inserted and unlocked, then fetch the message again.
advice-refetch-hint = Helps once the cause is gone: the message is still on the server.
advice-forward-hint = Sends the original byte by byte to your own KIM address, so that the Clientmodul decrypts it once more.
advice-kim-error = The Clientmodul reports an error
advice-unverifiable = The signature could not be checked completely
advice-unverifiable-text = The content is unchanged; whether the certificate was still valid could not be determined.
advice-integrity = This message was altered on its way
advice-integrity-text = Do not rely on its content. Ask the sender before you act on it.
advice-open-embedded = View the content anyway
advice-embedded-head = Altered content, not trustworthy
advice-receipt = The sender asks for a read receipt.
advice-receipt-send = Send read receipt
advice-receipt-decline = Do not send
receipt-read = Read by { $who }
receipt-failed = Not delivered
receipt-delivered = Delivered
dsn-failed = not delivered
dsn-delayed = delayed
dsn-delivered = delivered
dsn-relayed = passed on
history-recipients = Recipients
history-delivered = delivered
history-read-at = read
history-events = Events
history-empty = No events yet.
history-by = { $what } · { $who }
history-thread = Other messages of this conversation
manual-warning = Take the insurer answer over again
manual-warning-text = Do this only if taking it over has demonstrably failed.
manual-what = What is taken over
manual-file = File
manual-no-file = Content of the message
manual-number = Application number
manual-decision = Decision
manual-blocked = Note
manual-where = Where to
manual-no-folder = No hand-over folder set yet. The hand-over waits until one is chosen.
manual-reason = Reason
manual-reason-hint = for example: answer is missing in the patient's record
manual-reason-help = Please give a short reason why the answer is taken over again.
manual-do = Take the insurer answer over again
manual-runs = Earlier runs
run-taken-over = taken over
run-already-taken-over = was already taken over
run-held-for-review = held for review
run-refused = refused
run-handover-pending = The hand-over file waits for a folder.
run-handover-written = Hand-over file: { $path }
run-handover-collected = Collected by the practice software.
run-handover-failed = The hand-over file could not be written.
run-number = No. { $number }
run-by-itself = automatic
run-reason = Reason: { $reason }
technical-results = Results of the Clientmodul
technical-decryption = Decryption
technical-decryption-ok = Decrypted, according to the Clientmodul.
technical-decryption-failed = Not decrypted, according to the Clientmodul.
technical-decryption-none = The Clientmodul gave no statement.
technical-integrity = Signature
technical-integrity-ok = Valid according to the Clientmodul, the content is unchanged.
technical-integrity-unverifiable = Unchanged according to the Clientmodul; the certificate could not be checked.
technical-integrity-failed = Invalid according to the Clientmodul: the content was altered.
technical-integrity-none = The Clientmodul gave no statement.
technical-code = Code { $code }
technical-dienstkennung = Dienstkennung
technical-sender-system = Sending system
technical-support = Support contact
technical-size = Size
technical-received = Fetched on
technical-on-server = Still on the server
technical-note = Note
technical-headers = All headers
technical-raw = Show raw source
technical-copy-headers = Copy headers
technical-back = Back
technical-find = Find in raw source
technical-copy = Copy
technical-earlier = Earlier part
technical-later = Later part
technical-window = { $from } to { $to } of { $total }
word-yes = yes
word-no = no

state-draft = draft
state-cancelled = cancelled
state-read = read
state-delivered = delivered
state-accepted = handed over
state-queued = waiting
state-sending = being sent
state-refused = refused
state-undeliverable = undeliverable
state-uncertain = unclear

advice-flags = Please look closely

history-read = Read
history-trash = Moved to trash
history-restored = Restored
history-queued = Queued for sending
history-answered = Answered
history-forwarded = Forwarded
history-forwarded-unchanged = Forwarded unchanged to the own address
history-resolved-sent = Unclear sending: filed as sent
history-resolved-resend = Unclear sending: sent again
history-cancelled = Sending cancelled
history-saved = Saved to a file
history-printed = Printed
history-reprocessed = Insurer answer taken over again, no. { $detail }
history-receipt-declined = Read receipt not sent
history-receipt-sent = Read receipt sent
history-accepted = Accepted by the Clientmodul: { $detail }
history-not-sent = Not sent: { $detail }
history-uncertain = Sending unclear: { $detail }
history-readable-now = Readable version arrived
history-readable-copy = Readable version arrived
history-version = Another version arrived
history-version-arrived = Another version arrived
history-version-differs = Another version with different content arrived

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
