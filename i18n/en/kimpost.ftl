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
status-unconfirmed = not confirmed
status-answered = answered
status-forwarded = forwarded
status-receipt-requested = receipt requested
kind-short-undecrypted = unreadable
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
keys-folders-keys = Ctrl+1 … 9
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
told-refetched = Fetched again. If it still cannot be read, the reason stands in the message.
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

subject-ebz-answer = Insurer answer
subject-ebz-request = EBZ request
subject-ebz-error = EBZ error message
subject-ebz-query = EBZ query
side-fold = { $name }, hide folders
side-unfold = { $name }, show folders
unlock-title-new = Protect your messages
unlock-title-open = Open Kimpost
unlock-too-short =
    { $missing ->
        [one] 1 more character.
       *[other] { $missing } more characters.
    }
unlock-differs = The two entries differ.

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
badge-integrity-ok = mail signature valid
badge-integrity-unverifiable = signature not verifiable
badge-integrity-unconfirmed = signature not confirmed
badge-integrity-failed = signature invalid
body-empty = This message has no text.
body-quote-show = { $count ->
    [one] Show quote (one line)
   *[other] Show quote ({ $count } lines)
}
body-quote-hide = Hide quote
body-links = Links in this message
attachment-message = Embedded message
attachment-open = Open { $name }
open-file-question = Open the attachment with another program?
open-file-text = The program gets a read-only copy. Kimpost deletes it when it closes; the other program may keep a copy of its own or an entry in its list of recent files. This is asked only once.
open-file-do = Open
save-unsafe-question = Really save this attachment?
save-unsafe-text = It can do harm when it is opened. Save it only if you expect it from the sender.
save-unsafe-do = Save anyway
attachment-save = Save { $name }
attachment-report = Report of the Clientmodul
attachments-none = This message has no attachments.
attachments-save-all = Save all
advice-undecrypted = This message could not be decrypted
advice-undecrypted-text = The Clientmodul gave no reason. Check that the card is inserted and unlocked, then fetch the message again.
advice-forwarded = Forwarded unchanged on { $time }. The readable copy comes with one of the next fetches.
advice-refetch-hint = Helps once the cause is gone: the message is still on the server.
advice-forward-hint = Sends the original byte by byte to your own KIM address, so that the Clientmodul decrypts it once more.
advice-kim-error = The Clientmodul reports an error
advice-unverifiable = The signature could not be checked completely
advice-unverifiable-text = The content is unchanged; whether the certificate was still valid could not be determined.
advice-unverifiable-doubt = What your Clientmodul says about it contradicts itself or is unknown; see the codes under “Technical data”. For important information ask the sender another way.
advice-unconfirmed = The signature is not confirmed
advice-unconfirmed-text = This message came from a file and not from your Clientmodul. Nobody here checked what the file says about decryption and signature. Ask the sender by another way when it matters.
advice-integrity = This message was altered on its way
advice-integrity-text = Do not rely on its content. Ask the sender before you act on it.
advice-open-embedded = View the content anyway
advice-embedded-head = Altered content, not trustworthy
advice-receipt = The sender asks for a read receipt.
advice-receipt-send = Send read receipt
advice-receipt-decline = Do not send
receipt-read = Read by { $who }
receipt-not-read = Arrived at { $who }, but not reported as read
receipt-misfit = This read receipt does not fit your message
receipt-misfit-text = Who sent it and whom it names do not fit each other, or no recipient of your message. That one therefore does not count as read.
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
run-by-hand = by hand
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
technical-unconfirmed = Not confirmed: your Clientmodul did not say so.
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
history-opened-file = Attachment opened
history-printed = Printed
history-reprocessed = Insurer answer taken over again, no. { $detail }
history-receipt-declined = Read receipt not sent
history-receipt-sent = Read receipt sent
history-receipt-misfit = Read receipt does not fit: { $detail }
history-accepted = Accepted by the Clientmodul: { $detail }
history-not-sent = Not sent: { $detail }
history-uncertain = Sending unclear: { $detail }
history-readable-now = Readable version arrived
history-readable-copy = Readable version arrived
history-version = Another version arrived
history-version-arrived = Another version arrived
history-version-differs = Another version with different content arrived
history-imported = Imported from a file
history-vouched = Also fetched from the Clientmodul: its check counts

print-from = From
print-to = To
print-cc = Copy
print-date = Date
print-attachments = Attachments
print-unconfirmed = Signature: not confirmed (imported from a file)

## Viewing attachments
attachment-view = View { $name }
viewer-page-of = Page { $page } of { $count }
viewer-page-back = Previous page (Page Up)
viewer-page-on = Next page (Page Down)
viewer-smaller = Smaller
viewer-larger = Larger
viewer-fit = Fit to width
viewer-print = Open { $name } in the viewer of this computer and print it there
viewer-open-outside = Open in the viewer
viewer-drawing = Drawing the page …
viewer-text-arranged = Indented for reading
viewer-text-cut = Only the beginning. Save the file to read all of it.

## END detail

## BEGIN compose (write, outbox)

# Window and fields

compose-title = New message
compose-title-reply = Reply
compose-title-forward = Forward
compose-from = From
compose-to = To
compose-cc = Cc
compose-add-cc = Cc
compose-add-cc-hint = More recipients in copy
compose-subject = Subject
compose-text = Message
compose-kind = Kind
compose-kind-other = Other Dienstkennung
compose-kind-other-help = As written in the description of the application, for instance EBZ;ANT;2.0.0
compose-kind-plain = Message
compose-kind-letter = eArztbrief (letter)
compose-kind-ebz = EBZ request
compose-kind-eau = eAU (sick note)
compose-kind-lab = Lab findings
compose-delivery-receipt = Delivery receipt
compose-read-receipt = Read receipt
compose-receipt-forced = For an eAU the delivery receipt is required.

# Recipients

compose-recipient-hint = Name, place or KIM address
compose-remove-recipient = Remove { $name }
compose-recipient-gone = not in the VZD
compose-recipient-gone-hint = The directory does not know this address, or no longer.
compose-recipient-small = up to 15 MB
compose-recipient-small-hint = This recipient takes no messages over 15 MB.
compose-recent = Own contacts
compose-directory = Directory (VZD)
compose-directory-searching = Asking the directory …
compose-directory-more = More hits, please narrow the search.
compose-directory-none = Nobody found. Check the spelling or write the full address.
compose-directory-failed = The directory does not answer. You can write the full address.
compose-suggestion-keys = ↑ ↓ choose · Enter take · Esc close
compose-version = KIM { $version }
compose-refused = This is no complete address. Choose a suggestion or write the full KIM address.

# Attachments

compose-attach = Attach a file
compose-drop = Drop files here
compose-attachments = Attachments
compose-remove-file = Remove { $name }
compose-file-adding = Taking { $name } …
compose-file-failed = “{ $name }” could not be read.
compose-size = { $size } of 15 MB
compose-size-large = { $size } MB, only to recipients with a KIM version “+”
compose-path = Path of the file
compose-path-help = No file dialog is available here. Write the path.
compose-path-take = Take

# Foot

compose-send = Send
compose-send-hint = Ctrl+Enter
compose-send-anyway = Send nevertheless
compose-sending = Moving to the outbox …
compose-saved = Draft saved { $time }
compose-unsaved = Not saved yet
compose-save-failed = The draft could not be saved. It will be tried again.
compose-close = Close
compose-close-hint = The draft stays in “Drafts” (Esc).
compose-discard = Discard
compose-discard-question = Discard this draft for good?
compose-discard-no = Keep writing
compose-issues-stop = Please settle first
compose-issues-odd = Please check

# What is wrong or odd

compose-remedy-to = To the recipient
compose-remedy-subject = To the subject
compose-remedy-move = Move to “To”
compose-remedy-remove = Remove recipient
compose-remedy-kind = Reset kind
compose-issue-left = “{ $detail }” is no recipient yet. Choose a suggestion or write the full address.
compose-issue-files = A file is still being taken. One moment please.
compose-issue-forgotten = The text mentions an attachment, but there is none.
draft-issue-no-recipient = A recipient is missing.
draft-issue-no-to = All recipients stand in “Cc”. At least one belongs in “To”.
draft-issue-bad-address = “{ $detail }” is no valid address.
draft-issue-not-kim = { $detail } is no KIM address. KIM messages go to KIM addresses only.
draft-issue-twice = { $detail } stands in the list twice.
draft-issue-not-in-directory = { $detail } is not in the directory. The message may not arrive there.
draft-issue-too-large-for = { $detail } takes no messages over 15 MB. Remove attachments or this recipient.
draft-issue-large-unknown = Whether { $detail } takes messages over 15 MB is not known.
draft-issue-no-subject = The subject is empty.
draft-issue-subject-line-break = The subject holds a line break.
draft-issue-dienstkennung = The Dienstkennung is missing or holds characters that KIM does not allow.

# Outbox

outbox-title = Outbox
outbox-empty = Everything is sent.
outbox-empty-hint = What still waits, is not yet delivered or needs your decision stands here.
outbox-send-all = Send all now
outbox-choose = Choose a message on the left.
outbox-no-subject = (no subject)
outbox-queued-at = Queued { $time }
outbox-next-try = Next try { $time }
outbox-attempts =
    { $count ->
        [one] 1 try so far
       *[other] { $count } tries so far
    }
outbox-more =
    { $count ->
        [one] { $name } and 1 more address
       *[other] { $name } and { $count } more addresses
    }
outbox-recipients = Recipients
outbox-send-now = Send now
outbox-take-back = Take back
outbox-take-back-hint = The message becomes a draft again.
outbox-again = Send again
outbox-again-hint = Only to the recipients that were refused.
outbox-resend = Send once more
outbox-file-sent = File as sent
outbox-open = Open message
outbox-uncertain = The line broke after the message was transferred whole, but before the Clientmodul confirmed it. Ask the recipient or wait for a receipt, since sending again may arrive twice.
outbox-refused = The Clientmodul did not take the message. It was not sent.
outbox-undeliverable = The message was handed over, but could not be delivered.
outbox-waits = The message is not sent yet. It will be tried again by itself.
outbox-no-certificate = The message could not be sent because no valid encryption certificates could be found for any recipient.
outbox-some-certificates = The message was sent to a part of the wanted recipients only, since valid encryption certificates could not be found for all of them.
outbox-words-of = Reply of the Clientmodul
outbox-step-waits = waiting
outbox-step-queued = queued
outbox-step-sending = being sent
outbox-step-accepted = handed over
outbox-step-delivered = delivered
outbox-step-read = read
outbox-step-refused = refused
outbox-step-undeliverable = undeliverable
outbox-step-uncertain = uncertain
outbox-step-cancelled = cancelled
outbox-step-draft = draft
outbox-told-back = Taken back. The message is among the drafts.
outbox-told-filed = Filed as sent.
outbox-sent-bytes = { $sent } of { $total }
told-queued = The message is in the outbox.
told-draft-kept = The draft is saved.

## END compose

## BEGIN desk (insurer answers)

answers-title = Insurer answers (eHKP overview)
answers-search = Paste a plan number
answers-search-label = Plan number
answers-search-help = At least three characters of the number
answers-search-clear = Clear the filter
answers-open-only = open ones only
answers-count =
    { $count ->
        [one] 1 request
       *[other] { $count } requests
    }
answers-col-number = Plan number
answers-col-number-short = Number
answers-col-patient = Patient
answers-col-insurer = Insurer
answers-col-area = Area
answers-col-decision = Decision
answers-col-date = Date
answers-col-amount = Amount
answers-col-handover = Hand-over
answers-empty = No insurer answers yet.
answers-empty-hint = Requests and answers appear here by themselves once they are sent or fetched.
answers-none = No request fits “{ $number }”.
answers-none-hint = Copy the number from the plan window. Text after a blank does no harm.
answers-none-open = No request is open.
answers-show-all = Show all
answers-choose = Choose a request to compare request and answer.
answers-handover-none = –
answers-handover-pending = open
answers-handover-written = handed over
answers-handover-collected = collected
answers-handover-failed = failed
answers-patient-unknown = request not found
answers-request = Request
answers-answer = Answer of the insurer
answers-no-request = The request is not in this profile.
answers-no-answer = The insurer has not answered yet.
answers-finding = Finding
answers-asked = asked for
answers-granted = granted
answers-allowance = Allowance
answers-differs = differs
answers-differences =
    { $count ->
        [one] 1 difference from the request
       *[other] { $count } differences from the request
    }
answers-same = All findings as asked for
answers-total = Total
answers-total-costs = Treatment costs
answers-decided-on = Decided on
answers-ends-on = Valid until
answers-process = Process
answers-rate = Rate of allowance
answers-hardship = Hardship
answers-yes = yes
answers-no = no
answers-reasons = Reasons
answers-explanation = Explanation
answers-earlier =
    { $count ->
        [one] 1 earlier answer
       *[other] { $count } earlier answers
    }
answers-open-mail = Open message
answers-open-request = Open request
answers-copy-number = Copy the number
answers-runs = Take-overs
answers-run-line = No. { $number } · { $time }
answers-run-taken-over = taken over
answers-run-already-taken-over = already taken over
answers-run-held-for-review = held for review
answers-run-refused = not taken over
answers-no-runs = No take-over yet.
answers-reprocess = Take the insurer answer over again
answers-reprocess-warning = Do this only if the take-over provably did not work. Earlier take-overs are kept.
answers-reason = Reason
answers-reason-hint = for instance: plan was made anew after a restore
answers-reason-missing = A reason is required. It will stand in the list of take-overs.
answers-reprocess-do = Take over again now
answers-reprocess-running = Taking over …
answers-cancel = Cancel
answers-folder-missing = No hand-over folder set
answers-folder-missing-hint = Answers wait here until you name the folder of your practice software.
answers-folder-set = Set the folder
answers-loading = Loading …

## END desk

## BEGIN settings (accounts, first start, test ladder)

settings-title = Settings
settings-accounts = KIM e-mail accounts
settings-tab-usage = Use of KIM
settings-new-account = New account
settings-tab-account = KIM e-mail account
settings-no-account = No account set up yet.
settings-retired = no longer offered
settings-save = Save
settings-discard = Discard
settings-saved = Saved
settings-saving = Saving …
settings-changed = Changes not saved yet
settings-back = Back
settings-blocked =
    { $count ->
        [one] One field needs an entry
       *[other] { $count } fields need an entry
    }
settings-leave-question = The changes to this account are not saved.
settings-remove = Remove account
settings-remove-question = Remove this account for good?
settings-remove-no = Keep

# Account form

account-section-account = Account
account-section-incoming = Incoming settings
account-section-outgoing = Outgoing settings
account-section-options = Options
account-section-fetch = Fetching
account-section-directory = Directory (VZD)
account-section-connector = Konnektor
account-address = E-mail address
account-address-help = The KIM address as your provider gave it
account-sender-name = Sender name
account-sender-name-help = Freely chosen; recipients see it
account-password = Password
account-password-stored = Stored. Fill in only to change it
account-password-help = The password of the KIM address
account-password-show = Show the password
account-password-hide = Hide the password
account-login = User name
account-login-help = Paste it unchanged, as the Clientmodul shows it
account-server = Server
account-server-help = Name or IP address of the computer with the Clientmodul
account-port = Port
account-tls = Encryption
account-tls-tls = SSL/TLS
account-tls-starttls = STARTTLS
account-tls-none = none
account-same-server = Take server and encryption from incoming
account-clear-text = I understand: password and messages travel readable through the network of the practice
account-clear-text-mark = not encrypted
account-ignore-certificates = Ignore certificate errors
account-ignore-certificates-help = Only self-signed certificates and name conflicts; the first certificate is remembered
account-delivery-receipt = Always request a delivery receipt
account-read-receipt = Always request a read receipt
account-answer-receipts = answer requested read receipts automatically
account-retired = no longer offer for selection
account-retired-help = The account leaves the communication window, its messages stay
account-station = This station processes
account-station-help = Only one station answers receipts, hands answers over and deletes on the server
account-poll = Fetch interval
account-minutes = minutes
account-timeout = Timeout
account-seconds = seconds
account-keep = Time on server
account-days = days
account-keep-never = never delete
account-keep-help = 0 deletes as soon as the message is stored safely here
account-directory-url = Address
account-directory-help = For instance ldap://192.0.2.10:389 or ldaps://192.0.2.10:636
account-connector-url = Address
account-connector-help = For instance https://192.0.2.10; shows whether the cards are unlocked
account-mandant = MandantId
account-client-system = ClientsystemId
account-workplace = WorkplaceId
account-user = UserId
account-user-help = Only for an HBA
account-pin = Remembered certificate
account-pin-copy = Copy the fingerprint
account-issue-empty = This entry is still missing.
account-issue-not-kim = This is no KIM address (…kim.telematik).
account-issue-address = This is no complete address.
account-issue-address-characters = The address holds characters that are not allowed.
account-issue-login-other-address = The user name does not hold the e-mail address above. Does it belong to this account?
account-issue-login-blank = A blank stands at the start or end, perhaps from copying.
account-issue-login-line-break = The user name holds a line break. Please paste it again.
account-issue-server-characters = Please only the name or IP address, without slash, @ or #.
account-issue-server-is-fachdienst = This is the server of the KIM provider. The computer with the Clientmodul belongs here.
account-issue-port = The port is a number from 1 to 65535.
account-issue-clear-text = Without encryption anybody on the network can read along. Choose SSL/TLS or confirm below.
account-issue-directory-url = The address begins with ldap://, ldaps:// or ldap+starttls://.
account-issue-connector-url = The address begins with https:// or http://.
account-issue-poll-interval = Between 1 and 1440 minutes.
account-issue-timeout = Between 1 and 600 seconds.
account-issue-keep = Between 0 and 3650 days.
account-issue-password = Without a password the account cannot be fetched.
account-trim = Remove the blank

# Test ladder

test-title = Test the connection
test-running = Checking the connection …
test-all-ok = All in order
test-failed =
    { $count ->
        [one] One step failed
       *[other] { $count } steps failed
    }
test-intro = Checks step by step whether Clientmodul, directory and Konnektor answer. Nothing is sent and nothing is fetched.
test-again = Test again
test-close = Close
test-service-pop3 = Incoming (POP3)
test-service-smtp = Outgoing (SMTP)
test-service-directory = Directory (VZD)
test-service-connector = Konnektor
test-step-name = Resolve the name
test-step-tcp = Connect
test-step-tls = Encryption
test-step-greeting = Greeting
test-step-capabilities = Capabilities
test-step-login = Sign in
test-step-search = Search
test-step-services = Services
test-step-cards = Cards
test-millis = { $millis } ms
test-skipped = not checked
test-waiting = to come
test-ok = in order
test-not-ok = failed
test-copy = Copy details
test-accept = Accept the new certificate

# Hand-over folders

handover-title = Hand-over folders
handover-intro = Here the practice software collects insurer answers and other technical contents. Every file is written whole, none is overwritten.
handover-none = No folder set yet. Insurer answers stay open until there is one.
handover-prefix = Dienstkennung
handover-prefix-help = Beginning of the Dienstkennung, for instance EBZ for all insurer answers
handover-folder = Folder
handover-choose = Choose a folder
handover-set = Set
handover-remove = Remove
handover-remove-named = Remove the folder for { $prefix }
handover-pending =
    { $count ->
        [one] 1 file waits to be handed over
       *[other] { $count } files wait to be handed over
    }
handover-run = Hand over now
handover-absolute = Please the whole path, for instance C:\Praxis\KIM or /praxis/kim.

# First start

first-title = Welcome to Kimpost
first-subtitle = Read, write and take over KIM messages
first-account = Set up an account
first-account-help = With the data that the Clientmodul shows. Takes about three minutes.
first-demo = Practice mode
first-demo-help = Try everything with invented messages. Without a connection to the TI.

## END settings

## BEGIN kim (results, classes, kinds, flags, notes)

