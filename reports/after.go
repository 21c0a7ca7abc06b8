package reports

import (
	"fmt"
	"strings"

	"github.com/johnfercher/maroto/v2/pkg/components/code"
	"github.com/johnfercher/maroto/v2/pkg/core"

	"dropdesk/app/trade"
)

// after is what follows the totals: parcels, payment, notes, and where to sign.
func (s *sheet) after() {
	if s.showParcels {
		s.parcels()
	}
	if s.askPayment {
		s.payment()
	}
	for i, n := range s.Notes {
		if strings.TrimSpace(n) == "" {
			continue
		}
		if i == 0 {
			s.add(6)
		} else {
			s.add(2)
		}
		s.paragraphs(n, style{size: body})
	}
	if s.SignHere {
		s.sign()
	}
}

// payment says when and where to pay.
func (s *sheet) payment() {
	half := s.width / 2
	var left, right *stack
	var blocks []*stack
	label := style{size: small, bold: true, colour: &s.accent.text}
	if dues := s.dueLines(); len(dues) > 0 {
		left = &stack{width: half, right: 6}
		left.text(s.w.payment, label)
		left.gap(0.6)
		amount, to := 0.0, 44.0
		plain, value := style{size: body}, style{size: body, bold: true}
		for _, d := range dues {
			amount = max(amount, value.long(d[1]))
			to = max(to, plain.long(d[0])+4)
		}
		value.right = true
		for _, d := range dues {
			left.parts = append(left.parts, plain.at(d[0], 0, 0, left.y), value.at(d[1], 0, max(half-to-amount, 0), left.y))
			left.y += leading(body)
		}
		blocks = append(blocks, left)
	}
	if len(s.Bank) > 0 {
		right = &stack{width: half, right: 2}
		right.text(s.w.bank, label)
		right.gap(0.6)
		for _, b := range s.Bank {
			right.text(b, style{size: body})
		}
		blocks = append(blocks, right)
	}
	if len(blocks) == 0 {
		return
	}
	height := 0.0
	var cols []core.Col
	for _, b := range blocks {
		height = max(height, b.y)
		cols = append(cols, b.col())
	}
	s.keep(height + 6)
	s.add(6)
	s.add(height, cols...)
}

// dueLines say when how much is to be paid; the discount for paying early comes first.
func (s *sheet) dueLines() (lines [][2]string) {
	if e := s.Early; e.Rate != 0 {
		lines = append(lines, [2]string{s.w.payable + " " + s.w.day(e.By) + ", " + fmt.Sprintf(s.w.early, s.w.rate(e.Rate)), s.w.money(s.Total-s.Paid-e.Discount, s.Currency)})
	}
	for _, d := range s.Dues {
		lines = append(lines, [2]string{s.w.payable + " " + s.w.day(d.Date), s.w.money(d.Amount, s.Currency)})
	}
	return lines
}

// parcels says who brings the goods, and lists each parcel with a code to scan.
func (s *sheet) parcels() {
	k := stack{width: s.width}
	for _, p := range [][2]string{{s.w.carrier, s.Carrier}, {s.w.method, s.Method}} {
		if p[1] != "" {
			k.pair(p[0], p[1], factLabel, style{size: body, colour: &grey}, style{size: body, bold: true})
			k.gap(0.35)
		}
	}
	if k.y > 0 {
		s.keep(6 + k.y)
		s.add(6)
		s.add(k.y, k.col())
	}
	for i, p := range s.Parcels {
		if i == 0 {
			s.add(2.5)
		}
		s.parcel(p)
	}
}

const qrSize = 19.0

func (s *sheet) parcel(p trade.Parcel) {
	number := strings.TrimSpace(clean(p.Tracking))
	if number == "" && p.Link == "" {
		return
	}
	link := ""
	if strings.HasPrefix(p.Link, "https://") || strings.HasPrefix(p.Link, "http://") {
		link = p.Link
	}
	width := s.width
	if link != "" {
		width -= qrSize + 4
	}
	k := stack{width: width, left: 3, right: 6, y: 2}
	if number != "" {
		k.text(s.w.tracking, style{size: small, colour: &grey})
		k.text(number, style{size: 11, bold: true})
		k.gap(0.8)
		k.parts = append(k.parts, placed{code.NewBar(number), 3, k.y, min(width-9, 100), 8})
		k.y += 9.2
	}
	if p.Link != "" {
		k.text(p.Link, style{size: small, colour: &grey, link: link})
	}
	k.gap(2)
	height := k.y
	cols := []core.Col{}
	if link != "" {
		height = max(height, qrSize+4)
		q := stack{width: qrSize + 4}
		q.parts = append(q.parts, placed{code.NewQr(link), 2, (height - qrSize) / 2, qrSize, qrSize})
		cols = append(cols, k.col(), q.col())
	} else {
		cols = append(cols, k.col())
	}
	s.keep(height + 2*hairline)
	s.rule(hairline, &hair)
	s.put(height, cols...)
	s.rule(hairline, &hair)
	s.put(1.5)
}

// sign is the line for whoever receives the goods.
func (s *sheet) sign() {
	const height = 30.0
	s.keep(height)
	s.put(6)
	k := stack{width: s.width}
	k.text(s.w.received, style{size: body, bold: true})
	s.put(k.y, k.col())
	s.put(14)
	third := (s.width - 8) / 3
	s.put(0.25, block(third, &ink), block(8, nil), block(2*third, &ink))
	label := style{size: small, colour: &grey}
	d, n := stack{width: third + 8, y: 0.6}, stack{width: 2 * third, y: 0.6}
	d.text(s.w.signDate, label)
	n.text(s.w.signed, label)
	s.put(max(d.y, n.y), d.col(), n.col())
}
