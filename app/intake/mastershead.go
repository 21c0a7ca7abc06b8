package intake

import (
	"context"
	"slices"
	"strings"
)

// masterKeys are the fields of which one at least must be there, because a record is known by them.
var masterKeys = map[string][]string{MasterCustomers: {"number", "name"}, MasterSuppliers: {"number", "name"}, MasterItems: {"sku"}, MasterBalances: {"document"}}

// lacking says what a table cannot do without.
func lacking(kind string, columns []MasterColumn) string {
	for _, c := range columns {
		if slices.Contains(masterKeys[kind], c.Field) {
			return ""
		}
	}
	switch kind {
	case MasterItems:
		return "No column is known to hold the SKU, by which an item is known. Choose it."
	case MasterBalances:
		return "No column is known to hold the number of the document. Choose it."
	}
	return "No column is known to hold names or numbers. Choose it."
}

// headOfMasters is where the headings stand: in the row that is named, else in the one that has most of the fields.
func headOfMasters(s *Sheet, fields []MasterField, byField map[string]string, wanted int) int {
	best, head := 0, -1
	for i := range s.Rows[:min(len(s.Rows), headingRows)] {
		if wanted > 0 && s.Rows[i].No == wanted {
			return i
		}
		if score := recognised(masterColumns(fields, s.Rows[i].Cells, byField)); score > best && wanted == 0 {
			best, head = score, i
		}
	}
	return head
}

// likeliestSheet reads the sheet in which most of a kind's headings stand.
func likeliestSheet(ctx context.Context, b *Book, how *MasterWay) (*MasterTable, error) {
	var best *Sheet
	most := 0
	for at := range b.Sheets {
		s, err := b.Read(ctx, at, headingRows)
		if err != nil {
			return nil, err
		}
		fields, byField := MasterFields[how.Kind], how.of(how.Kind)
		head := headOfMasters(s, fields, byField, how.Heading)
		if head < 0 {
			continue
		}
		if n := recognised(masterColumns(fields, s.Rows[head].Cells, byField)); n > most {
			if s, err = b.Read(ctx, at, 0); err != nil {
				return nil, err
			}
			best, most = s, n
		}
	}
	if best == nil {
		return nil, nil
	}
	t, err := readMasters(best, how.Kind, how)
	if err == nil {
		t.Sheets = b.Sheets
	}
	return t, err
}

func recognised(columns []MasterColumn) (n int) {
	for _, c := range columns {
		if c.Field != "" {
			n++
		}
	}
	return n
}

func firstRow(s *Sheet) int {
	return slices.IndexFunc(s.Rows, func(r Row) bool {
		return slices.ContainsFunc(r.Cells, func(c Cell) bool { return strings.TrimSpace(c.Text) != "" })
	})
}

// samplesOf are the first cells of a column that say something.
func samplesOf(rows []Row, at int) (list []string) {
	for i := range rows[:min(len(rows), 40)] {
		if at < len(rows[i].Cells) && len(list) < 3 {
			if text := strings.TrimSpace(rows[i].Cells[at].Text); text != "" {
				list = append(list, string([]rune(text)[:min(len([]rune(text)), 40)]))
			}
		}
	}
	return list
}

// masterTells are headings that only one kind has; what customers and suppliers have alike tells nothing.
var masterTells = map[string]string{
	MasterCustomers: "customer|customer name|customer number|customer no|customer id|kunde|kundenname|kundennummer|kunden nr|kundennr|debitor|debitorennummer|credit limit|kreditlimit",
	MasterSuppliers: "vendor name|vendor number|vendor no|vendor id|supplier name|supplier number|supplier no|supplier id|lieferantenname|lieferantennummer|lieferanten nr|kreditor|kreditorennummer|mindestbestellwert|minimum order value",
}

// kindOf says of which kind a table is by its headings; empty where that is not sure.
func kindOf(s *Sheet) string {
	for i := range s.Rows[:min(len(s.Rows), headingRows)] {
		has := map[string]bool{}
		for _, c := range s.Rows[i].Cells {
			if h := folded(c.Text); h != "" && len(h) < 60 {
				has[h] = true
			}
		}
		if len(has) < 2 {
			continue
		}
		in := func(kind string, fields ...string) bool {
			for _, f := range MasterFields[kind] {
				if !slices.Contains(fields, f.Name) || has[folded(f.Title)] {
					continue
				}
				if !slices.ContainsFunc(strings.Split(f.Names+"|"+f.Else, "|"), func(n string) bool { return has[n] }) {
					return false
				}
			}
			return true
		}
		told := func(kind string) bool {
			return slices.ContainsFunc(strings.Split(masterTells[kind], "|"), func(n string) bool { return has[n] })
		}
		balance := in(MasterBalances, "document", "date", "amount") && (in(MasterBalances, "customer") || in(MasterBalances, "supplier"))
		item := in(MasterItems, "sku", "name") && (in(MasterItems, "price") || in(MasterItems, "cost"))
		party := func(kind string) bool {
			return in(kind, "name") && (in(kind, "city") || in(kind, "email") || in(kind, "zip"))
		}
		customer, supplier := party(MasterCustomers) && told(MasterCustomers), party(MasterSuppliers) && told(MasterSuppliers)
		switch {
		case balance && !item:
			return MasterBalances
		case item && !balance:
			return MasterItems
		case customer && !supplier:
			return MasterCustomers
		case supplier && !customer:
			return MasterSuppliers
		}
	}
	return ""
}
