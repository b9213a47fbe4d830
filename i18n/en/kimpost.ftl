### Kimpost. Whole sentences; keys in sections, one per part of the program. German is the source.

app-name = Kimpost

## BEGIN shell (window frame, side panel, list, search, preview)

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
field-cause = Cause (code)
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
payload-note-more-fields = Only the first { $detail } values are shown. The raw data hold everything.

## END payload

## BEGIN problems (problem-CODE and problem-CODE-advice)

## END problems

## BEGIN cli

## END cli

## BEGIN demo

## END demo
