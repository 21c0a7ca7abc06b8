package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// gridList is a list whose keys the grid answers.
type gridList struct {
	widget.List
	onKey  func(string) bool
	onRune func(rune)
	onCopy func()
	onAll  func()
	shift  bool // the key is held
}

func newGridList() *gridList {
	l := &gridList{}
	l.ExtendBaseWidget(l)
	return l
}

// FocusGained implements fyne.Focusable. The list's own mark of where the keyboard is would stay at the first row, because the grid answers all
// keys and taps; the chosen row says it.
func (l *gridList) FocusGained() {}

// TypedKey implements fyne.Focusable.
func (l *gridList) TypedKey(e *fyne.KeyEvent) {
	if !helped(e) && !l.onKey(string(e.Name)) {
		l.List.TypedKey(e)
	}
}

// TypedRune implements fyne.Focusable.
func (l *gridList) TypedRune(r rune) {
	if !l.onKey(strings.ToLower(string(r))) && l.onRune != nil {
		l.onRune(r)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (l *gridList) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy:
		l.onCopy()
	case *fyne.ShortcutSelectAll:
		l.onAll()
	}
}

// KeyDown implements desktop.Keyable: with Shift held, moving marks rows.
func (l *gridList) KeyDown(k *fyne.KeyEvent) { l.hold(k, true) }

// KeyUp implements desktop.Keyable.
func (l *gridList) KeyUp(k *fyne.KeyEvent) { l.hold(k, false) }

func (l *gridList) hold(k *fyne.KeyEvent, on bool) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		l.shift = on
	}
}

// FocusLost implements fyne.Focusable.
func (l *gridList) FocusLost() {
	l.shift = false
	l.List.FocusLost()
}

// gridRow is one row. It answers taps itself, because a list says neither which keys were held nor
// that a tap was the second of two.
type gridRow struct {
	widget.BaseWidget
	box     *fyne.Container
	version int // of the grid's columns
	at      int
	mod     fyne.KeyModifier
	last    time.Time
	tapped  func(at int, mod fyne.KeyModifier, double bool)
}

// doubleTap is how soon a second tap follows the first.
const doubleTap = 400 * time.Millisecond

// CreateRenderer implements fyne.Widget.
func (r *gridRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }

// MouseDown implements desktop.Mouseable.
func (r *gridRow) MouseDown(e *desktop.MouseEvent) { r.mod = e.Modifier }

// MouseUp implements desktop.Mouseable.
func (r *gridRow) MouseUp(*desktop.MouseEvent) {}

// Tapped implements fyne.Tappable.
func (r *gridRow) Tapped(*fyne.PointEvent) {
	double := time.Since(r.last) < doubleTap
	r.last = time.Now()
	if double {
		r.last = time.Time{}
	}
	r.tapped(r.at, r.mod, double)
	r.mod = 0
}

// mark is a check box without a label, small enough for a row.
type mark struct {
	widget.BaseWidget
	icon   *widget.Icon
	on     bool
	tapped func()
}

func newMark() *mark {
	m := &mark{icon: widget.NewIcon(theme.CheckButtonIcon())}
	m.ExtendBaseWidget(m)
	return m
}

func (m *mark) set(on bool) {
	if m.on == on {
		return
	}
	m.on = on
	m.icon.SetResource(map[bool]fyne.Resource{false: theme.CheckButtonIcon(), true: theme.NewPrimaryThemedResource(theme.CheckButtonCheckedIcon())}[on])
}

// CreateRenderer implements fyne.Widget.
func (m *mark) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewCenter(container.New(layout.NewGridWrapLayout(fyne.NewSquareSize(16)), m.icon)))
}

// Tapped marks the row, or takes the mark off.
func (m *mark) Tapped(*fyne.PointEvent) {
	if m.tapped != nil {
		m.tapped()
	}
}