kim-error-4001 = One recipient did not get the message: that KIM version takes no messages above 15 MB.
kim-error-4001-advice = Send a smaller message or choose another way.
kim-error-4002 = The large content could not be uploaded.
kim-error-4002-advice = Send the message again later.
kim-error-4003 = There is no unambiguous encryption certificate for one recipient.
kim-error-4003-advice = Look the recipient up in the directory again. If the error stays, tell the recipient in another way.
kim-error-4004 = The message could not be encrypted for all recipients and went only to the others.
kim-error-4004-advice = See who did not get it and check those addresses in the directory.
kim-error-4005 = One recipient has certificates with different Telematik-IDs.
kim-error-4005-advice = Tell the recipient, who must have the directory entry corrected.
kim-error-4006 = The large content of the message could not be downloaded.
kim-error-4006-advice = Fetch the message again later.
kim-error-4007 = The large content of the message could not be decrypted.
kim-error-4007-advice = Ask the sender to send the message again.
kim-error-4008 = The Clientmodul does not know the KIM version of this message.
kim-error-4008-advice = Have the Clientmodul updated, then fetch the message again.
kim-error-4009 = The key for decryption was not available. Usually the card (SMC-B or HBA) is not inserted or not unlocked.
kim-error-4009-advice = Insert the card, unlock it and fetch the message again.
kim-error-4010 = The message does not have the format of a KIM message.
kim-error-4010-advice = Ask the sender to send the message again.
kim-error-4011 = The Konnektor could not be reached.
kim-error-4011-advice = Check the Konnektor, then fetch the message again.
kim-error-4012 = The large content was damaged on the way: its checksum is wrong.
kim-error-4012-advice = Ask the sender to send the message again.
kim-error-4013 = The large content was downloaded too often and is blocked for a while.
kim-error-4013-advice = Fetch the message again later.
kim-error-4014 = Sender or recipients differ between the outside and the inside of the message.
kim-error-4014-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-error-4015 = The list of recipients inside the message was changed.
kim-error-4015-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-error-4016 = The certificate of the Clientmodul could not be renewed.
kim-error-4016-advice = Tell the provider of your Clientmodul before the certificate expires.
kim-error-4017 = The Clientmodul is older than the KIM version in the directory.
kim-error-4017-advice = Have the Clientmodul updated.
kim-error-4018 = The message is larger than 15 MB and your account takes no large messages.
kim-error-4018-advice = Enable large messages in the Clientmodul, then fetch the message again.
kim-error-vendor = The Clientmodul reports an error of its own vendor.
kim-error-vendor-advice = Read the text of the message and ask the vendor of the Clientmodul.
kim-error-unknown = The Clientmodul reports an error Kimpost does not know.
kim-error-unknown-advice = Read the text of the message and ask the provider of your Clientmodul.
kim-decryption-00 = Decrypted, according to the Clientmodul.
kim-decryption-01 = The key for decryption was not available. Usually the card (SMC-B or HBA) is not inserted or not unlocked.
kim-decryption-01-advice = Insert the card, unlock it and fetch the message again.
kim-decryption-02 = The message does not have the format of a KIM message.
kim-decryption-02-advice = Ask the sender to send the message again.
kim-decryption-03 = The Konnektor could not be reached.
kim-decryption-03-advice = Check the Konnektor, then fetch the message again.
kim-decryption-vendor = Decryption failed for a reason only the vendor of the Clientmodul knows.
kim-decryption-vendor-advice = Fetch the message again. If the error stays, ask the vendor.
kim-decryption-unknown = Kimpost does not know this decryption result: not confirmed.
kim-decryption-unknown-advice = If in doubt, ask the sender in another way.
kim-integrity-01 = Unchanged and validly signed, according to the Clientmodul.
kim-integrity-02 = According to the Clientmodul the content was changed after signing.
kim-integrity-02-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-integrity-03 = According to the Clientmodul the signature is missing.
kim-integrity-03-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-integrity-04 = According to the Clientmodul the signature cannot be read.
kim-integrity-04-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-integrity-05 = According to the Clientmodul the sender's certificate is not valid, for instance expired.
kim-integrity-05-advice = Ask the sender in another way whether the message is genuine.
kim-integrity-06 = The signature could not be checked because of an error in the Konnektor.
kim-integrity-06-advice = If in doubt, ask the sender in another way.
kim-integrity-07 = Unchanged according to the Clientmodul; whether the sender's certificate is still valid could not be checked.
kim-integrity-07-advice = For important content ask the sender in another way.
kim-integrity-08 = According to the Clientmodul sender or recipients differ between outside and inside.
kim-integrity-08-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-integrity-09 = According to the Clientmodul the list of recipients was changed.
kim-integrity-09-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-integrity-vendor = The integrity check failed for a reason only the vendor of the Clientmodul knows.
kim-integrity-vendor-advice = Open no attachments. Ask the sender in another way and tell your administrator.
kim-integrity-unknown = Kimpost does not know this check result: not confirmed.
kim-integrity-unknown-advice = If in doubt, ask the sender in another way.
kim-code-unconfirmed = Not confirmed: only the message itself says so.
flag-from_name_is_address = The sender's name looks like another address.
flag-duplicate_from = The message names more than one sender.
flag-mixed_script_domain = The sender's address or name holds characters that only look like others. They may imitate another sender.
flag-not_kim_domain = The sender has no KIM address.
flag-reply_to_differs = The sender wants answers to another address. Kimpost answers the sender shown.
flag-link_text_mismatch = A link leads to another target than its text says.
flag-mdn_requested = The sender asks for a read receipt.
flag-mdn_to_differs = The read receipt is to go to another address than the sender's.
flag-dsn_failed = The message was not delivered to all recipients.
flag-kim_error = The Clientmodul reports an error.
flag-still_encrypted = The message is still encrypted.
flag-signature_valid = Validly signed, according to the Clientmodul.
warning-executable = This attachment is a program. It is not opened directly.
warning-macro = This attachment may hold macros. It is not opened directly.
warning-type_mismatch = The content does not fit the ending of the name.
warning-active_content = This attachment holds active content.
class-personal = Personal mail
class-technical = Technical mail
class-receipt = Receipt
class-notice = Notice
class-undecrypted = Not decrypted
note-depth-limit = The message is nested too deeply. Only its raw form is shown.
note-part-limit = The message has too many parts. Only its raw form is shown.
note-header-limit = The message has too many header lines. Only its raw form is shown.
note-read-error = The stored message could not be read completely: { $detail }
note-header-broken = The header lines are faulty; the rest is shown as text.
note-header-cut = The header lines are very long and shown shortened. The raw view has everything.
note-no-boundary = The structure of the message is missing; it is shown as text.
note-no-final-boundary = The end of the message is missing. It may be incomplete.
note-content-after-end = There is more content behind the end of the message. Only the raw view shows it.
note-kas-stub = The Clientmodul did not fetch the large content of this message.
note-html-simplified = The layout of this message is too complex; only its text is shown.
note-text-cut = The text is longer than 2 MB and shown shortened. The raw view has everything.
note-receipt-unreadable = The receipt in this message cannot be read.
note-repeated-from = The header line “From” occurs more than once.
note-repeated-subject = The header line “Subject” occurs more than once; the first is shown.
note-repeated-message-id = The header line “Message-ID” occurs more than once; the first counts.
note-no-date = The message has no valid date.
note-no-from = The message names no sender.

## END kim

## BEGIN payload (fields, decisions, reasons, signatures)

# fields
field-number = Application number (Planantragsnummer)
field-process = Process
field-decided-on = Decided on
field-ends-on = Ends on
field-reason = Reason
field-explanation = Explanation
field-allowance-rate = Allowance rate
field-hardship = Hardship case
field-allowance = Finding × count, allowance
field-allowance-total = Total of allowances
field-kfo-rate = Orthodontic share
field-kfo-start = Entitled from quarter
field-insurer = Insurer
field-insurer-ik = Insurer number (IK)
field-practice-number = Practice number
field-practice = Practice
field-patient = Patient
field-birth-date = Date of birth
field-insured-number = Insured person's number (KVNR)
field-issued-on = Issued on
field-dentist-number = Dentist number
field-service = Service
field-costs = Total costs of treatment
field-error = Error
field-error-place = Place in the record
field-refers-to = Refers to
field-document-id = Document ID
field-eau-type = Type of certificate
field-unfit-from = Unfit for work from
field-unfit-until = Unfit for work until
field-asserted-on = Established on
field-cause = Cause
field-diagnosis = Diagnosis
field-doctor = Doctor
field-doctor-number = Doctor number
field-valid-from = Valid from
field-valid-until = Valid until
field-certificate-kind = Kind of certificate
field-title = Title
field-date = Date
field-version = Version
field-address = Address
field-sender = Sender
field-section = Section
field-pdf = PDF beside it
field-record-kind = Record kind
field-lab-order = Lab order number
field-sender-order = Sender's order number
field-received-on = Received by the lab
field-test = Test
field-test-flagged = Flagged test
field-token = E-prescription token
field-task = E-prescription number
field-text = Text
field-root = Root element
field-namespace = Namespace
field-profile = Profile
field-author = Author
field-message-type = Message type
field-element = Content

# Words for codes, tables and sections of cards
field-meaning = Meaning
field-next-step = What to do
field-status = Result
field-guid = Delivery ID
field-abnormal = Abnormal values
field-body-format = Form of the text part
column-test = Test
column-value = Value
column-unit = Unit
column-reference = Reference range
column-remark = Remark
column-flag = Judgement
column-finding = Finding
column-count = Count
column-allowance = Fixed allowance
column-code = Code
column-meaning = Meaning
column-place = Place in the record
section-results = Results
section-results-nameless = Results without a patient name
section-allowances = Findings and fixed allowances
section-findings = Findings
lab-record-report = Laboratory report
lab-record-order = Laboratory order
section-errors = Errors
section-tree = Contents
section-insurance-data = Insurance data of the card
mark-high = raised
mark-very-high = strongly raised
mark-low = lowered
mark-very-low = strongly lowered
mark-abnormal = abnormal
eau-type-first = First certificate
eau-type-next = Follow-up certificate
eau-type-first-end = First and final certificate
eau-type-next-end = Follow-up and final certificate
eau-cause-accident = Accident or its consequences
eau-cause-work = Accident at work, its consequences, or occupational disease
eau-cause-care = Condition under social compensation law
eau-code-not-insured = The person is not insured with this insurer. This is information, no fault of the eAU.
eau-code-data = The data in the eAU are invalid.
eau-code-cancel-data = The data in the cancellation are invalid.
eau-code-charset = The character set of the file is wrong.
eau-code-cancel-of-refused = An eAU was cancelled that the insurer had already refused.
eau-code-signature = The insurer objected to the signature of the document.
eau-code-transport = The message did not reach the insurer in good order.
eau-code-key = The insurer could not decrypt the message: it lacked the key.
eau-step-information = Ask the person for their insurer and send the eAU there.
eau-step-new = Correct the eAU in the practice software and send it anew, with a new document ID.
eau-step-new-cancel = Make the cancellation anew in the practice software, with a new document ID.
eau-step-refused = No cancellation is needed. If the certificate is needed, issue it with a new document ID.
eau-step-resend = Send the same file again. If the error comes back, give the person the printout for the insurer.
eeb-kind-card = with card (eGK)
eeb-kind-card-no-address = with card (eGK), without address line
eeb-kind-no-card = without card (eGK)
eeb-kind-vsdm = with the master data of the card (VSDM)
eeb-code-version = The request has a version that is no longer accepted.
eeb-code-content = The insurer objected to the data in the request.
eeb-code-signature = The insurer objected to the signature of the request.
eeb-code-transport = The request did not reach the insurer in good order.
eeb-step-version = Bring the practice software up to date, then ask again.
eeb-step-content = Check name, birth date, insurance number and insurer, then ask again.
eeb-step-signature = Sign the request anew in the practice software and send it again.
eeb-step-transport = Send the request again.
ebz-step-error = Correct the error in the practice software and send the request anew.
ebz-step-query = Answer the query in the practice software.
feedback-ok = in order
payload-note-insurance-data = The enclosed insurance data cannot be read.

# The card of a technical mail
card-letter = View letter
card-raw = View raw data
card-file = View file
card-copy = Copy { $label }
card-show-secret = Show
card-hide-secret = Hide
card-all-rows = Show all { $count } rows
card-tree-open = Unfold { $name }
card-tree-close = Fold { $name }
card-signature = Signature
card-signature-intact = Mathematically intact: the content is unchanged since it was signed.
card-signature-broken = Changed: the content no longer fits the signature.
card-signature-unchecked = Not checked: the method of this signature cannot be computed here.
card-signature-limits = Whether the signature counts before the law is checked by the Konnektor only.
card-signer = Signer
card-signed-at = Signed on
card-certificate = Certificate valid
card-certificate-dates = { $from } to { $until }

# decisions
decision-approved = approved
decision-approved_changed = approved with changes
decision-rejected = rejected
decision-changed = approval changed
decision-ended = approval ended
decision-query = query
decision-error = error
decision-unclear = unclear
decision-pending = pending

# signatures
signature-absent = not signed
signature-intact = mathematically intact
signature-broken = altered
signature-unchecked = not checked

# kinds
kind-ebz-request = EBZ request
kind-ebz-request-long = Request to the insurer (EBZ)
kind-ebz-answer = EBZ answer
kind-ebz-answer-long = Answer of the insurer (EBZ)
kind-ebz-error = EBZ error
kind-ebz-error-long = Error message of the insurer (EBZ)
kind-ebz-query = EBZ query
kind-ebz-query-long = Query of the insurer (EBZ)
kind-eau = eAU
kind-eau-long = Electronic certificate of incapacity for work (eAU)
kind-eau-cancel = eAU cancellation
kind-eau-cancel-long = Cancellation of an eAU
kind-eau-error = eAU error
kind-eau-error-long = Error message of the insurer about an eAU
kind-eeb-request = eEB request
kind-eeb-request-long = Request for a substitute certificate (eEB)
kind-eeb-certificate = eEB
kind-eeb-certificate-long = Electronic substitute certificate (eEB)
kind-eeb-error = eEB error
kind-eeb-error-long = Error message of the insurer about an eEB
kind-letter = eArztbrief
kind-letter-long = Electronic doctor's letter (eArztbrief)
kind-lab = Lab
kind-lab-long = Lab data (LDT)
kind-prescription = E-prescription
kind-prescription-long = E-prescription: assignment or message
kind-billing-feedback = Feedback
kind-billing-feedback-long = Feedback on billing or quality data
kind-care = Care
kind-care-long = Care billing (PFL)
kind-fhir = FHIR
kind-fhir-long = FHIR document
kind-xml = XML
kind-xml-long = XML document of an unknown procedure
kind-unknown = Unknown
kind-unknown-long = Technical content that was not recognised

# blocks: why a content is not taken over by itself
payload-block-xml-too-large = The XML file is larger than 16 MiB and is not read.
payload-block-xml-charset = The file holds characters that do not fit its declared charset (first at byte { $detail }). Look at the raw data or ask the sender.
payload-block-xml-unknown-charset = The declared charset of the file is unknown or contradicts its beginning.
payload-block-xml-dtd = The XML file holds a document type definition (DTD). This is not allowed and may be an attack.
payload-block-xml-depth = The XML file is nested deeper than { $detail } levels and is not read.
payload-block-xml-too-many = The XML file has too many elements or attributes and is not read.
payload-block-xml-not-well-formed = The XML file is incomplete or broken (line { $detail }).
payload-block-cms-truncated = The signed attachment is cut off. Ask the sender to send it again.
payload-block-cms-malformed = The signed attachment is damaged and cannot be opened.
payload-block-cms-not-signed = The attachment is not a signed file; it may still be encrypted.
payload-block-cms-no-content = The signature stands alone: the signed file is missing in the mail.
payload-block-signature-broken = The signature does not fit the content: the content was altered.
payload-block-content-not-xml = The signed attachment holds no record. Open it as an attachment.
payload-block-form-unknown = The attachment does not have the form its name promises.
payload-block-not-loaded = The attachment is empty or too large to be read.
payload-block-no-content = The Dienstkennung announces data, but the mail holds none that can be read.
payload-block-not-recognised = The content does not visibly belong to this procedure. Check it and process it by hand.
payload-block-no-record = The file holds no known record.
payload-block-several-records = The mail holds several records that differ.
payload-block-field-missing = A mandatory value is missing: { $detail }.
payload-block-field-invalid = A value cannot be read: { $detail }.
payload-block-field-repeated = A value stands more than once in the record: { $detail }.
payload-block-number-length = The application number has { $detail } instead of 30 characters.
payload-block-number-month = The application number names month { $detail }, which does not exist.
payload-block-number-syntax = The application number holds characters in the wrong place.
payload-block-unclear = The answer holds an unknown code. Whether it approves is unclear.
payload-block-error-without-reference = The error message names neither an application number nor a mail.
payload-block-other-number = Answer and request have different application numbers.
payload-block-ik-mismatch = The answer comes from another insurer than the request went to (insurer numbers { $detail }).
payload-block-ik-missing = The answer names no insurer number (IK).
payload-block-test-data = The file is marked as test data.
payload-block-conflict = What the mail says about itself contradicts its content ({ $detail }).
payload-block-number-conflict = Subject or file name gives another application number than the content ({ $detail }).
payload-block-default-dienstkennung = The Dienstkennung of the EBZ is missing. Check the sender and process the answer by hand.
payload-block-letter-xml-missing = The letter is incomplete: its XML file is missing. It can only be assigned by hand.
payload-block-letter-pdf-missing = The letter is incomplete: its PDF file is missing.
payload-block-letter-several = The letter holds several PDF files instead of one.
payload-block-too-many-parts = The mail has more than { $detail } attachments; not all of them were checked.
payload-block-ldt-length = The length given in line { $detail } is wrong.
payload-block-ldt-line = Line { $detail } is not a line of an LDT file.

# notes
payload-note-bom = The file begins with a byte order mark (BOM), which the procedure does not provide for.
payload-note-newer-version = The file has version { $detail }, newer than the description at hand. Check the values.
payload-note-header-field = A value in the header of the file cannot be read: { $detail }.
payload-note-unknown-code = Unknown code: { $detail }.
payload-note-sum-differs = The sum given differs from the single amounts (together { $detail }).
payload-note-sum-computed = The sum was computed from the single amounts.
payload-note-end-date-missing = The approval ends, but the end date is missing.
payload-note-unsigned = The record is not signed.
payload-note-signature-unchecked = The method of the signature cannot be checked here.
payload-note-detached = The signature lies beside the signed file.
payload-note-conflict = { $detail } does not fit the content. The content counts.
payload-note-number-conflict = { $detail } gives another application number. The number in the record counts.
payload-note-unknown-message-type = Unknown message type of the Dienstkennung: { $detail }.
payload-note-eau-information = For information only: the person is not insured with this insurer.
payload-note-eau-virus = The virus filter of the insurer objected to the mail. Check your workplace.
payload-note-issue-count = The error message holds { $detail } errors instead of one.
payload-note-no-reference = The error message does not say what it refers to.
payload-note-ldt-no-report = The file holds no findings (record kind 8205).
payload-note-ldt-several-patients = The file holds findings of several patients. The values stand under the name of each person.
payload-note-more-fields = Only the first { $detail } values are shown. The raw data hold everything.

## END payload

## BEGIN problems (problem-CODE and problem-CODE-advice)

