package trade

// StepTaken is one thing that a person did, with all that it changed: it is taken back as a whole.
type StepTaken struct {
	ID       ID     `json:"id"`
	At       Stamp  `json:"at"`
	Who      string `json:"who"`
	Names    string `json:"names"` // of the use cases that it consists of, separated by blanks
	Kind     Kind   `json:"kind"`  // of the record that it is about
	DocID    ID     `json:"doc_id"`
	Title    string `json:"title"`
	Changes  int    `json:"changes"` // how many rows it changed
	UndoneAt Stamp  `json:"undone_at,omitempty"`
	UndoneBy string `json:"undone_by,omitempty"`
	Refs     []Ref  `json:"-"` // all records that it changed
}

// Obstacle is why a step cannot be taken back.
type Obstacle string

// The obstacles.
const (
	NoObstacle  Obstacle = ""
	StepUndone  Obstacle = "undone"  // it was taken back already
	StepLarge   Obstacle = "large"   // it changed more than is kept
	StepOld     Obstacle = "old"     // too many steps were taken since, or the program was replaced by another
	StepLeft    Obstacle = "left"    // something of it has left the house
	StepTold    Obstacle = "told"    // a shop knows of it, or may
	StepLater   Obstacle = "later"   // a later step went on from it
	StepChanged Obstacle = "changed" // what it changed is another now, and no step is known that did it
)

// Hindrance says what stands against taking a step back.
type Hindrance struct {
	Obstacle Obstacle
	Later    *StepTaken // the newest of those in the way
	Left     []Message  // that are out
	Told     []ShopPush // that shops know
}
