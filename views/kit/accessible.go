package kit

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
)

// A screen reader has a word for each widget that can be pressed or walked to: what stands in it.

func together(list ...string) string {
	var said []string
	for _, s := range list {
		if s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, ", ")
}

// AccessibilityLabel implements fyne.Accessible.
func (l *Link) AccessibilityLabel() string { return l.text }

// AccessibilityRole implements fyne.Accessible.
func (l *Link) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// AccessibilityLabel implements fyne.Accessible.
func (b *chipButton) AccessibilityLabel() string { return b.text() }

// AccessibilityRole implements fyne.Accessible.
func (b *chipButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (b *stepBox) AccessibilityLabel() string {
	return together(b.step.Caption, b.step.Value, b.step.Note)
}

// AccessibilityRole implements fyne.Accessible.
func (b *stepBox) AccessibilityRole() fyne.AccessibleRole {
	if b.step.Tapped == nil {
		return fyne.AccessibleRoleText
	}
	return fyne.AccessibleRoleLink
}

// AccessibilityLabel implements fyne.Accessible.
func (s *Segment) AccessibilityLabel() string { return together(s.Caption, s.Value, s.Note) }

// AccessibilityRole implements fyne.Accessible.
func (s *Segment) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// AccessibilityLabel implements fyne.Accessible.
func (h *heading) AccessibilityLabel() string { return cmp.Or(h.text, h.name) }

// AccessibilityRole implements fyne.Accessible.
func (h *heading) AccessibilityRole() fyne.AccessibleRole {
	if h.tapped == nil {
		return fyne.AccessibleRoleText
	}
	return fyne.AccessibleRoleButton
}

// AccessibilityLabel implements fyne.Accessible: a row is what stands in its cells.
func (r *gridRow) AccessibilityLabel() string {
	var said []string
	for _, o := range r.box.Objects {
		if l, ok := o.(*Word); ok && o.Visible() {
			said = append(said, l.Text)
		}
	}
	return together(said...)
}

// AccessibilityRole implements fyne.Accessible.
func (r *gridRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (m *mark) AccessibilityLabel() string {
	if m.on {
		return T("marked")
	}
	return T("not marked")
}

// AccessibilityRole implements fyne.Accessible.
func (m *mark) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (l *taskLine) AccessibilityLabel() string {
	x := &l.list.rows[l.at]
	return together(x.Heading, x.Word, x.Number, x.Party, x.Sum, x.Note, x.Trouble)
}

// AccessibilityRole implements fyne.Accessible.
func (l *taskLine) AccessibilityRole() fyne.AccessibleRole {
	if l.list.rows[l.at].Heading != "" {
		return fyne.AccessibleRoleText
	}
	return fyne.AccessibleRoleButton
}

// AccessibilityLabel implements fyne.Accessible.
func (r *offeringRow) AccessibilityLabel() string {
	return together(r.offering.Kind, r.offering.Title, r.offering.Note)
}

// AccessibilityRole implements fyne.Accessible.
func (r *offeringRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (r *choiceRow) AccessibilityLabel() string { return together(r.choice.Title, r.choice.Note) }

// AccessibilityRole implements fyne.Accessible.
func (r *choiceRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
