package kit

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Field is one labelled entry of a form. The widget inside is made from what it is given.
type Field struct {
	Name    string // what the form is asked by
	Label   string
	Text    string
	Hint    string
	Lines   int               // above one: a text of several lines
	Options []string          // a choice between words
	OnPick  func(word string) // with Options
	Check   bool              // yes or no: Text is "yes" or empty
	Secret  bool              // what is typed is not shown
	Search  func(text string, done func([]Choice))
	Chosen  Choice                                // with Search
	OnNew   func(typed string, made func(Choice)) // with Search: makes what is not there yet
	Wide    bool                                  // the whole width of the form
	Say     string                                // a sentence instead of an entry
	Cells   []*Field                              // a row of a table: entries side by side behind the label; their labels are the headings
	Width   float32                               // of a cell; a negative one is a share of what is left

	entry *Entry
	pick  *pick
	box   *check
	ahead *TypeAhead
	wrong *widget.Label
}

// Form is labelled entries in two columns, walked by Tab in reading order.
type Form struct {
	fields   []*Field
	alias    map[string]string
	before   map[string]string // what stood in the fields when the form was shown
	box      *fyne.Container
	OnSubmit func()
	join     func(*Field)      // the dialog's, for fields that come later
	grown    func()            // the dialog's, when the form has another height
	last     fyne.CanvasObject // the newest row of a table
}

// NewForm lays fields out.
func NewForm(fields ...*Field) *Form {
	f := &Form{box: container.New(layout.NewCustomPaddedVBoxLayout(4))}
	var row *fyne.Container
	for i, x := range fields {
		if x.Say != "" {
			row = nil
			f.box.Add(sentence(x.Say))
			continue
		}
		if x.Cells != nil {
			row = nil
			f.row(x, i == 0 || fields[i-1].Cells == nil)
			continue
		}
		f.fields = append(f.fields, x)
		o := f.build(x)
		if x.Wide {
			row = nil
			f.box.Add(o)
			continue
		}
		if row == nil || len(row.Objects) == 2 {
			row = container.New(Columns{-1, -1})
			f.box.Add(row)
		}
		row.Add(o)
	}
	if row != nil && len(row.Objects) == 1 {
		row.Add(layout.NewSpacer()) // a field alone keeps the width of the others
	}
	return f
}

// row puts the entries of one line of a table side by side; what is wrong with one of them stands below all.
func (f *Form) row(x *Field, first bool) {
	widths := Columns{-1}
	head := container.New(&widths, layout.NewSpacer())
	line := container.New(&widths, cellLabel(x.Label))
	wrong := newWrong()
	for _, c := range x.Cells {
		if c.Width == 0 {
			c.Width = 84
		}
		widths = append(widths, c.Width)
		head.Add(caption(c.Label))
		if c.Name == "" { // nothing to enter in this line
			line.Add(layout.NewSpacer())
			continue
		}
		c.wrong = wrong
		name := widget.NewLabel(c.Label + " " + x.Label) // for whoever cannot see the heading
		name.Hide()
		line.Add(container.New(layout.NewCustomPaddedLayout(0, 0, 0, 6), container.New(layout.NewCustomPaddedVBoxLayout(-3), name, f.entry(c))))
		f.fields = append(f.fields, c)
	}
	width := float32(300)
	for _, w := range widths[1:] {
		width += max(w, minFlex)
	}
	rows := container.New(layout.NewCustomPaddedVBoxLayout(-3), Wide(width, layout.NewSpacer()))
	if first {
		rows.Add(head)
	}
	rows.Add(line)
	rows.Add(wrong)
	f.last = rows
	f.box.Add(rows)
}

// Extend adds a row below the last one of the form's table.
func (f *Form) Extend(x *Field) {
	at := slices.Index(f.box.Objects, f.last) + 1
	f.row(x, false)
	f.box.Objects = slices.Insert(f.box.Objects[:len(f.box.Objects)-1], at, f.last)
	f.box.Refresh()
	for _, c := range x.Cells {
		if f.join != nil && c.Name != "" {
			f.join(c)
		}
	}
}

func cellLabel(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.Truncation = fyne.TextTruncateEllipsis
	return l
}

func sentence(text string) fyne.CanvasObject {
	l := widget.NewLabel(text)
	l.Wrapping, l.Importance = fyne.TextWrapWord, widget.LowImportance
	return l
}

func caption(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.SizeName, l.Importance, l.Truncation = theme.SizeNameCaptionText, widget.LowImportance, fyne.TextTruncateEllipsis
	return l
}

func newWrong() *widget.Label {
	l := widget.NewLabel("")
	l.SizeName, l.Importance, l.Wrapping = theme.SizeNameCaptionText, widget.DangerImportance, fyne.TextWrapWord
	l.Hide()
	return l
}

func (f *Form) build(x *Field) fyne.CanvasObject {
	x.wrong = newWrong()
	in := f.entry(x)
	if x.Check {
		return container.New(layout.NewCustomPaddedLayout(12, 0, 2, 6), container.New(layout.NewCustomPaddedVBoxLayout(-3), in, x.wrong))
	}
	return container.New(layout.NewCustomPaddedLayout(0, 0, 0, 8), container.New(layout.NewCustomPaddedVBoxLayout(-3), caption(x.Label), in, x.wrong))
}

