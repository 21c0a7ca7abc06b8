package views

import "dropdesk/app"

// again is a step that is asked for once more. One that was refused because it looks like one that was
// taken already says so in its dialog; the same button pressed again says that it is another one.
type again struct{ more bool }

func (a *again) heard(err error) error {
	a.more = err != nil && app.AsError(err).Field == "twice"
	return err
}
