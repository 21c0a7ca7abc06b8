package trade

// FeeImport is one file of fees that was taken over: what a shop or marketplace says that was kept from orders.
type FeeImport struct {
	ID      ID     `json:"id"`
	Channel string `json:"channel"` // whose report it was
	At      Stamp  `json:"at"`
	Who     string `json:"who"`
	Name    string `json:"name"`   // of the file
	SHA256  string `json:"sha256"` // of the file
	Orders  int    `json:"orders"`
	Charges int    `json:"charges"`
}
