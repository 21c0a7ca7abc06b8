package views

import "io/fs"

// Program is what the window knows of the program that it belongs to.
type Program struct {
	Version  string
	Licences string            // of what it is built from, as a table
	Manual   fs.FS             // the chapters of the manual and their pictures; nil: none
	Log      string            // the file that failures are noted in; empty: nowhere
	Note     func(text string) // notes one there
	Ended    string            // how the program ended the last time, where nobody closed it
}