problem-ACCESS = You do not have permission to do this.
problem-ACCESS-advice = Ask your administrator for permission on this account.
problem-ACCOUNT-EXISTS = There already is an account for this address.
problem-ACCOUNT-EXISTS-advice = Open the existing account or use another address.
problem-ACCOUNT-INVALID = The account settings are incomplete.
problem-ACCOUNT-INVALID-advice = Complete the fields marked in red.
problem-ACCOUNT-PASSWORD = No password is stored for this account.
problem-ACCOUNT-PASSWORD-advice = Enter the password in the account settings.
problem-ACCOUNT-USED = This account has already sent or received messages.
problem-ACCOUNT-USED-advice = Choose “no longer offer for selection” instead of deleting it.
problem-ATTACH-NOT-A-FILE = This is not a file.
problem-ATTACH-NOT-A-FILE-advice = Choose a file instead of a folder.
problem-ATTACH-TOO-LARGE = The file is too large for KIM ({ $detail }).
problem-ATTACH-TOO-LARGE-advice = Split the file; KIM takes at most 500 MB.
problem-ATTACH-UNREADABLE = The file cannot be read.
problem-ATTACH-UNREADABLE-advice = Check that it still exists and that no other program locks it.
problem-COMPOSE = The message could not be created.
problem-COMPOSE-advice = Check subject, recipients and attachments, then send again.
problem-CONNECTOR-ANSWER = The Konnektor gave an unintelligible answer.
problem-CONNECTOR-ANSWER-advice = Check the Konnektor address; the details help your service provider.
problem-CONNECTOR-AUTH = The Konnektor refused the login.
problem-CONNECTOR-AUTH-advice = Check user name and password for the Konnektor.
problem-CONNECTOR-CONNECT = The Konnektor cannot be reached.
problem-CONNECTOR-CONNECT-advice = Check that it is switched on and that its address is right.
problem-CONNECTOR-FAULT = The Konnektor reports an error: { $detail }
problem-CONNECTOR-FAULT-advice = Check Mandant, Clientsystem and workplace in the call context.
problem-CONNECTOR-NOT-SET = No Konnektor is set.
problem-CONNECTOR-NOT-SET-advice = Enter the Konnektor in the account settings.
problem-CONNECTOR-TIMEOUT = The Konnektor does not answer.
problem-CONNECTOR-TIMEOUT-advice = Try again in a few minutes.
problem-CONNECTOR-TLS = No secure connection to the Konnektor.
problem-CONNECTOR-TLS-advice = Check the Konnektor certificate in the settings.
problem-CONNECTOR-URL = The Konnektor address cannot be used.
problem-CONNECTOR-URL-advice = Enter it in the form https://192.0.2.10.
problem-DISK-FULL = The disk is full.
problem-DISK-FULL-advice = Free some space and try again. Nothing was deleted on the server.
problem-DISK-LOW = There is hardly any space left on the disk of the profile: { $detail }.
problem-DISK-LOW-advice = Free some space before it is full. Kimpost can then no longer fetch or send.
problem-ENGINE-STOPPED = Kimpost is shutting down.
problem-ENGINE-STOPPED-advice = Start Kimpost again.
problem-FETCH-RUNNING = A fetch is already running for this account.
problem-FETCH-RUNNING-advice = Wait until it has finished.
problem-FORWARD-NOTHING-EMBEDDED = This message holds no encrypted message.
problem-FORWARD-NOTHING-EMBEDDED-advice = Forwarding to your own address only helps with undecrypted messages.
problem-HANDOVER-FOLDER = The hand-over folder cannot be reached or written.
problem-HANDOVER-FOLDER-advice = Check the folder and its permissions; the hand-over will be made up for.
problem-HANDOVER-NO-FILE = This message holds no file for the practice software.
problem-HANDOVER-NO-FILE-advice = Open the message and enter its data by hand.
problem-HANDOVER-RESTORED = This hand-over waited when the backup was made. It may have been done since.
problem-HANDOVER-RESTORED-advice = Look in the practice software. If the answer is missing there, take it over again.
problem-HANDOVER-TAKEN = The hand-over file was removed or locked while it was written, most likely by the virus scanner.
problem-HANDOVER-TAKEN-advice = Kimpost does not try again by itself. Ask your administrator. After that hand the message over again, or mark it as done.
problem-HANDOVER-WRITE = The hand-over file could not be written.
problem-HANDOVER-WRITE-advice = Check the hand-over folder; the hand-over will be made up for.
problem-IMPORT-EMPTY = The file is empty.
problem-IMPORT-EMPTY-advice = Choose a file that holds a message.
problem-IMPORT-NOT-MBOX = The file is no mbox mailbox.
problem-IMPORT-NOT-MBOX-advice = Check that the extension fits the file.
problem-IMPORT-PART = Some of the messages could not be imported.
problem-IMPORT-PART-advice = The list names every file with its reason.
problem-IMPORT-TOO-LARGE = The message is larger than 700 MB.
problem-IMPORT-TOO-LARGE-advice = KIM has no messages of this size; check the file.
problem-IMPORT-WHICH-ACCOUNT = It is unclear which account the message belongs to.
problem-IMPORT-WHICH-ACCOUNT-advice = Name the account.
problem-INPUT-ACCOUNT-FILE = The account file cannot be used: { $detail }
problem-INPUT-ACCOUNT-FILE-advice = Correct the place named.
problem-INPUT-ADDRESS = This is not a complete address: { $detail }
problem-INPUT-ADDRESS-advice = Write it in the form name@provider.kim.telematik.
problem-INPUT-DIENSTKENNUNG = The Dienstkennung is empty or holds forbidden characters.
problem-INPUT-DIENSTKENNUNG-advice = Choose a kind from the list.
problem-INPUT-DRAFT = The message is not complete yet.
problem-INPUT-DRAFT-advice = Correct the points named.
problem-INPUT-EMPTY-SEARCH = The search term is missing.
problem-INPUT-EMPTY-SEARCH-advice = Enter at least two letters.
problem-INPUT-FD = The file descriptor given cannot be read.
problem-INPUT-FD-advice = Pass the password on an open file descriptor, for instance 0 for standard input.
problem-INPUT-FILE = The file cannot be read: { $detail }
problem-INPUT-FILE-advice = Check path and permissions.
problem-INPUT-FINGERPRINT = This is no SHA-256 fingerprint.
problem-INPUT-FINGERPRINT-advice = A fingerprint has 64 characters out of 0–9 and a–f.
problem-INPUT-KEY-VALUE = “{ $detail }” does not have the form name=value.
problem-INPUT-KEY-VALUE-advice = Write for instance language=de.
problem-INPUT-NO-ACCOUNT = There is no such account: { $detail }
problem-INPUT-NO-ACCOUNT-advice = “kimpost account list” shows all accounts.
problem-INPUT-NO-ATTACHMENT = There is no such attachment.
problem-INPUT-NO-ATTACHMENT-advice = Attachments are counted from 0.
problem-INPUT-NO-RECIPIENT = The message has no recipient.
problem-INPUT-NO-RECIPIENT-advice = Enter at least one address under “To”.
problem-INPUT-NOT-KIM = This address does not belong to KIM: { $detail }
problem-INPUT-NOT-KIM-advice = Choose a KIM address from the directory.
problem-INPUT-PREFIX = The Dienstkennung is missing.
problem-INPUT-PREFIX-advice = Give for instance EBZ or EBZ;ANW.
problem-INPUT-REASON = The reason is missing.
problem-INPUT-REASON-advice = Say briefly why the answer is taken over again.
problem-INPUT-SETTING = There is no such setting: { $detail }
problem-INPUT-SETTING-advice = “kimpost settings list” shows what is set; the manual names all of them.
problem-INPUT-SUBJECT = The subject holds a line break.
problem-INPUT-SUBJECT-advice = Write it in one line.
problem-INPUT-TWICE = This address stands twice in the message: { $detail }
problem-INPUT-TWICE-advice = Remove one of them.
problem-INTERNAL = An error occurred inside Kimpost.
problem-INTERNAL-advice = Copy the details and report them; your messages are stored.
problem-KEY-DAMAGED = The key file of the profile is damaged.
problem-KEY-DAMAGED-advice = Restore key.json from a backup.
problem-KEY-MISSING = The key of the profile is missing.
problem-KEY-MISSING-advice = Unlock the system keyring or give the passphrase with --passphrase-fd. If both are lost, the recovery sheet helps: kimpost key recover.
problem-KEY-TOO-SHORT = The passphrase is too short.
problem-KEY-TOO-SHORT-advice = Choose at least 12 characters.
problem-KEY-WRONG = The passphrase is wrong.
problem-KEY-WRONG-advice = Enter it again; the data stay unchanged.
problem-KEYRING = The system keyring cannot be used.
problem-KEYRING-advice = Protect the profile with a passphrase: --passphrase-fd.
problem-LDAP-ANSWER = The directory gave an unintelligible answer.
problem-LDAP-ANSWER-advice = Try again; the details help your service provider.
problem-LDAP-CONNECT = The directory cannot be reached.
problem-LDAP-CONNECT-advice = Check that the Konnektor is online and that the address is right.
problem-LDAP-NOT-SET = No directory is set.
problem-LDAP-NOT-SET-advice = Enter the VZD address in the account settings.
problem-LDAP-OWN-ADDRESS = Your own address is not in the directory.
problem-LDAP-OWN-ADDRESS-advice = Others cannot write to you; check the entry with your KIM provider.
problem-LDAP-QUERY = This term cannot be searched for: it is too short or too long.
problem-LDAP-QUERY-advice = Enter two to a hundred characters of a name, a place or an address.
problem-LDAP-TIMEOUT = The directory does not answer.
problem-LDAP-TIMEOUT-advice = Narrow the search or try again later.
problem-LDAP-TLS = No secure connection to the directory.
problem-LDAP-TLS-advice = Check the certificate in the settings.
problem-LDAP-URL = The directory address cannot be used.
problem-LDAP-URL-advice = Write it in the form ldap://192.0.2.10:389.
problem-MAIL-NO-RAW = There is no finished message for this entry yet.
problem-MAIL-NO-RAW-advice = Send the draft, then it can be saved.
problem-NOT-FOUND = This entry no longer exists.
problem-NOT-FOUND-advice = Refresh the list.
problem-POP-AUTH = The Clientmodul refused user name or password.
problem-POP-AUTH-advice = Check both in the settings. Kimpost does not try again by itself, so that the mailbox is not locked.
problem-POP-CERT-CHANGED = The Clientmodul shows another certificate than before.
problem-POP-CERT-CHANGED-advice = Ask whether it was renewed, then accept it anew in the settings.
problem-POP-CLEAR-TEXT = Without encryption Kimpost only speaks to this computer.
problem-POP-CLEAR-TEXT-advice = Choose SSL/TLS or STARTTLS.
problem-POP-CONNECT = The Clientmodul does not answer.
problem-POP-CONNECT-advice = Check that it is running and that server and port of incoming mail are right.
problem-POP-IN-USE = Another station is fetching this mailbox.
problem-POP-IN-USE-advice = Kimpost tries again at the next fetch.
problem-POP-LOGIN = The Clientmodul refused the login without giving a reason.
problem-POP-LOGIN-advice = Check one after the other: is the card unlocked, is the Konnektor online, are user name and password right?
problem-POP-LOST = The connection to the Clientmodul broke.
problem-POP-LOST-advice = Fetch again; messages already received are stored.
problem-POP-NAME = The server of incoming mail was not found.
problem-POP-NAME-advice = Check the name or enter the IP address.
problem-POP-PROTOCOL = The Clientmodul gave an unintelligible answer.
problem-POP-PROTOCOL-advice = Check port and encryption of incoming mail.
problem-POP-REFUSED = The Clientmodul refused the fetch: { $detail }
problem-POP-REFUSED-advice = Fetch again later; if it stays so, ask your KIM provider.
problem-POP-STARTTLS = The Clientmodul does not offer STARTTLS.
problem-POP-STARTTLS-advice = Choose SSL/TLS in the settings of incoming mail.
problem-POP-TEMPORARY = The Clientmodul cannot fetch right now: { $detail }
problem-POP-TEMPORARY-advice = Kimpost tries again at the next fetch.
problem-POP-SILENT = The server takes the connection but says nothing.
problem-POP-SILENT-advice = Port and encryption most likely do not fit: choose SSL/TLS instead of STARTTLS or none, or the other port.
problem-POP-TIMEOUT = The Clientmodul does not answer in time.
problem-POP-TIMEOUT-advice = Fetch again; if that does not help, raise the timeout in the settings.
problem-POP-TLS = No secure connection to the Clientmodul.
problem-POP-TLS-advice = Check port and encryption. If “Ignore certificate errors” is off, the CA of the Clientmodul must stand under “Certificates”.
problem-POP-TOO-LARGE = A message is larger than allowed.
problem-POP-TOO-LARGE-advice = It stays on the server; ask its sender.
problem-PRINT = The print view could not be made.
problem-PRINT-advice = Save the message and print the file.
problem-PROFILE-EXISTS = There already is a profile in this folder.
problem-PROFILE-EXISTS-advice = Choose another folder; an existing profile is never overwritten.
problem-PROFILE-IN-USE = The profile is already open in Kimpost.
problem-PROFILE-IN-USE-advice = Close the other window or go on working there.
problem-PROFILE-IO = The profile folder cannot be used: { $detail }
problem-PROFILE-IO-advice = Check path and permissions.
problem-PROFILE-MISSING = There is no profile in this folder.
problem-PROFILE-NETWORK = The profile folder lies on a network drive: { $detail }
problem-PROFILE-NETWORK-advice = Messages are lost there when the connection breaks or a second computer opens the profile. Choose a folder on this computer; copy an existing profile there while Kimpost is closed. With several workplaces each has a profile of its own.
problem-PROFILE-MISSING-advice = Check the path and whether the disk is connected. Make a new profile with “kimpost init”.
problem-RECEIPT-NOT-ASKED = No read receipt is open for this message.
problem-RECEIPT-NOT-ASKED-advice = There is nothing to do.
problem-RECEIPT-REFUSED = This read receipt must not be sent.
problem-RECEIPT-REFUSED-advice = Reply to the sender if they should know.
problem-REFETCH-GONE = The message is no longer on the server.
problem-REFETCH-GONE-advice = Forward it unchanged to your own address.
problem-SAVE = The file could not be saved: { $detail }
problem-SAVE-advice = Choose another folder.
problem-SAVE-EXISTS = The file already exists.
problem-SAVE-EXISTS-advice = Choose another name; existing files are not overwritten.
problem-OPEN-UNSAFE = This attachment is not opened directly because it could do harm.
problem-OPEN-UNSAFE-advice = Save it only if you expect it from the sender, and have it checked.
problem-POP-LISTING = The server gave { $detail } messages no unique identifier.
problem-POP-LISTING-advice = Messages named twice were fetched and none of them is deleted; messages without an identifier cannot be fetched. Ask the vendor of the Clientmodul.
problem-REPROCESS-REFUSED = The content was not taken over.
problem-REPROCESS-REFUSED-advice = The reasons stand beside the run. Open the message and check the attachment.
problem-DOCTOR-FINDINGS = Not everything is in order.
problem-DOCTOR-FINDINGS-advice = Follow the advice beside each item.
problem-SAVE-NAME = No free file name was found.
problem-SAVE-NAME-advice = Choose an empty folder.
problem-SAVE-TAKEN = A file was removed or locked again right after it was written.
problem-SAVE-TAKEN-advice = Most likely it was the virus scanner. The message itself is unchanged. Ask your administration before you try again.
problem-SEND-STATE = This is not possible in the present state of the message.
problem-SEND-STATE-advice = See in the outbox how it stands.
problem-SEND-TOO-LARGE-FOR = This address takes no messages over 15 MB: { $detail }
problem-SEND-TOO-LARGE-FOR-advice = Make the attachments smaller or remove this address.
problem-SMTP-PARTIAL = The message was handed over for only part of the recipients: { $detail }
problem-SMTP-PARTIAL-advice = The outbox names every recipient with the answer of the Clientmodul.
problem-SMTP-UNCERTAIN = It is unclear whether the message arrived: the connection broke before the Clientmodul answered.
problem-SMTP-UNCERTAIN-advice = Wait for the delivery receipt or decide in the outbox.
problem-STORE-BUSY = The store is busy.
problem-STORE-BUSY-advice = Try again in a moment.
problem-STORE-DAMAGED = The store of the profile is damaged.
problem-STORE-DAMAGED-advice = Stop working; restore the profile from a backup.
problem-STORE-IO = Reading or writing failed.
problem-STORE-IO-advice = Check the disk of the profile. Nothing was deleted on the server.
problem-STORE-KEY = The key does not fit this profile.
problem-STORE-KEY-advice = Check that profile and key belong together; the data stay unchanged.
problem-STORE-NEWER = The profile was written by a newer version of Kimpost.
problem-STORE-NEWER-advice = Install the newer version.
problem-STORE-READ-ONLY = The profile cannot be written.
problem-STORE-READ-ONLY-advice = Check the permissions of the profile folder.
problem-STORE-RESCUE = The store of the profile is damaged. Kimpost only reads it from now on.
problem-STORE-RESCUE-advice = Nothing is fetched, sent or changed, and nothing is deleted on the server. Save what the last backup lacks (“Save as”), then restore the profile from the backup.
problem-TLS-SETTINGS = The certificate settings cannot be used.
problem-TLS-SETTINGS-advice = Check the CA in the settings.
problem-USAGE = The command cannot be run like this.
problem-USAGE-advice = “kimpost --help” shows how it is written.
problem-WINDOW = The window could not be opened: { $detail }
problem-WINDOW-advice = Start Kimpost with --renderer glow or --renderer wgpu.
problem-DEMO-START = The practice environment could not be started: { $detail }
problem-DEMO-START-advice = Start Kimpost again.
problem-LANGUAGE = There is no such language.
problem-LANGUAGE-advice = Choose de or en.
problem-SMTP-NAME = The server of outgoing mail was not found.
problem-SMTP-NAME-advice = Check the name or enter the IP address.
problem-SMTP-CONNECT = The Clientmodul takes no messages.
problem-SMTP-CONNECT-advice = Check that it is running and that server and port of outgoing mail are right. Kimpost tries again.
problem-SMTP-SILENT = The outgoing server takes the connection but says nothing.
problem-SMTP-SILENT-advice = Port and encryption most likely do not fit: choose SSL/TLS instead of STARTTLS or none, or the other port.
problem-SMTP-TIMEOUT = The Clientmodul does not answer in time while sending.
problem-SMTP-TIMEOUT-advice = Kimpost tries again; otherwise raise the timeout.
problem-SMTP-TLS = No secure connection to outgoing mail.
problem-SMTP-TLS-advice = Check port and encryption. If “Ignore certificate errors” is off, the CA of the Clientmodul must stand under “Certificates”.
problem-SMTP-CERT-CHANGED = Outgoing mail shows another certificate than before.
problem-SMTP-CERT-CHANGED-advice = Ask whether it was renewed, then accept it anew in the settings.
problem-SMTP-STARTTLS = Outgoing mail does not offer STARTTLS.
problem-SMTP-STARTTLS-advice = Choose SSL/TLS in the settings.
problem-SMTP-CLEAR-TEXT = Without encryption Kimpost only speaks to this computer.
problem-SMTP-CLEAR-TEXT-advice = Choose SSL/TLS or STARTTLS.
problem-SMTP-AUTH = Address or password were refused while sending.
problem-SMTP-AUTH-advice = Check both in the settings. Kimpost does not try again by itself.
problem-SMTP-AUTH-TEMP = The Clientmodul cannot reach the KIM service.
problem-SMTP-AUTH-TEMP-advice = Kimpost tries again; otherwise check Konnektor and internet.
problem-SMTP-LOGIN-FORMAT = User name or call context are not accepted.
problem-SMTP-LOGIN-FORMAT-advice = Copy the SMTP user name unchanged from the Clientmodul and check the card.
problem-SMTP-NO-AUTH = Outgoing mail offers no usable login.
problem-SMTP-NO-AUTH-advice = Check port and encryption.
problem-SMTP-REFUSED = The Clientmodul refused the message: { $detail }
problem-SMTP-REFUSED-advice = Correct recipients or content and send again.
problem-SMTP-451 = The message could not be sent: { $detail }
problem-SMTP-451-advice = Nothing was sent. Check card and recipients, then send again.
problem-SMTP-421 = The Clientmodul closed the connection.
problem-SMTP-421-advice = Kimpost tries again.
problem-SMTP-TEMPORARY = The Clientmodul cannot take the message right now: { $detail }
problem-SMTP-TEMPORARY-advice = Kimpost tries again.
problem-SMTP-TOO-LARGE = The message is larger than allowed.
problem-SMTP-TOO-LARGE-advice = Make the attachments smaller.
problem-SMTP-QUOTA = The storage for large messages is full.
problem-SMTP-QUOTA-advice = Wait until old messages have expired, or ask your KIM provider.
problem-SMTP-SENDER-CERT = There is no valid certificate for your own address in the directory.
problem-SMTP-SENDER-CERT-advice = Check card and VZD entry with your KIM provider.
problem-SMTP-LOST = The connection broke while sending; nothing was sent.
problem-SMTP-LOST-advice = Kimpost tries again.
problem-SMTP-PROTOCOL = Outgoing mail gave an unintelligible answer.
problem-SMTP-PROTOCOL-advice = Check port and encryption.
problem-SMTP-SOURCE = The stored message could not be read.
problem-SMTP-SOURCE-advice = Check the disk of the profile.
problem-POP-LOGIN-FORMAT = User name or password hold a line break.
problem-POP-LOGIN-FORMAT-advice = Copy both again from the Clientmodul, without a line break.
problem-POP-NO-AUTH = Incoming mail offers no usable login.
problem-POP-NO-AUTH-advice = Check port and encryption of incoming mail.
problem-SMTP-AUTH-METHOD = The Clientmodul does not take this kind of login.
problem-SMTP-AUTH-METHOD-advice = Check port and encryption of outgoing mail.
problem-SMTP-ENVELOPE = Sender or recipients cannot be used.
problem-SMTP-ENVELOPE-advice = Check the addresses and send again.
problem-SMTP-LINE-BREAK = The stored message holds forbidden line ends.
problem-SMTP-LINE-BREAK-advice = Write the message anew; report the fault.
problem-SMTP-NOT-RECORDED = The state of sending could not be stored; nothing was sent.
problem-SMTP-NOT-RECORDED-advice = Check the disk of the profile and send again.
problem-SMTP-RECIPIENTS = The Clientmodul refused all recipients: { $detail }
problem-SMTP-RECIPIENTS-advice = Check the addresses in the directory.
problem-SMTP-RECIPIENTS-TEMP = The Clientmodul does not take the recipients right now: { $detail }
problem-SMTP-RECIPIENTS-TEMP-advice = Kimpost tries again.

