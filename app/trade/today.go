package trade

// Snooze puts a finding of Today aside until a day.
type Snooze struct {
	ID    ID     `json:"id"`
	Rule  string `json:"rule"`
	DocID ID     `json:"doc_id"`
	Until Date   `json:"until"`
	Who   string `json:"who"`
}

// Level says how much of a rule's step the program does without a person.
type Level string

// The levels.
const (
	Manual    Level = "manual"    // a person does it
	Prepared  Level = "prepared"  // the draft is made, and a person sends it
	Automatic Level = "automatic" // it is done as soon as it is found
)

// Automation is the level of one rule: the company's, or that of one customer or supplier.
type Automation struct {
	ID      ID     `json:"id"`
	Version int    `json:"version"`
	Rule    string `json:"rule"`
	Level   Level  `json:"level"`
	Hours   int    `json:"hours,omitempty"` // after which the rule's findings count; zero: as the rule has it

	CustomerID ID `json:"customer_id,omitempty"`
	SupplierID ID `json:"supplier_id,omitempty"`
}

// Trouble is why automation could not do a rule's step for a record.
type Trouble struct {
	Rule   string `json:"rule"`
	DocID  ID     `json:"doc_id"`
	At     Stamp  `json:"at"`
	Reason string `json:"reason"`
}
