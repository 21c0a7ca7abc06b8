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

// What history says when a step was taken back: the action, and of a record that the step had made or
// deleted what became of it.
const (
	Undo = "undo"
	Gone = "gone"
	Back = "back"
)

// History is what happened to the record that has an id now, of all that happened to records with this
// id, newest first in both: after one is gone, the next that is made may have its id.
func History(all []Event) []Event {
	for i := 1; i < len(all); i++ {
		gone := all[i].Action == "delete" || (all[i].Action == Undo && all[i].After == Gone)
		if gone && all[i-1].After != Back {
			return all[:i]
		}
	}
	return all
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