// entry makes the widget that a field needs.
func (f *Form) entry(x *Field) fyne.CanvasObject {
	switch {
	case x.Check:
		x.box = newCheck(x.Label, x.Text == "yes")
		return x.box
	case x.Options != nil:
		x.pick = newPick(x.Options, x.Text, x.OnPick)
		return x.pick
	case x.Search != nil:
		x.ahead = NewTypeAhead(x.Chosen, x.Hint, x.Search, func(c Choice) {
			if c.ID == 0 && x.OnNew != nil {
				x.OnNew(c.Title, func(made Choice) {
					x.ahead.Chosen = made
					x.ahead.Put(made.Title)
					if c := fyne.CurrentApp().Driver().CanvasForObject(x.ahead); c != nil {
						c.Focus(x.ahead)
						c.FocusNext()
					}
				})
			}
		})
		x.ahead.OnChord = f.chord
		return x.ahead
	}
	x.entry = NewEntry(x.Text, x.Hint)
	x.entry.Password = x.Secret
	x.entry.OnChord = f.chord
	if x.Lines > 1 {
		x.entry.MultiLine, x.entry.Wrapping = true, fyne.TextWrapWord
		x.entry.SetMinRowsVisible(x.Lines)
		return x.entry
	}
	x.entry.OnSubmitted = func(string) {
		if f.OnSubmit != nil {
			f.OnSubmit()
		}
	}
	return x.entry
}

// fewestLines is how many lines a text of several lines shows at least.
const fewestLines = 3

// fit takes lines from the texts of several lines until the content that they are part of is not higher than
// there is room: a text scrolls by itself.
func (f *Form) fit(content fyne.CanvasObject, room float32) {
	most := 0
	for _, x := range f.fields {
		most = max(most, x.Lines)
	}
	for n := most - 1; n >= fewestLines && content.MinSize().Height > room; n-- {
		for _, x := range f.fields {
			if x.Lines > n {
				x.entry.SetMinRowsVisible(n)
			}
		}
	}
}

func (f *Form) chord(s fyne.Shortcut) bool {
	if Submits(s) && f.OnSubmit != nil {
		f.OnSubmit()
		return true
	}
	return false
}

// Begin gives the first field the keyboard.
func (f *Form) Begin(c fyne.Canvas) {
	if len(f.fields) > 0 {
		c.Focus(f.fields[0].focusable())
	}
}

// Object is what to put on the page.
func (f *Form) Object() fyne.CanvasObject { return f.box }

func (f *Form) field(name string) *Field {
	for _, x := range f.fields {
		if x.Name == name {
			return x
		}
	}
	panic("no field " + name)
}

// Has says whether the form has a field.
func (f *Form) Has(name string) bool {
	for _, x := range f.fields {
		if x.Name == name {
			return true
		}
	}
	return false
}

// Text is what stands in a field.
func (f *Form) Text(name string) string {
	x := f.field(name)
	switch {
	case x.box != nil:
		return map[bool]string{true: "yes"}[x.box.Checked]
	case x.pick != nil:
		return x.pick.Selected
	case x.ahead != nil:
		return x.ahead.Text
	}
	return printable(x.entry.Text)
}

// printable leaves out what a paste may have brought and nobody sees.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
}

// Chosen is the id of what was chosen in a field with a search; zero where the text was changed since.
func (f *Form) Chosen(name string) int64 {
	x := f.field(name)
	if x.ahead.Text != x.ahead.Chosen.Title {
		return 0
	}
	return x.ahead.Chosen.ID
}

// OnChosen tells when something is chosen in a field with a search.
func (f *Form) OnChosen(name string, tell func()) {
	x := f.field(name).ahead
	before := x.OnChoose
	x.OnChoose = func(c Choice) {
		before(c)
		tell()
	}
}

// OnChange tells whenever something is typed or chosen in a field.
func (f *Form) OnChange(tell func()) {
	for _, x := range f.fields {
		switch {
		case x.entry != nil:
			x.entry.OnChanged = func(string) { tell() }
		case x.box != nil:
			x.box.OnChanged = func(bool) { tell() }
		case x.pick != nil:
			before := x.pick.OnChanged
			x.pick.OnChanged = func(word string) {
				if before != nil {
					before(word)
				}
				tell()
			}
		}
	}
}

// Entry is the entry of a field, for whoever wants to follow it.
func (f *Form) Entry(name string) *Entry { return f.field(name).entry }

// Texts are what stands in all fields, by their names.
func (f *Form) Texts() map[string]string {
	texts := map[string]string{}
	for _, x := range f.fields {
		texts[x.Name] = f.Text(x.Name)
	}
	return texts
}

// changed says whether a field holds something else than when the form was shown.
func (f *Form) changed() bool { return !maps.Equal(f.before, f.Texts()) }

// Alias lets a field answer to another name in Wrong: the name that the use case gives it.
func (f *Form) Alias(field, name string) {
	if f.alias == nil {
		f.alias = map[string]string{}
	}
	f.alias[name] = field
}

// Wrong says below a field what is wrong with it and goes there; false where there is no such field.
func (f *Form) Wrong(name, message string) bool {
	message = Said(message)
	found := false
	if field, ok := f.alias[name]; ok {
		name = field
	}
	for _, x := range f.fields {
		x.wrong.SetText("")
		x.wrong.Hide()
	}
	for _, x := range f.fields {
		if x.Name == name {
			found = true
			x.wrong.SetText(message)
			x.wrong.Show()
			if c := fyne.CurrentApp().Driver().CanvasForObject(f.box); c != nil {
				c.Focus(x.focusable())
			}
		}
	}
	f.box.Refresh()
	if f.grown != nil {
		f.grown()
	}
	return found
}

func (x *Field) focusable() fyne.Focusable {
	var to fyne.Focusable
	switch {
	case x.box != nil:
		to = x.box
	case x.pick != nil:
		to = x.pick
	case x.ahead != nil:
		to = x.ahead
	default:
		to = x.entry
	}
	return to
}
