package views

// Memory keeps what the window remembers of one company file between two runs: columns, splits,
// filters, the last places. A key that was never set is "".
type Memory interface {
	Get(key string) string
	Set(key, value string)
}

// forgetful is the memory of a window that was given none: it lasts as long as the window.
type forgetful map[string]string

func (m forgetful) Get(key string) string { return m[key] }
func (m forgetful) Set(key, value string) { m[key] = value }
