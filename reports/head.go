package reports

import (
	"strconv"
	"strings"

	"github.com/johnfercher/maroto/v2/pkg/components/image"
	"github.com/johnfercher/maroto/v2/pkg/consts/extension"
)

const (
	windowTop  = 38.0 // of the address, from the upper margin: it shows in a window envelope
	windowLow  = 34.0 // the height that the window needs
	rightWidth = 70.0 // of the column with title and facts
	factLabel  = 29.0
)

// head is the top of the first page, down to the introduction.
func (s *sheet) head() {
	s.letterhead()
	s.addressAndFacts()
	if s.shipToBand && !s.ShipTo.Empty() {
		s.shipTo()
	}
	if s.Intro != "" {
		s.put(3)
		s.paragraphs(s.Intro, style{size: body})
	}
	s.put(5)
}

func (s *sheet) letterhead() {
	from := &s.From
	if from.Name == "" {
		return
	}
	left := stack{width: s.width - rightWidth}
	right := stack{width: rightWidth}
	if from.LogoRight {
		left.width, right.width = right.width, left.width
	}
	line := style{size: 8, colour: &grey}
	if p := readPicture(from.Logo); p != nil {
		inset := 0.0
		if from.LogoRight {
			width, _ := p.within(72, 24)
			inset = left.width - width
		}
		left.parts = append(left.parts, placed{image.NewFromBytes(from.Logo, extension.Png), inset, 0, 72, 24})
		right.text(from.Name, style{size: 8, bold: true})
	} else {
		left.text(from.Name, style{size: 16, bold: true, right: from.LogoRight, colour: &s.accent.text})
	}
	home := from.Address
	home.Company, home.Name = "", home.Company
	if home.Name == from.Name {
		home.Name = ""
	}
	for _, l := range s.w.place(home, "") {
		right.text(l, line)
	}
	for _, l := range []string{labelled(s.w.phone, from.Phone), from.Email, from.Web, labelled(s.w.taxNumber, from.TaxNumber)} {
		right.text(l, line)
	}
	if from.LogoRight {
		left, right = right, left
	}
	s.put(max(right.y, left.y, windowTop-8), left.col(), right.col())
	s.put(2)
	s.rule(0.7, &s.accent.full)
	s.put(windowTop - s.y)
}

// labelled is a value after its label; nothing where there is no value.
func labelled(label, value string) string {
	if value == "" {
		return ""
	}
	return label + " " + value
}

func (s *sheet) addressAndFacts() {
	left, right := stack{width: s.width - rightWidth, right: 12}, stack{width: rightWidth}
	if s.From.Name != "" && s.Size != "Letter" {
		sender := append([]string{s.From.Name}, s.w.place(s.From.Address, s.From.Address.Country)...)
		left.text(strings.Join(unique(sender), " · "), style{size: 6.5, colour: &grey})
	}
	left.y = max(left.y, leading(6.5)) + 1.2
	for i, l := range s.w.place(s.To, s.From.Address.Country) {
		left.text(l, style{size: 10, bold: i == 0})
	}

	s.heading(&right)
	s.facts(&right)

	if s.shipToBox && !s.ShipTo.Empty() && !same(s.To, s.ShipTo) {
		left.y = max(left.y, windowLow) + 3
		box := stack{width: left.width - 18, left: 4, right: 2, y: 1.6}
		box.text(s.w.shipTo, style{size: small, bold: true, colour: &s.accent.text})
		for _, l := range s.w.place(s.ShipTo, s.From.Address.Country) {
			box.text(l, style{size: body})
		}
		box.text(labelled(s.w.phone, s.ShipTo.Phone), style{size: body})
		box.y += 1.6
		left.parts = append(left.parts, panel(0, left.y, box.width, box.y, &s.accent.tint), panel(0, left.y, 0.9, box.y, &s.accent.full))
		for _, p := range box.parts {
			left.parts = append(left.parts, placed{p, 0, left.y, box.width, box.y})
		}
		left.y += box.y
	}
	s.add(max(left.y, right.y, 30), left.col(), right.col())
}