## END problems

## BEGIN cli

cli-help = Read, send and take over KIM mail. Without a command the window opens.
cli-help-arg-profile = Profile folder
cli-help-arg-passphrase-fd = Read the passphrase from this file descriptor
cli-help-arg-lang = Language of the texts
cli-help-arg-json = Print one JSON document instead of tables
cli-help-arg-renderer = How the window is drawn: auto, wgpu or glow
cli-help-init = Make an empty encrypted profile
cli-help-account = Manage accounts
cli-help-account-add = Add an account from a TOML file
cli-help-account-list = Show all accounts
cli-help-account-show = Show one account
cli-help-account-test = Test the connection
cli-help-account-remove = Remove an account that never received or sent
cli-help-account-accept-certificate = Accept a changed certificate
cli-help-arg-file = File
cli-help-arg-password-fd = Read the mailbox password from this file descriptor
cli-help-arg-address = Address of the account
cli-help-arg-service = Service
cli-help-arg-sha256 = Fingerprint (SHA-256)
cli-help-settings = Settings of the profile
cli-help-settings-list = Show what is set
cli-help-settings-set = Set settings: directory.url, connector.url, connector.interval_minutes, support.address, language, theme
cli-help-arg-pairs = name=value
cli-help-fetch = Fetch now
cli-help-arg-account = Account
cli-help-arg-dienstkennung = Dienstkennung or its beginning
cli-help-list = List messages, newest first
cli-help-arg-folder = Folder
cli-help-arg-technical = Only technical mails
cli-help-arg-personal = Only personal messages
cli-help-arg-search = Words, or part of a Planantragsnummer
cli-help-arg-limit = At most this many
cli-help-arg-offset = Skip this many
cli-help-show = Show one message
cli-help-arg-id = ID of the message
cli-help-arg-raw = Print the stored bytes unchanged
cli-help-arg-headers = Print the header only
cli-help-attachments = Save attachments
cli-help-arg-save-to = Target folder
cli-help-arg-index = Number of the attachment, from 0
cli-help-send = Send a message
cli-help-arg-to = Recipient
cli-help-arg-cc = Recipient in copy
cli-help-arg-subject = Subject
cli-help-arg-text = Text
cli-help-arg-text-file = Text from a file (UTF-8)
cli-help-arg-attach = Attach a file
cli-help-arg-delivery-receipt = Ask for a delivery receipt
cli-help-arg-read-receipt = Ask for a read receipt
cli-help-arg-reply-to-mail = Answer to this message
cli-help-arg-queue-only = Only put into the outbox
cli-help-arg-no-directory-check = Do not check recipients in the directory
cli-help-outbox = Outbox
cli-help-outbox-list = Show the outbox
cli-help-outbox-flush = Send everything that waits, now
cli-help-outbox-retry = Try one message again now
cli-help-outbox-resolve = Settle an uncertain send: sent or resend
cli-help-outbox-cancel = Take a waiting message back
cli-help-arg-resolution = sent: file as sent; resend: send again
cli-help-forward-unchanged = Forward an undecrypted message unchanged to the own address
cli-help-arg-to-self = Changes nothing: no other recipient is possible
cli-help-reprocess = Take an insurer answer over again (manual processing)
cli-help-arg-reason = Reason
cli-help-answers = Insurer answers (eHKP overview)
cli-help-arg-plan = Planantragsnummer or a part of it
cli-help-arg-open = Only open ones
cli-help-directory = Directory (VZD)
cli-help-directory-search = Search the directory
cli-help-arg-city = City
cli-help-arg-zip = Postal code
cli-help-arg-specialty = Specialty
cli-help-arg-profession = Profession or kind of institution: OID or a part of its German name
cli-help-arg-ik = Institutionskennzeichen of an insurer
cli-help-cards = Show the cards of the Konnektor
cli-help-handover = Hand-over to the practice software
cli-not-in-directory = { $address } is not in the directory (VZD). Check the address.
cli-handover-pending = waiting
cli-handover-written = handed over
cli-handover-collected = collected
cli-handover-failed = failed
cli-help-handover-set = Set the hand-over folder of a Dienstkennung
cli-help-handover-list = Show folders and files
cli-help-handover-run = Finish pending hand-overs
cli-help-arg-prefix = Dienstkennung or its beginning
cli-help-arg-dir = Folder
cli-help-export = Write messages to files
cli-help-arg-format = eml or mbox
cli-help-export-arg-to = Target folder (eml) or file (mbox)
cli-help-import = Import messages from .eml, .mbox or Maildir
cli-help-arg-paths = Files or folders
cli-help-doctor = Check the state: program, store, servers, Konnektor and cards
cli-help-serve = Fetch, send and hand over without a window until a signal comes
cli-help-demo = Open the practice mode with invented messages
cli-help-arg-headless = Start only the stand-ins
cli-col-address = Address
cli-col-sender = Sender
cli-col-pop3 = Incoming
cli-col-smtp = Outgoing
cli-col-last-fetch = Last fetch
cli-col-messages = Messages
cli-col-service = Service
cli-col-step = Step
cli-col-result = Result
cli-col-time = Time
cli-col-detail = Detail
cli-col-new = New
cli-col-skipped = Skipped
cli-col-parked = Parked
cli-col-deleted = Deleted on server
cli-col-id = ID
cli-col-unread = •
cli-col-date = Date
cli-col-from = From
cli-col-to = To
cli-col-subject = Subject
cli-col-kind = Kind
cli-col-path = Path
cli-col-state = State
cli-col-plan = Planantragsnummer
cli-col-patient = Patient
cli-col-insurer = Insurer
cli-col-decision = Decision
cli-col-amount = Amount
cli-col-handover = Hand-over
cli-col-name = Name
cli-col-city = City
cli-col-expires = Valid until
cli-col-check = Check
cli-col-advice = Next step
cli-ok = ok
cli-failed = failed
cli-run = Run
cli-import-new = new
cli-import-known = known
cli-import-failed = failed
run-taken_over = taken over
run-already_taken_over = already taken over
run-held_for_review = held for review
doctor-integrity-advice = Restore the profile from a backup.
doctor-space-advice = Free some space on the disk of the profile.
doctor-clock-advice = Check date and time of the computer.
doctor-fetch-advice = Fetch now and check the connection.
doctor-reach-advice = Check that the Clientmodul runs, and test the connection.
doctor-registry-advice = Correct the file dienstkennungen.json in the profile at the line named and start Kimpost anew.
directory-incomplete = More hits, please narrow.
pin-verified = unlocked
pin-verifiable = not unlocked
pin-blocked = blocked
pin-disabled = PIN off
pin-unknown = unknown
unlock-open = This profile is protected by a passphrase.
unlock-new = This computer has no keyring. Protect your messages with a passphrase.
unlock-passphrase = Passphrase
unlock-repeat = Repeat the passphrase
unlock-hint = At least { $min } characters. Without it the messages on this computer are lost.
unlock-working = Opening …
unlock-create = Create profile
unlock-go = Open
window-title-demo = Kimpost – practice mode
note-reader-failed = This message could not be read. It is stored completely.
note-same-bytes = The same content was taken over before (message { $detail }).
note-taken-over-before = This content was taken over before.
note-no-request = There is no sent request for this Planantragsnummer.
note-sender-differs = The sender is not the insurer the request went to.
note-integrity-failed = According to the Clientmodul the message was altered.
note-nothing-to-take-over = This message holds nothing that can be taken over.

## END cli

## BEGIN demo

## END demo

### Access rights and sign-in

# Words
role-read = Read
role-edit = Edit
role-admin = Admin
role-read-help = May read messages.
role-edit-help = May read, write, send, file, save, and take insurer answers over again.
role-admin-help = May do everything: accounts, certificates, users and settings too. Admins see every account.
right-read = Read
right-send = Send
right-manage = Manage
grantee-user = User
grantee-group = User group
grantee-department = Department
grantee-mandant = Mandant
access-not-allowed = You do not have permission to do this.

# Sign-in
sign-in-title = Sign in
sign-in-title-locked = Locked
sign-in-text = Please sign in with your name and your password.
sign-in-locked = This window is locked. Messages you began are saved.
sign-in-name = Name
sign-in-password = Password
sign-in-go = Sign in
sign-in-working = Checking the password …
sign-in-other = Sign in under another name
sign-in-wait = { $seconds ->
    [one] Several tries were wrong. The next one is possible in one second.
   *[other] Several tries were wrong. The next one is possible in { $seconds } seconds.
}
action-lock = Lock
told-no-lock = Locking is possible once there are users.
told-password-changed = The password has been changed.
user-menu-name = Signed in: { $name }
user-menu-role = Role: { $role }
user-menu-change = Change user
user-menu-password = Change password
own-password-old = Current password
own-password-new = New password
own-password-again = Repeat new password
own-password-differs = The two new passwords differ.
own-password-go = Change

# Tab „Access"
settings-tab-access = Access rights
settings-for-admins = Only an admin can change this.
access-sentence-open = This e-mail account can be used without restriction.
access-sentence-admins = The use of this e-mail account is restricted to admins.
access-sentence-one = The use of this e-mail account is restricted to certain { $kind }.
access-sentence-several = The use of this e-mail account is restricted to certain { $kinds } and { $last }.
access-open = Unrestricted
access-restricted = Restricted
access-open-help = All users see this account. Their role says what they may do with it.
access-restricted-help = Only those ticked here see this account. Admins see every account.
access-mandants = Mandants
access-departments = Departments
access-groups = User groups
access-users = Users
access-name = Name
access-filter = Filter
access-none-yet = There is nothing here yet. Use “Users and groups” to add something.
access-no-account = Please choose an account at the left.
access-reload = Reload

# Page „Users and groups"
access-people = Users and groups
access-people-text = Everybody works under an own name. A role says what somebody may do at all; which accounts somebody sees is set at the account.
access-people-first = There are no users yet: whoever sits at the screen may do everything. First add yourself as admin. After that everybody signs in with name and password.
access-back = Back to the account
access-new-user = New user
access-user-name = Name
access-role = Role
access-password = Password
access-new-password = New password
access-password-keep = Leave empty to keep the current one.
access-password-help = At least { $min } characters. Without a password the user cannot sign in yet.
access-password-short = The password needs at least { $min } characters.
access-no-password = no password yet
access-you = You
access-belongs-to = Belongs to
access-add = Add
access-remove = Remove
access-remove-named = Remove { $name }
access-remove-user-question = Remove { $name }? Messages and history stay.
access-remove-grouping-question = Remove { $name }? Accounts that are for it only stay restricted.
access-mandants-help = The practice's own units, not the Konnektor's MandantId.
access-new-mandant = New Mandant
access-new-department = New department
access-new-group = New user group
access-lock = Lock
access-lock-after = Lock the window after
access-lock-set = Apply
access-lock-help = Without key or mouse the window locks itself. Messages you began stay saved.
access-no-account-for-you = No account is open to you yet
access-no-account-for-you-text = An admin can open one to you: in the settings under “Access rights”.

# Page „Audit log“ (behind „Access rights“) and command audit
audit-title = Audit log
audit-text = Who did what and when. What a message is about is not in here. Looking at it is recorded too.
audit-check = Check the chain
audit-checking = Checking the chain …
audit-check-ok = All { $count } records are unchanged and complete.
audit-check-bad = Record { $number } is missing or was changed.
audit-check-head = The check value holds the state of today. Kept elsewhere it also shows when the whole log was replaced.
audit-check-copy = Copy check value { $head }…
audit-export = Save as CSV
audit-export-title = Save audit log
audit-export-go = Save
audit-exported = { $count } records are saved.
audit-col-time = Time
audit-col-person = Who
audit-col-action = What
audit-col-object = About
audit-col-time-person = Time, who
audit-col-action-object = What, about
audit-col-result = Result
audit-everybody = All people
audit-everything = All acts
audit-program = Program
audit-unknown-name = unknown name
audit-day = Day
audit-day-hint = Day, DD/MM/YYYY
audit-day-wrong = Not a day
audit-only = Only: { $what }
audit-only-begin = Show only records about this
audit-only-end = Show all again
audit-mail = Message { $short }
audit-account = Account { $short }
audit-person = User { $short }
audit-open-mail = Open message
audit-number = Record { $number }
audit-ok = done
audit-refused = refused
audit-failed = failed
audit-none = No records
audit-none-text = Nothing in the audit log fits this choice.
audit-newer = Newer
audit-older = Older
audit-again = Reload
audit-range = Records { $to } to { $from }
audit-action-sign-in = Sign-in
audit-action-sign-out = Sign-out
audit-action-password-changed = Own password changed
audit-action-mail-opened = Message opened
audit-action-file-opened = Attachment opened
audit-action-exported = Saved
audit-action-printed = Printed
audit-action-mail-moved = Moved
audit-action-mail-deleted = Draft deleted
audit-action-mails-imported = Messages imported
audit-action-sent = Sent
audit-action-sent-again = Sent again
audit-action-send-settled = Filed as sent
audit-action-send-cancelled = Sending cancelled
audit-action-send-state = State
audit-action-receipt-sent = Read receipt sent
audit-action-receipt-declined = Read receipt declined
audit-action-taken-over-again = Insurer answer taken over again
audit-action-account-changed = Account
audit-action-accounts-exported = Accounts exported
audit-action-certificate-accepted = Certificate accepted
audit-action-person-changed = User
audit-action-rights-changed = Rights
audit-action-setting-changed = Setting
audit-action-backup-made = Backup made
audit-action-backup-restored = Backup restored
audit-action-key-made = Key made
audit-action-clock-jumped = Clock jumped
audit-action-audit-begun = Audit log begun
audit-action-audit-viewed = Audit log viewed
audit-action-audit-exported = Audit log saved
audit-action-audit-verified = Audit log checked
audit-detail-trash = to the trash
audit-detail-back = back from the trash
audit-detail-folder = file in the outgoing folder
audit-detail-added = added
audit-detail-changed = changed
audit-detail-removed = removed
audit-detail-imported = from a file
audit-detail-station = processed here
audit-detail-no-station = no longer processed here
audit-detail-connector-password = password of the Konnektor
audit-detail-pop3 = incoming mail
audit-detail-smtp = outgoing mail
audit-detail-directory = directory
audit-detail-connector = Konnektor
audit-detail-mandant = Mandant added
audit-detail-department = department added
audit-detail-group = user group added
audit-detail-member = added to a group
audit-detail-no-member = taken out of a group
audit-detail-rules = who may use the account
audit-detail-usage = use of KIM
audit-detail-handover = hand-over folder
audit-detail-watch = outgoing folder
audit-detail-keyring = in the keyring
audit-detail-passphrase = with a passphrase
audit-detail-broken = not complete
audit-detail-backup = Backup
audit-detail-backup-passphrase = Passphrase of the backups
audit-detail-plan = by plan
audit-detail-passwords = with passwords
audit-detail-letters = Consent for eArztbriefe
audit-detail-memory = in memory only
problem-AUDIT-BROKEN = The audit log is not complete: record { $detail } is missing or was changed.
problem-AUDIT-BROKEN-advice = Keep a copy of the profile folder, save the audit log under “Access rights”, and find out who has access to this computer.
cli-col-number = No.
cli-col-who = Who
cli-col-action = What
cli-col-object = About
cli-audit-ok = All records are unchanged and complete:
cli-help-audit = Shows the audit log (admins only)
cli-help-audit-verify = Checks whether records were changed or removed
cli-help-audit-arg-since = From this moment on (RFC 3339, YYYY-MM-DD or YYYY-MM-DD HH:MM)
cli-help-audit-arg-mail = Only records about this message

# Command line
cli-yes = yes
cli-no = no
cli-col-role = Role
cli-col-groups = User groups
cli-col-departments = Departments
cli-col-mandants = Mandants
cli-col-password = Password
cli-col-members = Users
cli-col-rights = Rights
cli-access-open = open to all users
cli-access-restricted = restricted
cli-access-open-now = The account is open to all users again.
cli-help-access = Users, groups and access rights of accounts
cli-help-access-user = Users of this profile
cli-help-access-user-add = Adds a user; the first one must be an admin with a password
cli-help-access-user-list = Shows all users
cli-help-access-user-set = Changes role, name or password of a user
cli-help-access-user-remove = Removes a user
cli-help-access-group = User groups
cli-help-access-group-add = Adds a user group
cli-help-access-group-list = Shows all user groups
cli-help-access-group-remove = Removes a user group
cli-help-access-department = Departments
cli-help-access-department-add = Adds a department
cli-help-access-department-list = Shows all departments
cli-help-access-department-remove = Removes a department
cli-help-access-mandant = Mandants: the practice's own units
cli-help-access-mandant-add = Adds a Mandant
cli-help-access-mandant-list = Shows all Mandants
cli-help-access-mandant-remove = Removes a Mandant
cli-help-access-member = Who belongs to a group
cli-help-access-member-add = Puts a user in
cli-help-access-member-remove = Takes a user out
cli-help-access-grant = Opens an account for those named only
cli-help-access-revoke = Takes rights on an account back; without any grant it is open to all
cli-help-access-show = Shows for whom an account is
cli-help-arg-user = Name of the user who signs in
cli-help-arg-user-password-fd = Read the user's password from this file descriptor
cli-help-arg-name = Name
cli-help-arg-role = read, edit or admin
cli-help-arg-rename = New name
cli-help-access-user-add-arg-password-fd = Read the new user's password from this file descriptor
cli-help-access-user-set-arg-password-fd = Read the new password from this file descriptor
cli-help-arg-kind = group, department or mandant
cli-help-arg-member = Name of the user
cli-help-arg-rights = read, send, manage
cli-help-arg-to-user = User; may be given several times
cli-help-arg-to-group = User group; may be given several times
cli-help-arg-to-department = Department; may be given several times
cli-help-arg-to-mandant = Mandant; may be given several times

# Problems
problem-ACCESS-CHANGED = Somebody else has changed this meanwhile.
problem-ACCESS-CHANGED-advice = Load the new state and change that. Your change was not saved.
problem-ACCESS-LAST-ADMIN = An admin with a password must remain.
problem-ACCESS-LAST-ADMIN-advice = First add an admin with a password, or make another user an admin.
problem-ACCESS-NAME-TAKEN = This name exists already.
problem-ACCESS-NAME-TAKEN-advice = Please choose another name; case makes no difference.
problem-INPUT-LOCK-TIME = The time until locking is no number from 1 to 240.
problem-INPUT-LOCK-TIME-advice = Please give minutes, for instance 10.
problem-INPUT-NAME = This name is not possible.
problem-INPUT-NAME-advice = A name has 1 to 60 characters and no line break.
problem-INPUT-NO-GROUPING = There is no such Mandant, department or group.
problem-INPUT-NO-GROUPING-advice = Check the spelling, or add what is missing first.
problem-INPUT-NO-USER = There is no such user.
problem-INPUT-NO-USER-advice = Check the name, or add the user first.
problem-INPUT-PASSWORD = This password is too short.
problem-INPUT-PASSWORD-advice = A password has at least 8 characters.
problem-SIGN-IN-NEEDED = Please sign in.
problem-SIGN-IN-NEEDED-advice = In this profile everybody signs in with name and password: in the window, or with --user and --user-password-fd.
problem-SIGN-IN-WAIT = Several tries were wrong. Please wait a moment.
problem-SIGN-IN-WAIT-advice = Then the next try is possible.
problem-SIGN-IN-WRONG = Name or password is wrong.
problem-SIGN-IN-WRONG-advice = Check the caps lock key. An admin can set a new password.
### Accounts: client certificate

