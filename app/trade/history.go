package trade

// Event is one entry of the history: who did what to which record, and what it was before and
// after. Entries are only ever added.
type Event struct {
	ID     ID     `json:"id"`
	At     Stamp  `json:"at"`
	Who    string `json:"who"`
	Kind   Kind   `json:"kind"`
	DocID  ID     `json:"doc_id"`
	Action string `json:"action"`
	Note   string `json:"note,omitempty"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// Message is one e-mail that the house decided to send; it is written in the transaction that
// decided it and delivered afterwards.
type Message struct {
	ID        ID     `json:"id"`
	State     string `json:"state"` // ready, handed (given to a mail program or written as a file)
	Kind      Kind   `json:"kind"`  // of the document it carries
	DocID     ID     `json:"doc_id"`
	Paper     string `json:"paper"` // which paper is attached: quote, order, purchase …
	From      string `json:"from"`
	To        string `json:"to"`
	ToName    string `json:"to_name,omitempty"`
	Subject   string `json:"subject"`
	Body      string `json:"body"`
	MessageID string `json:"message_id"`
	CreatedAt Stamp  `json:"created_at"`
	HandedAt  Stamp  `json:"handed_at,omitempty"`
}

// The states of a message.
const (
	MessageReady  = "ready"
	MessageHanded = "handed"
)
