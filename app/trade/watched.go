package trade

// WatchState is how far a file of a watched folder is.
type WatchState string

// The states of a watched file.
const (
	WatchSeen    WatchState = "seen"    // it may still grow
	WatchWaiting WatchState = "waiting" // somebody has to look at it
	WatchTrouble WatchState = "trouble" // it cannot be read, and stays where it is
	WatchMoving  WatchState = "moving"  // it is settled, and is still to be put away
	WatchDone    WatchState = "done"
	WatchRefused WatchState = "refused"
)

// What a file of a watched folder brings.
const (
	BringsPrices  = "prices"
	BringsOrders  = "orders"
	BringsFees    = "fees"
	BringsMasters = "masters"
	BringsSheet   = "sheet"
	BringsMail    = "mail"
	BringsOther   = "other" // a table of which nobody can tell
)

// WatchedFile is a file that was put into a watched folder.
type WatchedFile struct {
	ID         ID         `json:"id"`
	Folder     string     `json:"folder"`
	Name       string     `json:"name"`
	Size       int64      `json:"size"`
	Modified   string     `json:"modified"`
	SeenAt     Stamp      `json:"seen_at"` // when it was found to be so
	SHA256     string     `json:"sha256"`
	State      WatchState `json:"state"`
	What       string     `json:"what"` // prices, orders, fees, masters, sheet, mail or other
	SupplierID ID         `json:"supplier_id"`
	Said       string     `json:"said"` // why it waits, is in trouble, or was refused
	Path       string     `json:"path"` // where it is
}
