package trade

import "strings"

// ReceivedMail is a mail that came in and concerns the house.
type ReceivedMail struct {
	ID        ID     `json:"id"`
	Version   int    `json:"version"`
	Kind      Kind   `json:"kind,omitempty"` // of the record that it belongs to; none where nobody knows
	DocID     ID     `json:"doc_id,omitempty"`
	What      string `json:"what"`    // mail, sheet, orders, accept, decline, bounce or auto
	Waiting   bool   `json:"waiting"` // for somebody, or for automation
	MessageID string `json:"message_id"`
	Digest    string `json:"digest"` // of all that it says, so that it is never read twice
	From      string `json:"from"`
	FromName  string `json:"from_name,omitempty"`
	To        string `json:"to,omitempty"`
	Subject   string `json:"subject"`
	Body      string `json:"body"`
	SentAt    Stamp  `json:"sent_at,omitempty"` // as it says itself
	At        Stamp  `json:"at"`                // when it was read
	Number    string `json:"number,omitempty"`  // of its document
	Party     string `json:"party"`             // whom it is from: a customer, a supplier, or whoever sent it
	Answers   ID     `json:"answers,omitempty"` // our message
	SheetID   ID     `json:"sheet_id,omitempty"`
	Said      string `json:"said,omitempty"` // what became of it, or why it waits
}

// What a mail that came in is.
const (
	MailPlain   = "mail"    // for a person to read
	MailSheet   = "sheet"   // brings the sheet of a purchase order
	MailOrders  = "orders"  // brings a file of orders
	MailAccept  = "accept"  // of a quote
	MailDecline = "decline" // of a quote
	MailBounce  = "bounce"  // a mail server's report of ours
	MailAuto    = "auto"    // written by a program, such as out of office
)

// Mailbox is where mail is fetched. Its password is kept as that of a MailAccount.
type Mailbox struct {
	ID       ID     `json:"id"`
	Version  int    `json:"version"`
	Host     string `json:"host"`
	Port     int    `json:"port"`
	Security string `json:"security"` // starttls, tls, or none, which is for a server on this computer alone
	User     string `json:"user"`
	Folder   string `json:"folder"` // empty: INBOX
	Inactive bool   `json:"inactive"`

	Place MailPlace `json:"place"`
}

// MailPlace says how far a mailbox is read.
type MailPlace struct {
	Validity uint32 `json:"validity"` // with another one its mails are numbered anew
	UID      uint32 `json:"uid"`      // of the last mail that was read
	ReadAt   Stamp  `json:"read_at,omitempty"`
	Trouble  string `json:"trouble,omitempty"` // why it could not be read the last time
}

// Check refuses a mailbox that could not be read, or to which a password would go openly.
func (b *Mailbox) Check() error {
	if strings.TrimSpace(b.User) == "" {
		return Faultf(Invalid, "The mailbox has no user. Enter the one that your mail provider has given you.").In("user")
	}
	if err := CheckShort("folder of the mailbox", b.Folder); err != nil {
		return at(err, "folder")
	}
	return checkServer(b.Host, b.Port, b.Security, b.User, "imap.example.com", "Mailboxes use 143 with STARTTLS and 993 with TLS.")
}

// AnswerCode stands in the subject of a mail by which a customer accepts or declines a quote; nobody who has not seen the message can guess it.
func AnswerCode(messageID string) string { return code("answer to ", messageID) }
