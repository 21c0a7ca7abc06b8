package main

import "fyne.io/fyne/v2"

// memory keeps what the window remembers of one company file among the program's preferences, so
// that a copy of the file tells nobody what somebody looked at.
type memory struct {
	prefs fyne.Preferences
	file  string
}

// Get implements views.Memory.
func (m memory) Get(key string) string { return m.prefs.String(m.file + "\x00" + key) }

// Set implements views.Memory.
func (m memory) Set(key, value string) { m.prefs.SetString(m.file+"\x00"+key, value) }

// The preferences of the window itself, whatever file is open.
const (
	windowWidth  = "width"
	windowHeight = "height"
)

// size is how large the window was when it was closed.
func (p *program) size() fyne.Size {
	prefs := p.app.Preferences()
	return fyne.NewSize(float32(max(prefs.FloatWithFallback(windowWidth, 1280), 640)), float32(max(prefs.FloatWithFallback(windowHeight, 800), 480)))
}

// keep remembers the window's size and place when the program ends; what is set later is not kept.
func (p *program) keep() {
	if p.store != nil {
		p.shell.Keep()
	}
	if size := p.win.Canvas().Size(); size.Width > 0 && size.Height > 0 {
		p.app.Preferences().SetFloat(windowWidth, float64(size.Width))
		p.app.Preferences().SetFloat(windowHeight, float64(size.Height))
	}
}
