package views

import (
	"time"

	"dropdesk/views/kit"
)

// tellKept says that the draft is saved, and since when, as long as the editor is shown.
func (e *editor) tellKept() {
	wanted := e.keeps.Next()
	since := time.Since(e.keptAt)
	e.kept.SetText(keptText(since))
	if e.s.opt.Now || since > time.Hour {
		return
	}
	again := 5 * time.Second
	if since > time.Minute {
		again = time.Minute
	}
	kit.Later(again, func() {
		if wanted() && e.s.editor == e {
			e.tellKept()
		}
	})
}

// keptText says how long ago something was saved. Of the first seconds nobody asks, and after an hour it does not matter.
func keptText(since time.Duration) string {
	switch {
	case since < 2*time.Second || since > time.Hour:
		return kit.T("saved")
	case since < time.Minute:
		return kit.T("saved %d s ago", int(since.Seconds()))
	}
	return kit.T("saved %d min ago", int(since.Minutes()))
}