problem-CLIENT-CERT-FILE = This file is not a readable PKCS#12 file.
problem-CLIENT-CERT-FILE-advice = Please choose the file ending in .p12 or .pfx that you were given with the certificate.
problem-CLIENT-CERT-PASSWORD = The password does not open the PKCS#12 file.
problem-CLIENT-CERT-PASSWORD-advice = Please enter the password that was set when the file was made. If it is certainly right, the file is damaged and must be made anew.
problem-CLIENT-CERT-NO-KEY = The private key, or the certificate for it, is missing in the PKCS#12 file.
problem-CLIENT-CERT-NO-KEY-advice = Please have the client certificate made again, with its private key.
problem-CLIENT-CERT-KIND = The kind of key or encryption in this file is not supported.
problem-CLIENT-CERT-KIND-advice = Please have the client certificate made with an RSA key of at least 2048 bits.
problem-CLIENT-CERT-EXPIRED = The client certificate has expired.
problem-CLIENT-CERT-EXPIRED-advice = Please have a new client certificate made and choose it under “Certificates”. Is the date of this computer right?
problem-CLIENT-CERT-EARLY = The client certificate is not valid yet.
problem-CLIENT-CERT-EARLY-advice = Please check the date of this computer, or wait until the day given.
problem-CLIENT-CERT-WANTED = The other side demands a client certificate. None is entered here, or it does not accept the one entered.
problem-CLIENT-CERT-WANTED-advice = Please choose, under “Certificates”, the PKCS#12 file that was made for this service.
problem-ACCOUNT-CHANGED = Somebody else has changed this account meanwhile.
problem-ACCOUNT-CHANGED-advice = Your entries are still here. Load the new state, or save your entries over it on purpose.
problem-CA-FILE = This file holds no readable CA certificate.
problem-CA-FILE-advice = Please choose the CA certificate as a PEM file (it begins with “-----BEGIN CERTIFICATE-----”).
problem-INPUT-CONFIRM = Without encryption the password and all messages would cross the network readably.
problem-INPUT-CONFIRM-advice = Choose SSL/TLS, or confirm it expressly with --confirm.
problem-INPUT-ENCODING = The file is not stored as UTF-8 (line { $detail }).
problem-INPUT-ENCODING-advice = Save it in the editor with the encoding “UTF-8” and try again. Nothing was taken over.
problem-SELFTEST-CANCELLED = The self-test was cancelled.
problem-SELFTEST-CANCELLED-advice = A test message already sent will still arrive; its subject is “Selbsttest von Kimpost”.
problem-SELFTEST-CHANGED = The attachment came back changed.
problem-SELFTEST-CHANGED-advice = Ask your KIM provider: data were changed on the way.
problem-SELFTEST-NO-RECEIPT = The message arrived, but no delivery receipt.
problem-SELFTEST-NO-RECEIPT-advice = Fetch again in a few minutes. If it is still missing, your KIM provider helps.
problem-SELFTEST-NOT-BACK = The test message was handed over but did not come back in time.
problem-SELFTEST-NOT-BACK-advice = Fetch again later. Does another station fetch this mailbox and delete there?
problem-SELFTEST-RUNNING = A self-test of this account is running already.
problem-SELFTEST-RUNNING-advice = Wait until it has ended.
problem-SELFTEST-UNDELIVERABLE = The test message could not be delivered: { $detail }
problem-SELFTEST-UNDELIVERABLE-advice = Check card and directory entry of your own address with your KIM provider.

### Accounts: what is odd

account-issue-login-short = A part of the user name seems to be missing: address, Fachdienst, Mandant, Clientsystem and workplace are separated by #.
account-issue-localhost-central = Other accounts use a central Clientmodul. “localhost” is right only where this computer runs its own.
account-issue-workplace-used = Another account with another Clientmodul uses this workplace already. Each station needs its own, or they block each other.
account-issue-workplace-imported = The Clientmodul runs on the own computer: this station needs a workplace and user names of its own there.

### Accounts: user name explained

login-part-address = Address
login-part-fachdienst = Fachdienst
login-part-mandant = Mandant
login-part-client-system = Clientsystem
login-part-workplace = Workplace
login-part-user = UserId
login-part-konnektor = KonnektorId
login-part-unknown = further part
login-part-unused = unused

### Accounts: paste details

paste-open = Paste details
paste-title = Paste the details of the Clientmodul
paste-intro = Copy the text that your Clientmodul or KIM provider shows, and paste it here. None of it is altered.
paste-field = Pasted text
paste-apply = Take over
paste-close = Close
paste-nothing = Nothing was found in it. Please copy the whole text with the user names.
paste-found = Found
paste-missing = Not found, please enter yourself: { $what }
paste-complete = Everything was found. Only the password is missing.
paste-parts = The text names no complete user names but their parts. They are taken over for putting together.
paste-missing-address = e-mail address
paste-missing-pop3-login = incoming user name
paste-missing-pop3-server = incoming server
paste-missing-pop3-port = incoming port
paste-missing-pop3-tls = incoming encryption
paste-missing-smtp-login = outgoing user name
paste-missing-smtp-server = outgoing server
paste-missing-smtp-port = outgoing port
paste-missing-smtp-tls = outgoing encryption
paste-note-joined = A user name stood on several lines and was joined. Please compare it.
paste-note-blanks = A user name holds blanks. Please compare it with the Clientmodul.
paste-note-order = The text does not say which user name is for incoming and outgoing. The first is taken for incoming.
paste-note-incomplete = A user name has fewer parts than usual. Was everything copied?
paste-note-two-addresses = The user names belong to different addresses.
paste-note-more-logins = The text holds more than one account. The first is taken over.
paste-note-cut = The text is very long; only its beginning was read.

### Accounts: put user names together

builder-open = Put user names together
builder-intro = Only a help: where the Clientmodul shows complete user names, those count.
builder-fachdienst = Fachdienst (name or IP address)
builder-pop3-port = Port POP3
builder-smtp-port = Port SMTP
builder-mandant = Mandant
builder-client-system = Clientsystem
builder-workplace = Workplace
builder-user = UserId (HBA only)
builder-konnektor = KonnektorId (only with several)
builder-incomplete = Something is missing; no part may hold a #.
builder-apply = Enter in both user names

### Accounts: list, transfer

account-new = New
account-duplicate = Duplicate
account-delete = Delete
account-delete-used = This account has received or sent messages and cannot be deleted. It can be taken out of the choice; its messages stay.
account-retire-now = no longer offer for selection
account-duplicate-hint = Copy: please adapt e-mail address, password and user names.
account-reload = Load the new state
account-overwrite = Save my entries
account-auth = Authentication
account-auth-password = Password
account-auth-help = In KIM always by password
account-import = Import
account-export = Export
account-import-title = Accounts from a file
account-export-title = Write accounts to a file
account-export-choose = Which accounts shall go into the file?
account-export-hint = Passwords and keys of certificates are not in the file.
account-export-all = All accounts ({ $count })
account-export-go = { $count ->
    [one] Export one account …
   *[other] Export { $count } accounts …
}
account-export-cancel = Cancel
account-export-done = { $count ->
    [one] One account was exported, without its password
   *[other] { $count } accounts were exported, without passwords
}
account-import-running = Reading the accounts …
account-import-summary = { $new } new, { $known } there already, { $failed } not taken over
account-import-new = new
account-import-known = there already
account-import-failed = not taken over
account-import-password = Password for { $address }
account-import-save = Save passwords
account-import-close = Done
account-import-passwords = The file holds no passwords. Enter them here, or later in the account.
account-path = Path of the file
account-path-go = Go on

### Accounts: certificates

account-section-certificates = Certificates
account-certificates-intro = Needed only if your Clientmodul or Konnektor demands an own CA or a client certificate.
certificates-ca = Own CA
certificates-ca-none = none, those of the operating system count
certificates-ca-some = { $count ->
    [one] one CA certificate
   *[other] { $count } CA certificates
}
certificates-ca-choose = Choose the CA for { $service }
certificates-own = Client certificate
certificates-own-none = none
certificates-own-some = { $subject }, valid until { $date }
certificates-own-choose = Choose the client certificate for { $service }
certificates-choose = Choose file
certificates-remove-ca = Remove the CA for { $service }
certificates-remove-own = Remove the client certificate for { $service }
certificates-password = Password of the PKCS#12 file
certificates-open = Open
certificates-cancel = Cancel
certificates-expires-soon = { $days ->
    [0] Expires in less than a day
    [one] Expires soon: 1 day left
   *[other] Expires soon: { $days } days left
}
certificates-expired = Expired
account-pin-new = The server now shows another certificate: { $start } …
account-pin-accept = accept again

### Accounts: self-test

selftest-title = Self-test
selftest-intro = Sends a message to the own address, fetches it, compares the attachment byte for byte and waits for the delivery receipt.
selftest-running = The self-test is running …
selftest-cancel = Cancel
test-step-send = Send
test-step-receive = Back in the inbox
test-step-compare = Attachment unchanged
test-step-receipt = Delivery receipt

cli-help-account-duplicate = Copy an account for another address
cli-help-account-set = Change single values, for instance pop3.port=10995
cli-help-account-set-arg-pairs = Values as KEY=VALUE, keys as in the account file
cli-help-account-set-arg-confirm = Confirm an unencrypted connection to another computer
cli-help-account-retire = No longer offer an account for selection
cli-help-account-export = Write accounts without passwords to a TOML file
cli-help-account-export-arg-account = Only these accounts
cli-help-account-import = Take over accounts from a TOML file, with a line for each
cli-help-account-selftest = Send a message to the own address, fetch and compare it
cli-help-account-duplicate-arg-new-address = Address of the new account
cli-help-arg-connector-password-fd = File descriptor with the password for the Konnektor (login)
cli-help-arg-pkcs12-password-fd = File descriptor with the password of the PKCS#12 files
cli-help-account-export-arg-path = New file; an existing one is never overwritten
cli-help-account-import-arg-path = File with [[account]] tables

### Connection: certificate of the other side

problem-CERT-EXPIRED = The certificate of the other side has expired.
problem-CERT-EXPIRED-advice = Have it renewed there; an expired one is never accepted. Is the date of this computer right?
problem-CERT-EARLY = The certificate of the other side is not valid yet.
problem-CERT-EARLY-advice = Check the date of this computer and that of the Clientmodul.
problem-CERT-REVOKED = The certificate of the other side was revoked.
problem-CERT-REVOKED-advice = Do not connect; ask your service provider.
problem-CERT-SIGNATURE = The certificate of the other side is wrongly signed.
problem-CERT-SIGNATURE-advice = It is damaged or forged. Ask your service provider before trying again.
problem-CERT-USAGE = The certificate of the other side is not made for servers.
problem-CERT-USAGE-advice = Have a server certificate set up at the Clientmodul or Konnektor.
problem-TLS-OLD = The other side speaks only an outdated encryption.
problem-TLS-OLD-advice = TLS 1.2 or later is needed: please update the Clientmodul or Konnektor.
### Konnektor, cards and overview

