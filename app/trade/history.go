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