// heading is title and number.
func (s *sheet) heading(k *stack) {
	title := style{size: 20, bold: true, colour: &s.accent.text}
	for title.size > 12 && title.long(s.w.titles[s.Kind]) > k.width {
		title.size -= 0.5
	}
	k.text(s.w.titles[s.Kind], title)
	number := s.Number
	if number == "" {
		number = s.w.draft
	}
	if s.Revision >= 2 {
		number += "   " + s.w.revision + " " + strconv.Itoa(s.Revision)
	}
	k.text(number, style{size: 11, bold: true})
	k.gap(2.2)
}

func (s *sheet) facts(k *stack) {
	fact := func(label, value string) {
		if value = strings.TrimSpace(clean(value)); value != "" {
			k.pair(label, value, factLabel, style{size: body, colour: &grey}, style{size: body})
			k.gap(0.35)
		}
	}
	if s.Date != "" {
		fact(s.w.date, s.w.day(s.Date))
	}
	for _, f := range s.Facts {
		label, known := s.w.facts[f.Label]
		if !known {
			label = f.Label
		}
		value := f.Value
		if f.Date != "" {
			value = s.w.day(f.Date)
		}
		fact(label, value)
	}
}

// shipTo is the band that tells a supplier where the goods go.
func (s *sheet) shipTo() {
	const label = 38.0
	k := stack{width: s.width - label, left: 5, right: 3, y: 2.6, colour: &s.accent.tint}
	for i, l := range s.w.place(s.ShipTo, s.From.Address.Country) {
		k.text(l, style{size: 11.5, bold: i == 0})
	}
	k.text(labelled(s.w.phone, s.ShipTo.Phone), style{size: body})
	k.gap(2.6)
	head := stack{width: label, left: 4, right: 2, y: 2.6, colour: &s.accent.full}
	name := style{size: 15, bold: true, colour: &s.accent.on}
	for name.size > 8 && name.long(s.w.shipTo) > label-6 {
		name.size -= 0.5
	}
	head.text(s.w.shipTo, name)
	s.put(4)
	s.rule(0.5, &s.accent.full)
	s.put(k.y, head.col(), k.col())
	s.rule(0.5, &s.accent.full)
}

// pageHead is the top of every page after the first.
func (s *sheet) pageHead() {
	left, right := stack{width: s.width / 2}, stack{width: s.width / 2}
	t := style{size: 8.5, bold: true}
	left.parts = append(left.parts, t.at(s.wrapOne(s.title()+dated(s), t, left.width-4), 0, 0, 0))
	if s.From.Name != "" {
		t := style{size: 8.5, right: true, colour: &grey}
		right.parts = append(right.parts, t.at(s.wrapOne(s.From.Name, t, right.width), 0, 0, 0))
	}
	s.put(leading(8.5)+1.2, left.col(), right.col())
	s.rule(0.7, &s.accent.full)
	s.put(5)
	s.top = s.y
}

func dated(s *sheet) string {
	if s.Date == "" {
		return ""
	}
	return " · " + s.w.day(s.Date)
}

// wrapOne is the first line of a text.
func (s *sheet) wrapOne(t string, st style, width float64) string {
	lines := st.face().wrap(t, width/point/st.size)
	if len(lines) == 0 {
		return ""
	}
	return lines[0]
}

// paragraphs sets a text of several paragraphs across the page; it may run over several pages.
func (s *sheet) paragraphs(t string, st style) {
	for p := range strings.SplitSeq(strings.ReplaceAll(t, "\r\n", "\n"), "\n") {
		lines := st.face().wrap(p, s.width/point/st.size)
		if len(lines) == 0 {
			s.add(leading(st.size) * 0.6)
		}
		for _, l := range lines {
			k := stack{width: s.width, parts: nil}
			k.parts = append(k.parts, st.at(l, 0, 0, 0))
			s.add(leading(st.size), k.col())
		}
	}
}

func unique(lines []string) []string {
	kept := lines[:0]
	for _, l := range lines {
		if len(kept) == 0 || kept[len(kept)-1] != l {
			kept = append(kept, l)
		}
	}
	return kept
}