settings-tab-overview = Overview
account-connector-mode = Connection
account-connector-mode-none = Unsecured
account-connector-mode-basic = Login
account-connector-mode-certificate = Certificate
account-connector-mode-none-help = Without signing in; only where the Konnektor allows it
account-connector-mode-basic-help = User name and password from the Konnektor's client list
account-connector-mode-certificate-help = Recommended: the certificate (PKCS#12) that the Konnektor issued for this computer
account-connector-user = User name for the Konnektor
account-connector-password = Password for the Konnektor
account-connector-same-host = Use the address entered for all services
account-connector-same-host-help = Switch off only if the Konnektor offers its services on other computers
account-connector-context-help = Exactly as entered in the Konnektor and the Clientmodul, upper and lower case matter
account-connector-test = Test Konnektor
account-connector-testing = Asking the Konnektor …
account-connector-answers = { $product } answers.
account-issue-connector-login-clear = The password would cross the network readable. Use https://.
account-issue-connector-certificate-clear = Signing in by certificate needs https://.
account-issue-connector-user = The user name for the Konnektor is missing.
account-issue-connector-id-long = The ids of the call context have at most 64 characters.
account-issue-connector-no-certificate = Choose the certificate the Konnektor issued under “Certificates”.
account-issue-connector-context = Without MandantId, ClientsystemId and WorkplaceId the Konnektor lists no cards.
account-issue-connector-blank = The call context begins or ends with a blank, perhaps from copying.
test-step-ti = Connection to the TI
ti-online = TI reachable
ti-outage = TI not reachable
ti-offline-mode = Konnektor in offline mode
ti-unknown = TI connection unknown
pin-unused = not in use yet
card-title = Card
card-intro = The card this address belongs to in the Clientmodul. One card may serve several addresses.
card-show = Show cards
card-reading = Reading the cards …
card-none-inserted = The Konnektor lists no inserted card. Insert the card and check the call context.
card-name = { $kind } – { $holder }
card-name-in = { $kind } – { $holder } (terminal: { $terminal })
card-holder-unknown = without a name
card-number-and-id = { $number } · Telematik-ID { $id }
card-valid-until = valid until { $day }
card-expired = expired on { $day }
card-tries-left =
    { $count ->
        [one] 1 PIN try left
       *[other] { $count } PIN tries left
    }
card-terminal-off = terminal not connected
card-no-number = without a card number, cannot be assigned
card-not-inserted = not inserted
card-not-chosen = No card assigned
card-release = Remove assignment
card-hba-waits = Fetching rests until the HBA is inserted
card-unlock-title = Unlock the card – how to
card-unlock-1 = 1. Open the administration of your Konnektor or the practice software and choose “verify PIN” or “unlock card” for this card.
card-unlock-2 = 2. Enter the PIN at the card terminal. Kimpost never asks for a PIN.
card-unlock-3 = 3. If the PIN is blocked you need the PUK from the PIN letter. A new card must first be put to use with its transport PIN.
card-unlock-4 = 4. Then choose “Show cards” here: the state must be “unlocked”. After a power cut or restart the card must be unlocked again.
card-unlock-close = Close instructions
light-good = TI ready
light-warning = TI limited
light-bad = TI disturbed
light-name = TI traffic light: { $word }
light-open = Open the overview
overview-intro = All accounts at a glance. The page checks itself while it is open.
overview-empty = No account yet
overview-empty-text = As soon as an account is set up, this page tells whether everything works.
overview-col-account = Account
overview-col-reach = Reachability
overview-col-fetch = Fetch
overview-col-mails = Messages
overview-col-server = On the server
overview-col-card = Card
overview-col-outbox = Outbox
overview-col-entry = Directory (VZD)
overview-all-well = all in order
overview-reach-ok = reachable
overview-reach-unknown = checking …
overview-reach-down = not reachable
overview-last = last { $at }
overview-never = never fetched
overview-next = next { $at }
overview-next-due = next at once
overview-unread =
    { $count ->
       *[other] { $count } unread
    }
overview-waiting =
    { $count ->
        [one] 1 waits on the server
       *[other] { $count } wait on the server
    }
overview-undecrypted =
    { $count ->
        [one] 1 not decrypted
       *[other] { $count } not decrypted
    }
overview-server-none = nothing
overview-server-mails =
    { $count ->
        [one] 1 message · { $size }
       *[other] { $count } messages · { $size }
    }
overview-server-oldest =
    { $days ->
        [0] oldest from today
        [one] oldest 1 day
       *[other] oldest { $days } days
    }
overview-server-left =
    { $days ->
        [one] deletion in 1 day *
       *[other] deletion in { $days } days *
    }
overview-assumption = * Assuming that the KIM provider deletes messages after 90 days. Your provider may have set it differently. What is stored here stays.
overview-connector-unknown = asking …
overview-card-unknown = state unknown
overview-outbox-empty = empty
overview-outbox-waiting =
    { $count ->
        [one] 1 message
       *[other] { $count } messages
    }
overview-outbox-attention =
    { $count ->
        [one] 1 needs you
       *[other] { $count } need you
    }
overview-entry-none = no directory entered
overview-entry-unknown = not checked yet
overview-entry-missing = not found
overview-entry-found = found
overview-entry-same = found and equal
overview-entry-same-name = found, name is equal
overview-entry-other-card = found, belongs to another card
overview-entry-differs = found, name differs
overview-entry-large = KIM { $version }, large messages too
overview-entry-small = KIM { $version }, up to 15 MB
overview-finding-password = No password is stored. The account is not fetched.
overview-finding-pop3 = The inbox at the Clientmodul does not answer.
overview-finding-smtp = The outbox at the Clientmodul does not answer.
overview-finding-directory = The directory does not answer. Recipients stay unchecked.
overview-finding-waits = The HBA is not inserted. Fetching rests until it is.
overview-finding-outage = The Konnektor does not reach the TI.
overview-finding-offline = The Konnektor is set to offline mode. Your service provider can change that in its administration.
overview-finding-no-card = No card is assigned to the account yet.
overview-finding-card-missing = The assigned card is not inserted. Messages cannot be decrypted.
overview-finding-locked = The card is not unlocked. Messages cannot be decrypted.
overview-finding-blocked = The PIN of the card is blocked. You need the PUK.
overview-finding-unused = The card has not been put to use yet.
overview-finding-expired = The certificate of the card has expired. Your card provider gives you a new card.
overview-finding-expires =
    { $days ->
        [0] The certificate of the card ends today. Is the next card there?
        [one] The certificate of the card ends tomorrow. Is the next card there?
       *[other] The certificate of the card ends in { $days } days. Has the next card been ordered?
    }
overview-finding-terminal = The card terminal is not connected to the Konnektor.
overview-finding-undecrypted =
    { $count ->
        [one] 1 message could not be decrypted.
       *[other] { $count } messages could not be decrypted.
    }
overview-finding-days-left =
    { $days ->
        [0] Messages not fetched will soon be deleted on the server.
        [one] Messages not fetched will be deleted on the server in about 1 day.
       *[other] Messages not fetched will be deleted on the server in about { $days } days.
    }
overview-finding-outbox =
    { $count ->
        [one] 1 message in the outbox needs you.
       *[other] { $count } messages in the outbox need you.
    }
overview-finding-entry-missing = The directory does not know this address. Others cannot find you.
overview-finding-entry-differs = The directory entry is named “{ $entry }”, the card “{ $card }”.
overview-finding-entry-other-card = The directory entry belongs to the Telematik-ID { $entry }, the card to { $card }. This card cannot open what others send to the address. Is the right card chosen?
overview-finding-no-large = By the directory, this address only receives messages up to 15 MB.
overview-step-password = Enter password
overview-step-test = Test connection
overview-step-fetch = Fetch now
overview-step-again = Check again
overview-step-connector = Set up Konnektor
overview-step-choose-card = View card
overview-step-unlock = Unlock the card – how to
overview-step-undecrypted = Show messages
overview-step-outbox = Open outbox
overview-step-entry = Check entry again
problem-CONNECTOR-CERT-CHANGED = The Konnektor shows another certificate than last time.
problem-CONNECTOR-CERT-CHANGED-advice = After a change of device or certificate this is normal. Ask your service provider, then accept the new certificate under “Test connection”.
problem-CONNECTOR-NO-CARDS = The Konnektor lists no cards.
problem-CONNECTOR-NO-CARDS-advice = Insert the card, and check MandantId, ClientsystemId and WorkplaceId.
problem-CONNECTOR-OFFLINE = The Konnektor does not reach the TI.
problem-CONNECTOR-OFFLINE-advice = Check the Konnektor's internet connection. If it is set to offline mode, your service provider changes that.
doctor-connector-advice = Check that the Konnektor is switched on and that its settings in the account are right.
doctor-ti-advice = Check the Konnektor's internet connection and whether it is set to offline mode.
doctor-card-advice = Insert the card, unlock it, and mind its expiry date.

# Program log and support report (settings, overview)
log-open = Program log and support report …
log-title = Program log
log-tab-lines = Log
log-tab-report = Support report
log-show-note = All
log-show-warning = Errors and warnings
log-show-error = Errors only
log-level-error = Error
log-level-warning = Warning
log-level-note = Note
log-find = Search the log
log-again = Reload
log-copy-line = Copy line
log-copy-all = Copy all
log-older = Older lines
log-count = { $count ->
    [one] One line, newest first
   *[other] { $count } lines, newest first
}
log-nothing = No line fits
log-nothing-text = Choose “All” or empty the search field.
log-none = No log
log-none-text = Nothing has been recorded for this profile yet. The practice mode writes no log.
log-crashes = { $count ->
    [one] The program recorded an unexpected error.
   *[other] The program recorded { $count } unexpected errors.
}
log-crashes-look = See it in the support report
support-title = Support report of Kimpost
support-intro = Without names, addresses, subjects and contents. The same mark in ‹ › stands for the same name.
support-explained = The report is saved exactly as it stands here. Addresses, names, servers and folders are replaced by marks. Kimpost does not send it: you decide whether to give it to anybody.
support-building = The report is being put together. The servers are being asked …
support-save = Save …
support-save-title = Save support report
support-save-go = Save here
support-saved = Saved: { $name }
support-copy = Copy
support-again = Make anew
support-nothing = (nothing)
support-section-program = Program
support-section-checks = Checks
support-section-accounts = Accounts
support-section-counts = Counts
support-section-problems = Standing problems
support-section-log = Log
support-section-crashes = Unexpected errors

cli-col-iccsn = Card number
cli-col-terminal = Terminal
cli-ti-online = The Konnektor is connected to the TI.
cli-ti-offline = The Konnektor is not connected to the TI.
### KIM-Nutzung, stations and working together

action-toggle-claim = Take in hand / release
action-toggle-done = Done / not done
status-claimed = in hand of { $detail }
status-done = done
status-answered-by = answered by { $detail }
status-read-by = read by { $detail }
status-seen-to = { $detail } (done)
filter-not-done = not done
filter-left = { $count ->
    [one] One message of another kind stays on the server for other workplaces.
   *[other] { $count } messages of other kinds stay on the server for other workplaces.
}
filter-left-show = Which?
search-number = Antragsnummer { $number }
search-sender = from: { $name }
head-read-by = Read: { $detail }
head-answered-by = Answered: { $detail }
undo-claimed = { $count ->
    [one] Taken in hand.
   *[other] { $count } messages taken in hand.
}
undo-released = { $count ->
    [one] Released.
   *[other] { $count } messages released.
}
undo-done = { $count ->
    [one] Marked as done.
   *[other] { $count } messages marked as done.
}
undo-reopened = { $count ->
    [one] Opened again.
   *[other] { $count } messages opened again.
}
told-released = Released.
release-question = { $who } has this in hand. Release it all the same?
release-text = It is best to have a word first. The history says who released it.
release-do = Release
history-claimed = Taken in hand
history-released = Released (was in hand of { $detail })
history-done = Marked as done
history-reopened = Opened again
outbox-done = Done
outbox-done-hint = The warning goes away. The message stays and can be opened again.
outbox-reopen = Open again
outbox-show-done = Show those done ({ $count })
outbox-hide-done = Hide those done
subject-eau = Sick note (eAU)
subject-eau-cancel = Cancellation of an eAU
subject-eau-error = Error message about an eAU
subject-eeb-request = Request for a substitute certificate (eEB)
subject-eeb-certificate = Substitute certificate (eEB)
subject-eeb-error = Error message about an eEB
keys-blocks = Insert a text block, while writing
compose-block = Text block
compose-block-hint = Puts a text block in where the caret stands (F2)
compose-blocks = Insert a text block
compose-blocks-none = No text blocks yet. You make them in the settings under “Use of KIM”.
usage-fetch = Dienstkennungen
usage-fetch-all = Fetch all messages
usage-fetch-some = Fetch only these Dienstkennungen
usage-fetch-help = What is not fetched here stays on the server for other workplaces. It is counted, and comes as soon as you choose more.
usage-fetch-none = Nothing chosen yet: all messages are fetched.
usage-fetch-no-mail = KIM-Mail is not among them: messages of colleagues and their read receipts stay on the server.
usage-prefix = Another Dienstkennung
usage-prefix-add = Add
usage-prefix-help = Application or application;message type, for instance EBZ;ANW
usage-prefix-wrong = A Dienstkennung consists of letters without umlauts, digits and semicolons.
usage-prefix-remove = Remove { $prefix }
usage-left = { $count ->
    [one] One message lies on the server for other workplaces.
   *[other] { $count } messages lie on the server for other workplaces.
}
usage-left-line = { $account }: { $count } × { $kind }
usage-left-unknown = not recognised yet
usage-left-fetch = Fetch all now
usage-eau = eAU by KIM
usage-eau-send = Send eAU to the insurers by KIM
usage-eau-send-help = Without this option Kimpost takes no message of the application eAU for sending.
usage-marker = KIM-Kenner
usage-yes = Yes
usage-no = No
usage-marker-help = Tells your KV with the billing that you use KIM. Kimpost does no billing: set it in your practice software as well; here it is noted.
usage-new-mails = New messages
usage-default-kind = Dienstkennung of new messages
usage-default-kind-help = Holds as long as no other kind is chosen while writing.
usage-default-kind-reset = As usual
usage-signature = Signature
usage-signature-of = Signature of the account
usage-signature-hint = Praxis Dr. Beispiel, Musterweg 1, 12345 Musterstadt
usage-signature-help = Stands in new messages, and in answers above the quoted text. Messages forwarded unchanged stay unchanged.
usage-no-account = No account set up yet.
usage-blocks = Text blocks
usage-blocks-help = Put in while writing with “Text block” or F2.
usage-block-new = New text block
usage-block-unnamed = without a name
usage-block-name = Name of the text block
usage-block-name-wrong = Each text block needs a name of its own.
usage-block-text = Text
usage-block-remove = Delete text block
usage-blocked = Please change what is marked in red first.
usage-stations = Processing station
usage-stations-help = Where several stations fetch the same mailbox, exactly one of them processes the account: only it answers read receipts, hands over to the practice software and deletes on the server. The others read.
station-here = processed here
station-other = reading only
station-other-hint = Another station processes this account; here it is only read.
station-here-sentence = This station processes the account.
station-other-sentence = Another station processes the account; here it is only read.
station-where = Change it in the tab “Use of KIM”.
station-take = Take over here …
station-give-away = Give away …
station-take-question = Shall this station process { $account }?
station-take-text = Give the account away at the station that has it, first. Two processing stations would treat read receipts and insurer answers twice.
station-take-do = Yes, process here
station-give-question = Shall { $account } only be read here from now on?
station-give-text = Read receipts, hand-overs and deleting on the server rest until another station takes the account. What still waits here to be handed over goes on waiting.
station-give-do = Yes, give away
station-answers-receipts = The processing station answers it. Here this account is only read.
station-hands-over = Another station hands over
station-hands-over-text = Only the station that processes the account hands over to the practice software. You find it in the settings under “Use of KIM”.
note-other-station = Another station processes this account and hands over.
note-restored = This message is older than the moment a backup was restored. The answer may be in the practice software already.
handover-check = Check folders
handover-writable = writable
handover-not-writable = not writable
cli-help-mark = Mark messages: read, in hand, done, and back
cli-help-mark-arg-action = What happens to the messages
cli-help-mark-arg-ids = Numbers of the messages
cli-help-list-arg-unread = Unread only
cli-help-list-arg-open = Not done only
cli-help-list-arg-claimed-by = Only what this person has in hand
problem-EAU-OFF = Sending eAU is not switched on at this workplace.
problem-EAU-OFF-advice = Switch on “Send eAU to the insurers by KIM” under Settings → Use of KIM, or send from the workplace meant for it.
problem-INPUT-BLOCK-NAME = Text block number { $detail } has no name of its own.
problem-INPUT-BLOCK-NAME-advice = Give each text block a name that no other has.
problem-INPUT-TOO-LONG = A text is too long, or there are too many of them.
problem-INPUT-TOO-LONG-advice = Cut it to { $detail } characters at most.
problem-MAIL-CLAIMED = { $detail } has this message in hand.
problem-MAIL-CLAIMED-advice = Have a word. Then it can be released and taken anew.
problem-STATION-OTHER = Another station processes this account; here it is only read.
problem-STATION-OTHER-advice = Do it at the processing station, or take the account over here: Settings → Use of KIM.
problem-INPUT-SETTING-VALUE = This value does not fit: { $detail }
problem-INPUT-SETTING-VALUE-advice = Switches are “yes” or empty; Dienstkennungen are parted by commas and hold no umlauts.

## Viewing attachments: why something is not shown
problem-DRAW-ENCRYPTED = This PDF file is protected by a password.
problem-DRAW-ENCRYPTED-advice = Open the file with the viewer of this computer; it asks for the password.
problem-DRAW-DAMAGED = This file is damaged or incomplete and cannot be shown here.
problem-DRAW-DAMAGED-advice = Save the file, or ask the sender to send it again.
problem-DRAW-TOO-LARGE = This file is too large to be shown here.
problem-DRAW-TOO-LARGE-advice = Open the file with the viewer of this computer, or save it.
problem-DRAW-FORMAT = Files of this kind are not shown here.
problem-DRAW-FORMAT-advice = Save the file and open it with the program it belongs to.
problem-DRAW-TIME = Drawing took too long and was ended.
problem-DRAW-TIME-advice = Open the file with the viewer of this computer if you trust the sender.
problem-DRAW-CRASHED = Drawing this file failed. Your messages are not affected.
problem-DRAW-CRASHED-advice = Open the file with the viewer of this computer if you trust the sender.
problem-DRAW-REPLACED = Something else was asked for meanwhile.
problem-DRAW-REPLACED-advice = Look at the page that is shown now.
problem-DRAW-START = Drawing could not be started.
problem-DRAW-START-advice = Try again. If it stays so, start Kimpost anew.
problem-REGISTRY-FILE = The list of Dienstkennungen in the profile is not used: it has an error.
problem-REGISTRY-FILE-advice = Correct the file dienstkennungen.json at the line named and start Kimpost anew.
### Address book and directory

side-address-book = Address book
contacts-title = Address book
contacts-directory = Directory (VZD)
contacts-own = Own contacts
contacts-own-news = Own contacts ({ $count } changed)
contacts-check = Check now
contacts-check-hint = Asks the directory about every own contact. It also happens by itself once a day.
contacts-check-cancel = Cancel
contacts-checking = { $done } of { $total } checked
contacts-checked = { $count ->
    [one] One contact checked
   *[other] { $count } contacts checked
}, { $news ->
    [0] all stand in the directory unchanged.
    [one] one needs your decision.
   *[other] { $news } need your decision.
}
contacts-filter = Filter contacts
contacts-all = All
contacts-favourites = Favourites
contacts-recent = Recently used
contacts-changed = Changed
contacts-more = { $shown } of { $count } contacts. Type a name to narrow the list.
contacts-none = No contacts yet
contacts-none-hint = People you write to appear here. You can keep contacts from the directory.
contacts-none-found = No contact matches
contacts-none-found-hint = Check the spelling or search the directory.
contacts-no-favourites = No favourites yet
contacts-no-favourites-hint = Favourites come first while writing. Choose a contact, then “Favourite”.
contacts-no-news = Nothing has changed
contacts-no-news-hint = All own contacts stand in the directory as you know them.
contacts-groups = Groups
contacts-group-new = New group
contacts-group-name = Name of the group
contacts-group-help = For example: family doctors, quality circle
contacts-group-save = Apply
contacts-group-cancel = Cancel
contacts-group-write = Message to all
contacts-group-rename = Rename
contacts-group-remove = Delete group
contacts-group-remove-question = Delete group “{ $name }”? Its members stay in the address book.
contacts-group-empty = The group is empty
contacts-group-empty-hint = Choose a contact under “All” and tick the group there.
contacts-write = Write message
contacts-keep = Keep
contacts-favourite = Favourite
contacts-favourite-off = No favourite
contacts-remove = Remove
contacts-remove-question = Remove this contact from the address book?
contacts-remove-hint = Note and groups are lost. Messages stay.
contacts-keep-it = Keep it
contacts-note = Note
contacts-note-hint = Seen only in your practice
contacts-in-directory = In the directory, KIM { $version }
contacts-not-in-directory = Not in the directory
contacts-unchecked = Not yet checked in the directory
contacts-checked-at = checked { $time }
contacts-used-at = last written to { $time }
contacts-state-renamed = new name
contacts-state-other-owner = other owner
contacts-gone-offers = The same Telematik-ID now has another address. Star, note and groups move along.
contacts-replace-with = Replace with { $mail }
contacts-take-note = Understood
contacts-take-name = Take the new name
contacts-take-owner = Take the new owner
contacts-other-owner-hint = Owner now: { $name }. Check whether you want to write to them.
contact-news-gone = This address is no longer in the directory
contact-news-gone-hint = It may have been deregistered, or the card has expired. Ask for the new address.
contact-news-renamed = The entry has another name in the directory now
contact-news-other-owner = This address now belongs to somebody else
told-contact-kept = Kept in the address book.
directory-name = Name, practice, institution
directory-name-hint = For example: Müller Thomas
directory-city = Place
directory-zip = Postcode
directory-street = Street
directory-specialty = Specialty
directory-specialty-hint = German word, e.g. Augen
directory-kind = Kind of institution
directory-kind-all = All
directory-kind-practice = Doctor’s practice
directory-kind-dental = Dental practice
directory-kind-psychotherapy = Psychotherapy practice
directory-kind-hospital = Hospital
directory-kind-pharmacy = Public pharmacy
directory-kind-insurer = Health insurer
directory-kind-care = Nursing care
directory-kind-midwifery = Midwifery
directory-kind-physiotherapy = Physiotherapy
directory-kind-doctor = Doctor (person)
directory-kind-dentist = Dentist (person)
directory-kind-kv = Association of SHI physicians (KV)
directory-kind-chamber = Medical chamber
directory-kind-public = Public health service
directory-ik = Insurer’s IK
directory-ik-hint = Nine digits
directory-telematik-id = Telematik-ID
directory-mail = KIM address
directory-mail-hint = Whole or a part
directory-search = Search
directory-clear = Clear
directory-more = More fields
directory-less = Fewer fields
directory-searching = Asking the directory …
directory-hits = { $count ->
    [one] One hit
   *[other] { $count } hits
}
directory-too-many = { $count } hits shown – more hits, please narrow
directory-empty = Who are you looking for?
directory-empty-hint = Three letters are enough. Several fields together narrow the search.
directory-none = Nobody found
directory-none-hint = Check the spelling. Those without a valid card are not in the directory.
directory-no-address = No KIM address
directory-no-address-hint = You cannot send a KIM message to this entry.
directory-not-reachable = not reachable by KIM
directory-more-addresses = { $mail } and { $count } more
directory-addresses = KIM addresses
directory-takes-large = also above 15 MB
directory-tags = only for { $tags }
directory-data = Data in the directory
directory-person = Person
directory-organization = Organisation
directory-land = Country, region
directory-domain-ids = IK, BSNR etc.
directory-changed = Last changed
directory-specialty-number = Specialty no. { $number }
directory-codes = More codes
compose-groups = Groups
compose-group-members = { $count ->
    [one] one member: { $names }
   *[other] { $count } members: { $names }
}
compose-remedy-replace = Replace address
compose-remedy-note = Understood
compose-issue-replaced = This address is no longer valid, the directory has a new one: { $detail }
compose-issue-renamed = The entry has another name in the directory now: { $detail }
compose-issue-other-owner = According to the directory this address now belongs to somebody else: { $detail }
problem-CONTACTS-CHECK-RUNNING = The contacts are being checked already.
problem-CONTACTS-CHECK-RUNNING-advice = Wait until the check is done.
problem-GROUP-EXISTS = There is already a group with this name.
problem-GROUP-EXISTS-advice = Choose another name.
problem-INPUT-GROUP-NAME = The name of the group is missing or too long.
problem-INPUT-GROUP-NAME-advice = Enter a name of at most 80 characters.
problem-LDAP-EMPTY = The directory knows nobody at present, not even the own address.
problem-LDAP-EMPTY-advice = Check whether the Konnektor is online. Nothing was changed in your contacts.
problem-LDAP-QUERY-IK = An Institutionskennzeichen has nine digits.
problem-LDAP-QUERY-IK-advice = Check the IK.
problem-LDAP-QUERY-LONG = The search term is too long.
problem-LDAP-QUERY-LONG-advice = Enter fewer words.
problem-LDAP-QUERY-MAIL = A KIM address has no umlauts.
problem-LDAP-QUERY-MAIL-advice = Check the address, or search by name.
problem-LDAP-QUERY-PROFESSION = The directory has no such profession or kind of institution.
problem-LDAP-QUERY-PROFESSION-advice = Write for example “Zahnarztpraxis” or “Krankenhaus”.
problem-LDAP-REPLACED = A newer search took the place of this one.
problem-LDAP-REPLACED-advice = Look at the result of the newer search.
problem-RECIPIENT-GONE = The address of a recipient is no longer in the directory.
problem-RECIPIENT-GONE-advice = Replace it with the new address, or send without the check if you are sure.
problem-RECIPIENT-OTHER-OWNER = The address of a recipient now belongs to somebody else.
problem-RECIPIENT-OTHER-OWNER-advice = Check in the address book whether you want to write to the new owner.
cli-help-directory-check = Compare own contacts with the directory
cli-help-arg-street = Street
cli-help-arg-telematik-id = Telematik-ID
cli-help-arg-mail = KIM address, whole or a part
cli-col-specialty = Specialty
cli-col-street = Street
cli-col-new-address = New address

### Card: reminder of the end of the certificate

problem-CARD-EXPIRES = The certificate of the card ends soon. Days left: { $detail }
problem-CARD-EXPIRES-advice = Please order a new card from your card provider in time. Without a valid card you can neither read nor send KIM messages.
problem-CARD-EXPIRED = The certificate of the card has expired.
problem-CARD-EXPIRED-advice = KIM messages can no longer be read or sent with it. Your card provider gives you a new card.

### Test connection: no second try with the same password

problem-LOGIN-NOT-TRIED = Not tried: the login with this password was already refused by the incoming server.
problem-LOGIN-NOT-TRIED-advice = Too many wrong attempts lock the mailbox. First mend what is red at the incoming server, then test again.
# Outgoing folders and sending sick notes

history-watched = Taken from the outgoing folder of the practice software
history-from-backup = Brought back from a backup: whether it was sent meanwhile is unclear
history-eau-released = Released from the gathered sick notes for sending
history-document-error = The insurer reported an error: { $detail }
history-same-again = Holds the same file as message { $detail }
history-sent-anew = The same file was sent again, as message { $detail }
problem-EAU-ERROR = Insurers did not accept sick notes (eAU): { $detail }.
problem-EAU-ERROR-advice = Open the outbox: it tells of each sick note what the insurer reports and what to do.
problem-EAU-SILENT = { $detail } sick notes (eAU) got neither a delivery receipt nor an error within a day.
problem-EAU-SILENT-advice = Open the outbox: give the patient the paper copy for the insurer, or send the same file again.
problem-INPUT-TIME = “{ $detail }” is not a time of day.
problem-INPUT-TIME-advice = Write the time with four digits, for example 18:30.
problem-RESEND-NOTHING = There is no file of this message that could be sent again.
problem-RESEND-NOTHING-advice = Open the sent message with the file and send from there.
problem-WATCH-CONTENT = The file is not in order and was not sent.
problem-WATCH-CONTENT-advice = Make the file anew in the practice software and drop it into the outgoing folder again.
problem-WATCH-DRAFT = No message can be made of the file: { $detail }.
problem-WATCH-DRAFT-advice = Check recipient, subject and size, and drop the file into the outgoing folder again.
problem-WATCH-EMPTY = The file is empty.
problem-WATCH-EMPTY-advice = Make the file anew in the practice software.
problem-WATCH-FAILED = Files of the outgoing folder were not sent: { $detail }.
problem-WATCH-FAILED-advice = Open Settings → Use of KIM → Outgoing folders; the reason stands beside each file.
problem-WATCH-FOLDER = An outgoing folder cannot be reached or written: { $detail }
problem-WATCH-FOLDER-advice = Check folder, network drive and permissions. Once the folder is there, work goes on by itself.
problem-WATCH-FOLDER-TAKEN = This folder is in use already: { $detail }
problem-WATCH-FOLDER-TAKEN-advice = Choose an own folder for each account and kind that is no hand-over folder.
problem-WATCH-GONE = The file no longer lies where it was moved to: { $detail }
problem-WATCH-GONE-advice = Make the file anew in the practice software, or tick the line off.
problem-WATCH-INSURER = The directory has no insurer with a KIM address for the institution code { $detail }.
problem-WATCH-INSURER-advice = Check the insurer in the patient's data; of a sick note give the patient the paper copy for the insurer.
problem-WATCH-KIND = The content of the file does not fit its name or the outgoing folder.
problem-WATCH-KIND-advice = Drop the file into the right outgoing folder, or make it anew.
problem-WATCH-LETTER = An electronic doctor's letter is exactly one PDF and one XML file ({ $detail }).
problem-WATCH-LETTER-advice = Drop both files with the same name into the outgoing folder together.
problem-WATCH-MISSING = The file or an attachment that { $detail } speaks about is missing.
problem-WATCH-MISSING-advice = Drop all named files into the outgoing folder together.
problem-WATCH-MOVE = The file is done, but it cannot be moved.
problem-WATCH-MOVE-advice = Close it in other programs and check the permissions of the folder. It is not sent again.
problem-WATCH-NAME = The file name does not fit the procedure { $detail }.
problem-WATCH-NAME-advice = The practice software must name the file as the procedure demands.
problem-WATCH-NAME-TAKEN = Another file of this name lies in the outgoing folder: { $detail }
problem-WATCH-NAME-TAKEN-advice = Wait until it was taken, or clear it away, and then try again.
problem-WATCH-NO-IK = The file names no institution code (IK) of the insurer.
problem-WATCH-NO-IK-advice = Add the insurer in the practice software, or put a JSON file with “ik” beside it.
problem-WATCH-NO-RECIPIENT = No recipient is given for the file.
problem-WATCH-NO-RECIPIENT-advice = Put a JSON file with “to” beside it and drop the file into the outgoing folder again.
problem-WATCH-NOT-EMPTY = Files lie in the folder already ({ $detail }). They would be sent at once, and what Kimpost does not know be moved to “Fehler”.
problem-WATCH-NOT-EMPTY-advice = Clear away what was sent already. If everything shall go, confirm it (on the command line: --now).
problem-WATCH-RECIPIENT = The recipient { $detail } is no KIM address of the directory.
problem-WATCH-RECIPIENT-advice = Look the address up in the address book and correct it in the practice software.
problem-WATCH-RETIRED = The account of this outgoing folder is no longer offered; nothing is sent from it.
problem-WATCH-RETIRED-advice = Set an outgoing folder for another account, or offer the account for selection again.
problem-WATCH-RULES = The profile's rules for outgoing folders cannot be read ({ $detail }); the shipped ones apply.
problem-WATCH-RULES-advice = Correct or remove the file watch-rules.json in the profile folder and start Kimpost again.
problem-WATCH-SIDECAR = The JSON file beside the file cannot be read or does not fit ({ $detail }).
problem-WATCH-SIDECAR-advice = Correct the JSON file and drop both into the outgoing folder again.
problem-WATCH-TEST-DATA = The file is marked as test data (T at the beginning of its name) and is not sent.
problem-WATCH-TEST-DATA-advice = Switch the practice software to production and make the file anew.
problem-WATCH-TOO-LARGE = The file is too large for the outgoing folder ({ $detail }).
problem-WATCH-TOO-LARGE-advice = Send it as an attachment of a message.
problem-WATCH-TWICE = This file was sent before and is not sent again by itself.
problem-WATCH-TWICE-advice = If it shall really go out a second time: Settings → Use of KIM → Outgoing folders → “Send anyway”.
problem-WATCH-UNKNOWN = Kimpost does not know what this file is.
problem-WATCH-UNKNOWN-advice = Drop it into the outgoing folder of its procedure, or put a JSON file with “dienstkennung” and “to” beside it.
problem-WATCH-UNREADABLE = The file cannot be read.
problem-WATCH-UNREADABLE-advice = Check the permissions of the file; it stays and is tried again.
problem-WATCH-UNSIGNED = The file is not signed. { $detail }
problem-WATCH-UNSIGNED-advice = Sign it in the practice software and drop the signed file into the outgoing folder.

watch-title = Outgoing folders
watch-intro = What the practice software drops here (EBZ applications, sick notes, doctors’ letters) is sent by itself and then moved to “gesendet”. What cannot be sent lies in “Fehler”, with the reason.
watch-none = No outgoing folder is set yet.
watch-run = Look now
watch-watched = watched
watch-away = cannot be reached
watch-remove = Watch this outgoing folder no longer
watch-of = { $kind } · account: { $account }
watch-kind-any = Everything Kimpost knows by its file name
watch-assumed = File name and Dienstkennung are an assumption
watch-being-written = still being written
watch-open =
    { $count ->
        [one] One file was not sent
       *[other] { $count } files were not sent
    }
watch-sent = Taken lately
watch-retry = Try again
watch-again = Send anyway …
watch-again-question = Really send this file a second time?
watch-again-yes = Yes, send it again
watch-dismiss = Done
watch-dismiss-hint = The line goes away, the file stays.
watch-new = Add a folder
watch-account = Account that sends
watch-kind = What lies there
watch-kind-help = The practice software and Kimpost must use the same folder; it may lie on a network drive.
watch-folder-field = Outgoing folder
watch-add = Add
watch-add-question = Files lie in the folder already: { $count }
watch-add-text = They would be sent at once, and what Kimpost does not know be moved to “Fehler”. Clear away first what was sent already.
watch-add-yes = Yes, add and send
watch-result-queued = taken
watch-result-twice = duplicate
watch-result-failed = not sent
watch-result-waiting = waiting
usage-eau-collect = Gather sick notes (eAU) and send them together
usage-eau-collect-help = Sick notes of the outgoing folders wait under “Gathered eAU” and go out at the set time or by button, each as its own message.
usage-eau-time = Daily at
usage-eau-time-unit = o’clock
usage-eau-time-help = Empty: by button only
usage-eau-time-wrong = Four digits please, for example 18:30.
side-eau = Gathered eAU
eau-title = Gathered sick notes (eAU)
eau-empty = No sick notes gathered.
eau-empty-hint = What the practice software drops into the outgoing folder appears here.
eau-next = Next sending { $time }, each sick note as its own message.
eau-by-button = These sick notes go out by button only, each as its own message.
eau-send-all = Send now
eau-send-chosen =
    { $count ->
        [one] Send one sick note now
       *[other] Send { $count } sick notes now
    }
eau-remove = Take out
eau-remove-question =
    { $count ->
        [one] Do not send this sick note?
       *[other] Do not send these { $count } sick notes?
    }
eau-remove-text = They lie in the trash afterwards. Give the patient the paper copy for the insurer.
eau-remove-yes = Yes, take out
eau-choose = Choose the sick note of { $patient }
eau-choose-all = Choose all sick notes
eau-col-patient = Patient
eau-col-insurer = Insurer
eau-col-since = Gathered since
eau-silent = For more than a day neither a delivery receipt nor an error has come. Give the patient the paper copy for the insurer, or send the same file again.
eau-paper-done = Paper copy handed out
eau-paper-done-hint = This settles the reminder.
eau-same-again = Send the same file again …
eau-open-sent = Open the sent eAU
eau-error-information = The insurer’s note on a sick note
eau-information-word = information from the insurer
eau-error-headline = The insurer did not accept the sick note ({ $code })
eau-error-cancel-headline = The insurer did not accept the cancellation ({ $code })
eau-error-unjoined = The sent sick note is not known here.
eau-remedy-resend = Nothing in the content needs changing: the same file may be sent again.
eau-remedy-unknown = This code is not known. Read the insurer’s text and ask there.
same-again-question = Send the same file again?
same-again-text = The file goes unchanged to the same recipient in a new message, with a delivery receipt.
same-again-do = Send again
same-again-told = The same file is in the outbox again.
cli-help-watch = Outgoing folders of the practice software
cli-help-watch-add = Watch a folder; without --dienstkennung file name and content decide
cli-help-watch-add-arg-now = Also send what lies in the folder already
cli-help-watch-list = Show folders and their files
cli-help-watch-remove = Watch a folder no longer
cli-help-watch-arg-once = Work through once and end
cli-help-watch-add-arg-dir = Folder
cli-help-watch-remove-arg-dir = Folder
cli-col-file = File
# Desk of insurer answers, waiting list, bulk take-over, mapping files
answers-state-all = All
answers-state-open = Open
answers-state-taken_over = Taken over
answers-state-unassigned = Unassigned
answers-state-error = Error
answers-state-done = Done
answers-stand-done = done
answers-stand-unassigned = unassigned
answers-stand-refused = not taken over
answers-stand-held = to be checked
answers-stand-waits = awaits an answer
answers-col-stand = State
answers-lapsing = Lapsing
answers-lapsing-help = Approvals that lapse soon or have lapsed
answers-lapses = The approval lapses on { $day }.
answers-lapses-on = Lapses on
answers-lapses-rule = { $day } (by the period in the settings)
answers-all-insurers = All insurers
answers-all-areas = Area
answers-area-ZE = Dentures
answers-area-PA = Periodontitis
answers-area-KF = Orthodontics
answers-area-KG = Jaw joint
answers-area-KB = Jaw fracture
answers-period = Period
answers-period-all = Period
answers-period-days =
    { $count ->
        [one] last day
       *[other] last { $count } days
    }
answers-period-typed = from … to …
answers-from = from
answers-to = to
answers-day-hint = DD/MM/YYYY
answers-day-wrong = Please write a day, for instance 12/11/2026.
answers-back = Back to the list
answers-widen = Clear filters
answers-none-here = There is no request and no answer for this.
answers-ticked =
    { $count ->
        [one] 1 selected
       *[other] { $count } selected
    }
answers-untick = Clear selection
answers-tick = Select { $number }
answers-tick-all = Select all
answers-done = Done
answers-reopen = Reopen
answers-done-by = Done by { $who }, { $time }
answers-more = Show more
answers-more-there = { $count } older ones are not shown.
answers-compare = Asked and granted
answers-nothing-granted = Nothing granted
answers-no-longer-granted = No longer granted
answers-not-granted = dropped
answers-rate-short = Rate
answers-less = less
answers-more-granted = more
answers-unassigned = No request for this answer
answers-unassigned-text = No sent request has its number. You can assign it to a request.
answers-assigned = Assigned by hand
answers-assigned-text = The answer itself names the number { $number }.
answers-broken =
    { $count ->
        [one] One answer cannot be read
       *[other] { $count } answers cannot be read
    }
answers-broken-show = Show
assign-title = Assign to a request
assign-text = Waiting requests of this insurer, or search by the plan number.
assign-open = Find the request
assign-none = No fitting request found.
assign-sure = Assign this answer to the request { $number } ({ $patient })? It names another number itself. The assignment is recorded in the history.
assign-do = Assign
assign-undo = Undo the assignment
told-assignment-removed = The assignment was undone.
told-taken-over-again = The answer was handed over once more.
history-assigned = Assigned by hand to the request { $detail }
history-assignment-removed = Assignment undone
history-answer-done = Insurer answer done
history-answer-open = Insurer answer reopened
bulk-open = Take over again …
bulk-open-count =
    { $count ->
        [one] Take insurer answer over again …
       *[other] Take { $count } insurer answers over again …
    }
bulk-since-open = Take everything since … over again
bulk-title = Take insurer answers over again
bulk-since-title = Take everything since … over again
bulk-warning = Only where the take-over is known to be missing
bulk-warning-text = For instance after the practice software was restored. What arrived there already would arrive a second time. Each take-over is recorded with number, name and reason.
bulk-since-day = Since day
bulk-since-time = Time
bulk-since-help = Everything taken over since this moment: the state of the backup.
bulk-since-wrong = Please enter day and time, for instance 12/11/2026 and 08:00.
bulk-counting = Counting …
bulk-would = { $count } of { $total } will be taken over again
bulk-do =
    { $count ->
        [one] Take 1 answer over again
       *[other] Take { $count } answers over again
    }
bulk-begins = Beginning …
bulk-progress = { $done } of { $total }
bulk-done = { $count } of { $total } taken over again
bulk-cancelled = Cancelled. The rest is unchanged.
bulk-cancelled-goes-on = Cancelled. With the same moment it goes on there within an hour.
bulk-anew = Begin anew, also with those taken over before
bulk-number = Bulk take-over no. { $number }
bulk-anyway = Take over all the same
bulk-skip-still_there = still lie in the hand-over folder
bulk-skip-waiting = still wait to be handed over
bulk-skip-folder_away = cannot be looked for: the hand-over folder cannot be reached
bulk-skip-double = with the same content, taken over once only
bulk-skip-done_before = taken over before the interruption
bulk-skip-held = never taken over, please check one by one
bulk-skip-test_data = marked as test data
bulk-skip-other_station = are handed over by another station
bulk-skip-refused = unreadable or changed
side-waiting = Waiting list
waiting-title = Waiting list
waiting-intro = Requests without delivery receipt or without an answer of the insurer after the period in the settings.
waiting-empty = No request waits too long.
waiting-empty-text = Requests that were not delivered or not answered appear here.
waiting-reason-undelivered = not delivered
waiting-reason-no_receipt = no delivery receipt
waiting-reason-no_answer = no answer
waiting-advice-undelivered = The request did not arrive. Check the address and send it again.
waiting-advice-no_receipt = It is not confirmed that the request arrived. Ask the insurer.
waiting-advice-no_answer = The insurer has not answered. Ask them.
waiting-since =
    { $count ->
        [one] for 1 day
       *[other] for { $count } days
    }
waiting-since-today = since { $time }
waiting-sent = Sent
waiting-delivered = Delivered
waiting-not-delivered = not confirmed
waiting-to = To
waiting-contact = The insurer's contact
waiting-contact-asking = Looking in the directory …
waiting-contact-none = The directory has no insurer with the institution code { $ik }.
waiting-contact-no-ik = The request names no institution code.
waiting-contact-source = From the directory (VZD). It lists no telephone numbers.
waiting-copy-address = Copy address
handover-sidecar = Write a JSON file with the extracted fields beside it
handover-sidecar-help = For practice software that reads it. The JSON file is always there already when the file itself appears.
desk-settings-title = Insurer answers
desk-settings-intro = When a request comes onto the waiting list and an approval lapses. The defaults are Kimpost's own, not from a rule.
desk-setting-receipt_hours = Waiting list: without delivery receipt after
desk-setting-answer_days = Waiting list: without answer after
desk-setting-lapse_months = Denture approval lapses after (0: never)
desk-setting-lapse_notice_days = Tell of the lapse from, before it
desk-unit-hours = hours
desk-unit-days = days
desk-unit-months = months
desk-setting-range = Please a whole number from { $least } to { $most }.
desk-settings-save = Save periods
mapping-title = Mapping files (EBZ)
mapping-intro = They say where in an insurer answer each value stands. A newer file in this folder counts at once, without a new program.
mapping-copy-folder = Copy folder
mapping-look-again = Read the folder again
mapping-first = asked first
mapping-has-assumptions = with assumptions
mapping-shipped = comes with Kimpost
mapping-assumed = Assumption: { $field }
mapping-assumed-show = Show { $count } assumptions
mapping-assumed-hide = Hide assumptions
mapping-refused = The mapping file { $file } is not used
mapping-refused-line = Line { $line }
mapping-refused-earlier = Its earlier state is still in use.
mapping-refused-others = The other files are still in use.
note-still-in-folder = The practice software has not collected the file yet: { $detail }
note-sender-in-directory = The directory names { $detail } as an address of this insurer.
payload-block-practice-mismatch = The answer names another practice number than the request ({ $detail }).
problem-HANDOVER-FULL = The hand-over folder is full.
problem-HANDOVER-FULL-advice = Make room on the drive. What waits is then handed over by itself.
problem-MAPPING-REFUSED = A mapping file for insurer answers is faulty and not used.
problem-MAPPING-REFUSED-advice = File, line and reason stand in the settings under KIM usage. Until it is corrected, the earlier state counts.
problem-BULK-RUNNING = Several answers are being taken over already.
problem-BULK-RUNNING-advice = Wait until that is over, or cancel it.
problem-INPUT-MOMENT = That is no moment Kimpost understands.
problem-INPUT-MOMENT-advice = Write it for instance as 2026-11-12 or 2026-11-12 08:00.
cli-bulk-would = Would take over again:
cli-bulk-done = Taken over again:
cli-help-arg-state = Only in this state
cli-help-arg-insurer = Institution code of the insurer
cli-help-arg-area = Area: ZE, PA, KF, KG …
cli-help-answers-arg-from = From this day
cli-help-answers-arg-to = Up to this day
cli-help-arg-lapsing = Only approvals that lapse soon or have lapsed
cli-help-answers-arg-limit = At most so many lines; 0 for all
cli-help-arg-waiting = Waiting list: requests without delivery receipt or answer
cli-help-reprocess-arg-ids = Messages
cli-help-arg-since = Everything taken over since this moment (admins only)
cli-help-arg-force = Also where the same file still lies in the hand-over folder, was held, or is test data
cli-help-arg-dry-run = Only count, change nothing
cli-help-arg-sidecar = Write a JSON file with the extracted fields beside it
eau-open-error = Open the error report
eau-error-done = Done
eau-error-done-hint = The sick note was corrected, or the paper copy was handed out.
watch-twice-advice = If this is an oversight, tick the line off.
eau-refused = not accepted by the insurer
eau-silent-word = without a receipt

# eEB: request and answer
compose-kind-eeb = eEB request
compose-no-read-receipt = The eEB knows no read receipt.
compose-remedy-set-kind = Adapt kind
draft-issue-eeb-kind = “{ $detail }” is an eEB request, but the message has another kind. The insurer will not recognise the request.
draft-issue-eeb-version = Insurers answer requests with the Dienstkennung { $detail }; older ones are refused.
draft-issue-eeb-file = An eEB request carries exactly one request file of the practice software (EEEB0_ANF_….p7s).
draft-issue-eeb-alone = An eEB request carries no other attachments. Remove the other files.
draft-issue-eeb-unsigned = “{ $detail }” is not signed. Sign the request in the practice software and attach the signed file.
draft-issue-eeb-unreadable = “{ $detail }” is damaged or incomplete. Make the request anew in the practice software.
draft-issue-eeb-one-recipient = An eEB request goes to the insurer only. Remove the other recipients.
problem-INPUT-EEB = The eEB request cannot be sent like this.
problem-INPUT-EEB-advice = Attach exactly one signed request file, kind “eEB request”, and send it to the insurer only.
eeb-received = Certificate received
eeb-refused = Error of the insurer
eeb-refused-text = The insurer refused the request with the code { $code }. What it means is told in the error report.
eeb-open-certificate = Open certificate
eeb-open-error = Open error report
eeb-open-request = Open request
eeb-answer-of = Answer to your eEB request
eeb-waits = The insurer has not answered yet
eeb-waits-looking = Kimpost looks every { $seconds } seconds until { $time } whether the answer is there.
eeb-waits-text = The answer comes with one of the next fetches.
eeb-fetch-now = Fetch now
eeb-fetch-now-hint = Fetches messages of the eEB only
history-eeb-certificate = The insurer's certificate arrived
history-eeb-error = The insurer reported an error on the eEB: { $detail }

# eArztbrief: what is checked before sending (KBV-eAB 2.14)
draft-issue-letter-kind = An eArztbrief is attached, but the message has another kind. The recipient's practice software will not recognise it.
draft-issue-letter-version = An eArztbrief is sent with the Dienstkennung { $detail }.
draft-issue-letter-xml = An eArztbrief carries exactly one XML file; here are { $detail }.
draft-issue-letter-pdf = An eArztbrief carries exactly one signed PDF file; here are { $detail }. Of several PDF files one must be named like the XML file.
draft-issue-letter-not-cda = “{ $detail }” is no XML file of an eArztbrief (CDA).
draft-issue-letter-unreadable = “{ $detail }” is incomplete. Make the eArztbrief anew in the practice software.
draft-issue-letter-unsigned = “{ $detail }” is not signed. Sign the letter in the practice software and attach the signed file.
draft-issue-letter-pdfa = “{ $detail }” is no PDF/A of level 1a, 1b, 2a, 2b or 2u. Make the letter as PDF/A in the practice software.
draft-issue-letter-too-many = An eArztbrief has at most { $detail } attachments beside PDF and XML.
draft-issue-letter-other-patient = “{ $detail }” names other patient data than the letter. Everything in one message must be about the same person.
draft-issue-letter-text = The text says “{ $detail }”. Medical details and patient data belong into the letter, not into the text of the message.
draft-issue-letter-long = The text is long. Medical details belong into the letter, not into the text of the message.
problem-WATCH-PDFA = The letter is no PDF/A of level 1a, 1b, 2a, 2b or 2u.
problem-WATCH-PDFA-advice = Make it as PDF/A in the practice software and put it into the folder again.
problem-INPUT-LETTER = The eArztbrief cannot be sent like this.
problem-INPUT-LETTER-advice = Attach exactly one signed PDF/A file and its XML file (CDA), kind “eArztbrief”.

## Backup

problem-BACKUP-DAMAGED = This backup is damaged. Nothing was changed.
problem-BACKUP-DAMAGED-advice = Take another backup, or copy the file once more from its first place.
problem-BACKUP-FAILED = The backup failed.
problem-BACKUP-FAILED-advice = Check the folder of the backup and the free space under “Overview”. Kimpost tries again in a quarter of an hour.
problem-BACKUP-FILE = This file is no complete backup of Kimpost.
problem-BACKUP-FILE-advice = Please choose a file ending in “.kimpost-backup” that was copied completely.
problem-BACKUP-FOLDER = No backup can be written into this folder.
problem-BACKUP-FOLDER-advice = Please choose an existing folder into which you may write.
problem-BACKUP-KEY = The passphrase does not fit this backup.
problem-BACKUP-KEY-advice = Enter the passphrase that was valid when the backup was made. Without it the backup cannot be opened.
problem-BACKUP-NO-PASSPHRASE = No passphrase for backups has been set yet.
problem-BACKUP-NO-PASSPHRASE-advice = Set one under “Overview”, or give one on the command line (--backup-passphrase-fd).
problem-BACKUP-OLD = There has been no backup for more than two weeks.
problem-BACKUP-OLD-advice = Under “Overview”, set where Kimpost backs up by itself, or back up there now.
problem-BACKUP-PLAN = This plan for backups is not possible.
problem-BACKUP-PLAN-advice = Possible are 1 to 365 days and 1 to 1000 backups.
problem-BACKUP-RUNNING = A backup is already running.
problem-BACKUP-RUNNING-advice = Please wait until it is done.
problem-RESTORE-NOT-EMPTY = This profile already holds accounts or messages. They are not overwritten.
problem-RESTORE-NOT-EMPTY-advice = Restore the backup into an empty profile, or with the window closed by “kimpost restore”.
cli-help-backup = Back everything up into one encrypted file and check it
cli-help-backup-arg-path = New file; an existing one is not overwritten
cli-help-arg-with-passwords = Back up the passwords of the accounts too
cli-help-arg-backup-passphrase-fd = Read the passphrase of the backup from this file descriptor; else the one that was set
cli-help-restore = Check a backup and restore it; what the profile held before is kept beside it
cli-help-restore-arg-path = File of the backup
cli-help-restore-arg-backup-passphrase-fd = Read the passphrase of the backup from this file descriptor
cli-backup-made = Backed up and checked: { $path } ({ $mails } messages, { $accounts } accounts)
cli-restored = Restored: { $mails } messages, { $accounts } accounts, as of { $made }
backup-title = Backup
backup-intro = A backup is one encrypted file with all messages, accounts and settings. Each is checked after it was written. It can be restored on any machine, but only with the passphrase.
backup-never = Never backed up
backup-last = Last backup: { $at } · { $size }
backup-passphrase-help = Keep the passphrase outside of this machine. Without it every backup is worthless.
backup-passphrase = Passphrase of the backups
backup-passphrase-again = Repeat the passphrase
backup-passphrase-short = At least { $count } characters.
backup-passphrase-differs = The two entries differ.
backup-set-passphrase = Set passphrase
backup-change-passphrase = Change passphrase
backup-passwords = Back up the passwords of the accounts too
backup-now = Back up now
backup-go = Back up
backup-made = { $mails ->
    [one] Backed up and checked: one message
   *[other] Backed up and checked: { $mails } messages
}
backup-plan = Back up by itself
backup-folder = Folder
backup-choose = Choose folder
backup-folder-help = Best on another device, for instance a network drive
backup-every = Every
backup-every-spoken = Interval in days
backup-every-days = days
backup-keep = the newest are kept:
backup-keep-spoken = Number of backups
backup-keep-files = backups
backup-set-plan = Set
backup-no-plan = No longer back up by itself
first-restore = Restore a backup
first-restore-help = Take messages and accounts over from a backup of Kimpost.
restore-title = Restore a backup
restore-text = The backup is checked first. What still waited to be sent when it was made is not sent by itself. Do not go on using the old profile afterwards.
restore-choose = Choose file
restore-passphrase = Passphrase of the backup
restore-go = Restore
restore-working = Checking and restoring …
restore-done = Restored: { $mails } messages, { $accounts } accounts, as of { $made }.
restore-done-no-passwords = Restored: { $mails } messages, { $accounts } accounts, as of { $made }. Please enter the passwords of the accounts again.
# eArztbriefe: whom a letter is about
field-recipient-doctor = Directed to
field-recipient-doctor-number = Recipient's doctor number
patient-question = Whom is this letter about?
patient-question-one = Is this letter about { $name }?
patient-question-lab = Whom are these lab data about?
patient-why-similar = The letter says: { $said }. There are letters already with similar, but not the same, details.
patient-why-little = The letter says: { $said }. That is not enough to be sure who the person is.
patient-why-open = The letter says: { $said }.
patient-nothing-said = no details
patient-new = New person
patient-other = Find another person
patient-differs-name = another name
patient-differs-birth-date = another date of birth
patient-differs-insured-number = another insured number
patient-letters =
    { $count ->
        [one] 1 letter
       *[other] { $count } letters
    }
patient-assigned-itself = Assigned by its header data
patient-assigned-by = Assigned by { $who }, { $time }
patient-change = Change assignment
patient-change-short = Change
patient-others =
    { $count ->
        [one] 1 more letter about this person
       *[other] { $count } more letters about this person
    }
patient-others-more = and { $count } older ones
patient-others-say = Other letters about this person say: { $said }
patient-sent = sent
patient-dialog-title = Assign the letter to a person
patient-dialog-said = The letter says: { $said }
patient-search = Name, date of birth or insured number
patient-search-hint = Surname, 13.03.1970 or A123456789
patient-none-found = There is no letter with these details yet.
patient-told = Letter assigned
history-patient = Assigned to a person

# eArztbriefe: counting for GOP 86900 and 86901
side-letters = eArztbriefe
letters-title = eArztbriefe
letters-intro = Kimpost counts for GOP 86900 (sent) and 86901 (received). Billing is done in the practice software.
letters-export = Save as CSV
letters-export-path = File
letters-file = eArztbriefe-{ $quarter }.csv
letters-open =
    { $count ->
        [one] 1 letter waits to be assigned
       *[other] { $count } letters wait to be assigned
    }
letters-open-text = Open the letter and say whom it is about. Until then it does not count.
letters-open-more = and { $count } more
letters-quarter = Quarter { $number } of { $year }
letters-quarter-before = Quarter before
letters-quarter-after = Quarter after
letters-none = No eArztbriefe were sent or received in { $quarter }.
letters-col-doctor = Doctor
letters-col-sent = 86900 sent
letters-col-received = 86901 received
letters-col-amount = Amount
letters-col-consent = Consent
letters-number = LANR { $number }
letters-nobody = No doctor named
letters-agrees = given
letters-agrees-named = Consent given: { $doctor }
letters-agreed-by = { $who }, { $time }
letters-no-consent = without consent
letters-no-tariff = no rates
letters-capped = maximum
letters-not = { $count } { $why }
letters-not-on-its-way = not handed over yet
letters-not-not-delivered = not delivered
letters-not-unread = unread
letters-not-unassigned = not assigned
letters-not-twice = received twice
letters-tariff = Rates from { $from }: sent { $send }, received { $receive } per letter.
letters-tariff-cap = Together { $cap } at most per doctor and quarter.
letters-assumed = Assumption
letters-assumed-text = These rates are not confirmed for this quarter. Source: { $source }
letters-rules = A received letter counts once it was read and assigned to a person; a sent one once it was handed over and did not come back. The day on which Kimpost fetched it or put it into the outbox counts. It may be billed only with the doctor's consent for the quarter.
letters-csv-quarter = Quarter
letters-csv-doctor = Doctor
letters-csv-number = LANR
letters-csv-account = Mailbox
letters-csv-sent = 86900 counted
letters-csv-sent-not = 86900 not counted
letters-csv-sent-why = 86900 reasons
letters-csv-received = 86901 counted
letters-csv-received-not = 86901 not counted
letters-csv-received-why = 86901 reasons
letters-csv-consent = Consent
letters-csv-amount = Amount in euros
letters-csv-capped = Maximum reached
letters-csv-yes = yes
letters-csv-no = no
doctor-tariff-advice = Correct the file letter-tariffs.json in the profile at the line named.
problem-TARIFF-FILE = The rates for eArztbriefe in the profile are not used: the file has an error.
problem-TARIFF-FILE-advice = Correct the file letter-tariffs.json at the line named. Until then the rates that come with the program apply.
problem-INPUT-QUARTER = There is no such quarter.
problem-INPUT-QUARTER-advice = Choose a quarter from 1 to 4.

# eArztbriefe and lab data: hand-over to the practice software
letter-hand-over = Hand over to the practice software
letter-hand-over-again = Hand over again
letter-hand-over-told = Being handed over
history-letter-restored = Not handed over to the practice software: the letter is older than the restore of a backup and may be there already
history-letter-held = Not handed over to the practice software: there are objections, the card tells them
history-letter-twice = Not handed over to the practice software: the same content was handed over before
history-letter-handed-over = Marked to be handed over to the practice software

# Mail: what is not to be seen, other senders, targets of links
advice-raw-only = This message can only be shown as raw text
advice-incomplete = This message is not shown here in full
head-also-from = Further senders:
link-readable = In its own letters: { $host }
link-mail = Copy this e-mail address?
attachments-more = { $count } more attachments
# Key of the profile and recovery sheet
unlock-title-keyring = The key is missing
unlock-keyring = The messages of this profile are encrypted. Their key was in the keyring of this computer, which does not give it out. The messages are unchanged.
unlock-code = Enter recovery code
unlock-no-sheet-passphrase = No recovery sheet was made for this profile. Without the passphrase the messages on this computer cannot be opened; what is still on the mail server or in a backup is not affected.
unlock-no-sheet = No recovery sheet was made for this profile. Without the key the messages on this computer cannot be opened; what is still on the mail server or in a backup is not affected.
recover-title = Enter recovery code
recover-text = The code is on the recovery sheet. Case, blanks and dashes do not matter.
recover-code = Recovery code
recover-so-far = { $done } of { $all } blocks correct
recover-complete = The code is complete.
recover-slip = Block { $block } is not right. Please compare it with the sheet.
recover-too-long = These are too many characters.
recover-way = How shall the key be protected from now on?
recover-passphrase = With a new passphrase
recover-keyring = In the keyring of this computer
recover-back = Back
key-title = Key
key-in-keyring = All messages are encrypted. The key is in the keyring of this computer ({ $backend }). At every start it is checked whether the keyring works.
key-by-passphrase = All messages are encrypted. The key is protected by a passphrase that is entered at every start.
key-change-passphrase = Change passphrase
key-to-passphrase = Protect with a passphrase
key-to-keyring = Put into the keyring
key-to-passphrase-help = The new passphrase is valid at once. Without it and without a recovery sheet the messages on this computer are lost.
key-to-keyring-help = Afterwards Kimpost opens without a passphrase once this user is signed in at the computer. The keyring is checked before.
key-old = Present passphrase
key-new = New passphrase
key-again = Repeat the new passphrase
key-set = Set passphrase
key-now-passphrase = The new passphrase is valid
key-now-keyring = The key is in the keyring
sheet-title = Recovery sheet
sheet-none = No recovery sheet yet
sheet-valid = Sheet { $name } of { $made } is valid.
sheet-help = The code on the sheet opens the messages when the passphrase is forgotten or the computer has lost the key, for instance after the user was reset. It is given out once and shown nowhere else.
sheet-new = New recovery sheet
sheet-new-text = As soon as the new sheet is saved or open for printing, sheet { $name } is no longer valid, even if the new one is not printed yet.
sheet-older-void = Sheet { $name } is no longer valid from now on.
sheet-print = Print the sheet
sheet-save = Save as PDF
sheet-go = Save
sheet-file-name = Recovery sheet.pdf
sheet-saved = Saved. Do not keep the file on this computer.
sheet-to-print = The sheet is open for printing
sheet-to-print-text = Check that the code is printed legibly. Then the print file is deleted.
sheet-printed = Printed
sheet-done = The print file is deleted. The sheet is valid.
sheet-offer-title = Make a recovery sheet
sheet-offer-text = Kimpost encrypts all messages on this computer. If the key is lost, because a passphrase is forgotten or Windows is set up anew, nobody can open them any more. A sheet with a code helps then.
sheet-offer-keep = Keep the sheet like a spare key, for instance in a safe, not near the computer. You can make it later under Settings, Overview.
sheet-offer-later = Later, set up the account now
sheet-offer-on = On to the account
sheet-what = With this code you open your messages in Kimpost when the passphrase is forgotten or the computer has lost the key.
sheet-keep = Whoever has this sheet and the computer can read all messages. Keep it like a key, not near the computer.
sheet-name = Sheet
sheet-made = Made
sheet-profile = Profile folder
sheet-use = How to use it: start Kimpost, choose “Enter recovery code”, type the eight blocks and set a new passphrase.
sheet-typing = Case, blanks and dashes do not matter. The letters I, L and O do not occur: they are always the digits 1 and 0. The last character of each block checks the others.
sheet-headless = Without a window: kimpost key recover --recovery-code-fd 3 --new-passphrase-fd 4
sheet-void = As soon as a new sheet is made in Kimpost, this one is no longer valid. Which one is valid stands under Settings, Overview.
problem-RECOVERY-CODE = Block { $detail } of the recovery code is not right.
problem-RECOVERY-CODE-advice = Compare it with the sheet; the code has eight blocks of five characters. The data stay unchanged.
problem-RECOVERY-NONE = No recovery sheet was made for this profile.
problem-RECOVERY-NONE-advice = Enter the passphrase, or sign in as the user whose keyring holds the key.
problem-RECOVERY-PLACE = The recovery sheet must not lie in the profile folder.
problem-RECOVERY-PLACE-advice = Save it outside of this computer, for instance on a USB stick, or print it.
problem-RECOVERY-PRINT = The print file of the recovery sheet is not deleted yet.
problem-RECOVERY-PRINT-advice = Close the sheet in the viewer and try again. What is still there then is deleted at the next start.
problem-RECOVERY-WRONG = This recovery code is not valid for this profile.
problem-RECOVERY-WRONG-advice = It is typed correctly, but belongs to an older sheet or to another profile. The data stay unchanged.
problem-KEY-IN-MEMORY = In practice mode there is no key that is kept.
problem-KEY-IN-MEMORY-advice = With the end of practice mode everything vanishes. Open your own profile.
problem-KEYRING-TEST = The keyring of this computer no longer keeps secrets reliably.
problem-KEYRING-TEST-advice = Make a recovery sheet now or protect the messages with a passphrase (Settings, Overview).
doctor-keyring-advice = Make a recovery sheet or protect the profile with a passphrase: kimpost key change.
audit-action-key-changed = Key protected another way
audit-action-key-recovered = Opened by recovery code
audit-action-recovery-sheet-made = Recovery sheet made
cli-help-key = Key of the profile: passphrase, keyring, recovery sheet
cli-help-key-sheet = Make a recovery sheet as a PDF; an older one is void afterwards
cli-help-key-sheet-arg-output = New file, not in the profile; an existing one is not overwritten
cli-help-key-change = Change the passphrase (the present one by --passphrase-fd) or keep the key another way
cli-help-key-recover = Open the profile by the code of the recovery sheet and protect the key anew
cli-help-key-recover-arg-recovery-code-fd = Read the code from this file descriptor (one line)
cli-help-arg-new-passphrase-fd = Read the new passphrase from this file descriptor (one line)
cli-help-arg-keyring = Keep the key in the keyring of the system
cli-sheet-made = Sheet { $name } is valid: { $path }
cli-key-changed = Key kept: { $kind }

# Deleting for good, and retention
audit-action-mail-purged = Deleted for good
audit-detail-retention = after the retention period
history-retention = Moved to the trash when the retention period was over
problem-INPUT-PERIOD = This period is not possible.
problem-INPUT-PERIOD-advice = Possible are 1 to 3650 days for the trash and 1 to 99 years for the other folders.
action-purge = Delete for good
purge-empty-trash = Empty the trash
purge-title-counting = Delete for good
purge-title-nothing = Nothing of this can be deleted now
purge-title =
    { $count ->
        [0] Delete messages that are not decrypted yet?
        [one] Delete one message for good?
       *[other] Delete { $count } messages for good?
    }
purge-text = The message, its attachments and everything read out of it will be gone from Kimpost. This cannot be undone.
purge-on-server =
    { $all ->
        [one] It is still on the mail server and is not fetched again.
       *[other] { $count ->
            [one] One of them is still on the mail server. It is not fetched again.
           *[other] { $count } of them are still on the mail server. They are not fetched again.
        }
    }
purge-handed-over =
    { $all ->
        [one] It was handed over to the practice software. What is there stays.
       *[other] { $count ->
            [one] One of them was handed over to the practice software. What is there stays.
           *[other] { $count } of them were handed over to the practice software. What is there stays.
        }
    }
purge-backups = What is deleted here is still in backups that were made before, and in the copies Kimpost leaves in the profile folder before an update or a restore (ending in .backup).
purge-unsent =
    { $count ->
        [one] One message stays: it is not sent yet, or it is uncertain whether it arrived.
       *[other] { $count } messages stay: they are not sent yet, or it is uncertain whether they arrived.
    }
purge-handing-over =
    { $count ->
        [one] One message stays: it must still be handed over to the practice software.
       *[other] { $count } messages stay: they must still be handed over to the practice software.
    }
purge-unconfirmed =
    { $count ->
        [one] One eAU stays: the insurer has not confirmed it yet. Mark it as done if it shall be deleted.
       *[other] { $count } eAU stay: the insurers have not confirmed them yet. Mark them as done if they shall be deleted.
    }
purge-undecrypted =
    { $count ->
        [one] Delete one message that is not decrypted yet, too, unread
       *[other] Delete { $count } messages that are not decrypted yet, too, unread
    }
purge-do = Delete for good
purge-working = Deleting …
purge-told =
    { $count ->
        [0] Nothing deleted
        [one] One message deleted for good
       *[other] { $count } messages deleted for good
    }
retention-title = Retention
retention-intro = Here you set when messages are deleted by themselves. Without it everything stays until somebody deletes it. Mind the duties of your practice to keep records.
retention-trash = Trash: after
retention-trash-unit = days, delete for good
retention-trash-spoken = Days in the trash
retention-inbox = Inbox: after
retention-inbox-spoken = Years in the inbox
retention-sent = Sent: after
retention-sent-spoken = Years in Sent
retention-years-unit = years, move to the trash
retention-help = Time counts since Kimpost fetched, sent or trashed the message; its own date does not count. What stays: messages somebody has in hand, those not decrypted yet, uncertain sends, and answers still to be checked or handed over.
retention-try = Apply
retention-would = Today this would delete { $purged ->
        [0] no message
        [one] one message
       *[other] { $purged } messages
    } for good and move { $trashed ->
        [0] none
        [one] one
       *[other] { $trashed }
    } to the trash.
retention-would-text = From then on it runs every hour, as long as the computer’s clock can be trusted. Each deletion stands in the log.
retention-no-backup = There is no backup yet: what is deleted is lost then. Set up the backup first.
retention-counts-from = { $folder }: time counts only from { $date }, because the computer’s clock was wrong before.
retention-clock-jumped = The computer’s clock was changed: for 24 hours nothing is deleted. Check the number again after that.
retention-set = Set it so
retention-told = Set
retention-last = Last run: { $at } · { $trashed } moved to the trash, { $purged } deleted for good
