package app

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// ReadRowsIn is a table as it is copied from a spreadsheet or a mail: a row on each line, its cells apart by tabs, or by
// semicolons where it has no tabs.
type ReadRowsIn struct {
	Text  string `json:"text"`
	Comma bool   `json:"comma"` // 1.234 is more than a thousand, and 1,234 little more than one
}

// ReadRow is a row that can become a line of a document. What the row does not tell is left out.
type ReadRow struct {
	Row         int            `json:"row"` // its place in the text, from 1
	ItemID      trade.ID       `json:"item_id,omitempty"`
	SKU         string         `json:"sku,omitempty"`
	Description string         `json:"description,omitempty"`
	Qty         *money.Qty     `json:"qty,omitempty"`
	Price       *money.Decimal `json:"price,omitempty"`
	Discount    *money.Rate    `json:"discount,omitempty"`
	Cost        *money.Decimal `json:"cost,omitempty"`
}

// BadRow is a row that cannot become a line.
type BadRow struct {
	Row  int    `json:"row"`
	Text string `json:"text"`
	Why  string `json:"why"`
}

// ReadRowsOut is what a table says.
type ReadRowsOut struct {
	Rows    []ReadRow `json:"rows"`
	Unknown []string  `json:"unknown"` // SKUs that the catalogue does not have, each once
	Bad     []BadRow  `json:"bad"`
}

// ReadRows reads a table of goods: which column is the SKU, the quantity, the price, the description, the discount or
// the cost is told by a heading, or else by what stands in it. Nothing is saved.
func (d *Desk) ReadRows(ctx context.Context, in ReadRowsIn) (out ReadRowsOut, err error) {
	t := cells(in.Text)
	if in.Comma {
		for i := range t {
			for j, text := range t[i].cells {
				if isFigure(text) {
					t[i].cells[j] = strings.NewReplacer(",", ".", ".", ",").Replace(text)
				}
			}
		}
	}
	if len(t) > trade.MaxLines+1 { // and a heading
		return out, trade.Faultf(trade.Invalid, "These are %d rows; a document has at most %d lines. Copy fewer of them.", len(t), trade.MaxLines).In("text")
	}
	err = d.read(ctx, func(w *work) error {
		known := map[string]*trade.Item{}
		var wrong error
		find := func(sku string) bool {
			it, done := known[sku]
			if !done && sku != "" && len(sku) < 100 && wrong == nil {
				it, wrong = w.ItemBySKU(sku)
				known[sku] = it
			}
			return it != nil
		}
		out = readTable(t, find)
		for i := range out.Rows {
			r := &out.Rows[i]
			if !find(r.SKU) {
				if r.SKU != "" && !slices.Contains(out.Unknown, r.SKU) {
					out.Unknown = append(out.Unknown, r.SKU)
				}
				continue
			}
			it := known[r.SKU]
			if r.ItemID = it.ID; it.BecameID != 0 { // customers go on to order by the SKU that they know
				r.ItemID = it.BecameID
			}
		}
		return wrong
	})
	return out, err
}

// tableRow is a row with its place in the text.
type tableRow struct {
	at    int
	cells []string
}

// cells takes a text apart; rows without any text are left out.
func cells(text string) []tableRow {
	sep := ""
	switch {
	case strings.Contains(text, "\t"):
		sep = "\t"
	case strings.Contains(text, ";"):
		sep = ";"
	}
	var rows []tableRow
	for i, line := range strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n") {
		list := []string{line}
		if sep != "" {
			list = strings.Split(line, sep)
		}
		empty := true
		for j := range list {
			list[j] = strings.TrimSpace(strings.Trim(strings.TrimSpace(list[j]), `"`))
			empty = empty && list[j] == ""
		}
		if !empty {
			rows = append(rows, tableRow{i + 1, list})
		}
	}
	return rows
}

// The columns that are understood. Sums and units are known so that they are not taken for something else.
const (
	colSKU         = "sku"
	colDescription = "description"
	colQty         = "qty"
	colPrice       = "price"
	colDiscount    = "discount"
	colCost        = "cost"
	colOther       = "other"
)

var headings = map[string]string{}

func init() {
	for column, words := range map[string]string{
		colSKU:         "sku,item,item no,item number,item code,code,article,article no,part no,part number,product code,artikel,artikel nr,artikelnr,artikelnummer,art nr,artnr,best nr,bestellnummer",
		colDescription: "description,name,product,text,item name,item description,title,bezeichnung,beschreibung,artikelbezeichnung,produkt,artikelname",
		colQty:         "qty,quantity,pcs,pieces,count,ordered,order qty,menge,anzahl,stück,stk,stückzahl",
		colPrice:       "price,unit price,price each,each,sales price,net price,preis,einzelpreis,stückpreis,e preis,ep,vk,vk preis,verkaufspreis",
		colDiscount:    "discount,disc,rebate,rabatt,nachlass",
		colCost:        "cost,unit cost,purchase price,buying price,ek,ek preis,einkaufspreis,einstandspreis",
		colOther:       "total,sum,amount,line,line total,net,pos,position,no,nr,unit,uom,tax,vat,gesamt,gesamtpreis,summe,betrag,netto,einheit,me,mwst,ust,gp,gtin,ean,margin,marge",
	} {
		for word := range strings.SplitSeq(words, ",") {
			headings[word] = column
		}
	}
}

var notLetters = regexp.MustCompile(`[^\p{L}]+`)

// heading is the column that a title names.
func heading(title string) string {
	word := strings.TrimSpace(notLetters.ReplaceAllString(strings.ToLower(title), " "))
	if column, ok := headings[word]; ok {
		return column
	}
	if at := strings.LastIndexByte(word, ' '); at > 0 && len(word)-at == 4 { // a currency behind it
		return headings[word[:at]]
	}
	return ""
}

// figure is a number alone, with a currency or a percent sign at most.
var figure = regexp.MustCompile(`^(?:[€$£]|[A-Z]{3} )?\s*-?[0-9][0-9.,'’\s\x{a0}\x{202f}]*(?:€|\$|£|%|[A-Z]{3})?$`)

func isFigure(s string) bool { return figure.MatchString(s) }

func typedFigure(s string) (money.Decimal, error) {
	return money.ParseTyped(strings.Trim(s, "€$£%ABCDEFGHIJKLMNOPQRSTUVWXYZ "))
}

// readTable turns rows into lines; find says whether the catalogue has a SKU.
func readTable(rows []tableRow, find func(string) bool) (out ReadRowsOut) {
	columns, rows := columnsOf(rows, find)
	for _, r := range rows {
		line, why := readRow(r, columns)
		if why == "" && line.SKU == "" && line.Description == "" {
			why = "It names no item."
		}
		if why != "" {
			out.Bad = append(out.Bad, BadRow{r.at, strings.Join(r.cells, "  "), why})
			continue
		}
		out.Rows = append(out.Rows, line)
	}
	return out
}

func readRow(r tableRow, columns []string) (line ReadRow, why string) {
	line.Row = r.at
	for i, text := range r.cells {
		if i >= len(columns) || text == "" {
			continue
		}
		if columns[i] == colSKU {
			line.SKU = text
			continue
		}
		if columns[i] == colDescription {
			line.Description = strings.TrimSpace(line.Description + " " + text)
			continue
		}
		if columns[i] == colOther {
			continue
		}
		d, err := typedFigure(text)
		if err != nil {
			return line, fmt.Sprintf("“%s” is not a number.", text)
		}
		switch columns[i] {
		case colQty:
			q, err := d.Qty()
			if err != nil || q <= 0 {
				return line, fmt.Sprintf("“%s” is not a quantity.", text)
			}
			line.Qty = &q
		case colPrice:
			line.Price = &d
		case colCost:
			line.Cost = &d
		case colDiscount:
			rate, err := d.Rate()
			if err != nil || rate < 0 || rate > money.Whole {
				return line, fmt.Sprintf("“%s” is not a discount in percent.", text)
			}
			line.Discount = &rate
		}
	}
	return line, ""
}

// columnsOf says what each column is, and takes the heading off the rows.
func columnsOf(rows []tableRow, find func(string) bool) ([]string, []tableRow) {
	if len(rows) == 0 {
		return nil, nil
	}
	named, figures := 0, 0
	titled := make([]string, len(rows[0].cells))
	for i, title := range rows[0].cells {
		if titled[i] = heading(title); titled[i] != "" {
			named++
		}
		if isFigure(title) {
			figures++
		}
	}
	if named > 0 && figures == 0 && (named > 1 || len(titled) == 1) && !find(rows[0].cells[0]) {
		if slices.Contains(titled, colSKU) || slices.Contains(titled, colDescription) {
			for i := range titled {
				if titled[i] == "" {
					titled[i] = colOther
				}
			}
			return titled, rows[1:]
		}
		rows = rows[1:]
	}
	return guess(rows, find), rows
}

// facts are what stands in a column.
type facts struct {
	filled, known, figures, whole, percent, spaced, length int
}

// guess tells columns by what stands in them.
func guess(rows []tableRow, find func(string) bool) []string {
	var list []facts
	for _, r := range rows {
		for i, text := range r.cells {
			if i == len(list) {
				list = append(list, facts{})
			}
			if text == "" {
				continue
			}
			f := &list[i]
			f.filled++
			f.length += len(text)
			if find(text) {
				f.known++
			}
			if strings.Contains(text, " ") {
				f.spaced++
			}
			if isFigure(text) {
				f.figures++
				if strings.HasSuffix(text, "%") {
					f.percent++
				} else if strings.Trim(text, "0123456789") == "" {
					f.whole++
				}
			}
		}
	}
	columns := make([]string, len(list))
	best := -1
	for i, f := range list {
		if f.known > 0 && (best < 0 || f.known > list[best].known) {
			best = i
		}
	}
	var numbers, texts []int
	for i, f := range list {
		switch {
		case f.filled == 0:
			columns[i] = colOther
		case i == best:
		case f.percent*2 > f.filled:
			columns[i] = colDiscount
		case f.figures*2 > f.filled:
			numbers = append(numbers, i)
		default:
			texts = append(texts, i)
		}
	}
	if best < 0 && len(texts) > 0 {
		best = texts[0]
		for _, i := range texts[1:] { // SKUs are short and of one word
			if list[i].spaced < list[best].spaced || list[i].spaced == list[best].spaced && list[i].length*list[best].filled < list[best].length*list[i].filled {
				best = i
			}
		}
		if len(texts) == 1 && list[best].spaced*2 > list[best].filled {
			best = -1
		}
	}
	if best >= 0 {
		columns[best] = colSKU
	}
	for _, i := range texts {
		if i != best {
			columns[i] = colDescription
		}
	}
	all := slices.Clone(numbers)
	numbers = slices.DeleteFunc(numbers, func(i int) bool {
		of := isProduct(rows, all, i) || isCount(rows, i, list[i])
		if of {
			columns[i] = colOther
		}
		return of
	})
	qty := -1
	for _, i := range numbers {
		if list[i].whole == list[i].figures && (qty < 0 || list[qty].whole < list[qty].figures) {
			qty = i
		}
	}
	if qty < 0 && len(numbers) > 1 {
		qty = numbers[0]
	}
	if qty >= 0 {
		columns[qty] = colQty
	}
	priced := false
	for _, i := range numbers {
		switch {
		case i == qty:
		case !priced:
			columns[i], priced = colPrice, true
		default:
			columns[i] = colOther
		}
	}
	return columns
}

// isCount says whether a column counts the rows, beside others that could be quantities.
func isCount(rows []tableRow, column int, f facts) bool {
	if column != 0 || len(rows) < 2 || f.whole != len(rows) {
		return false
	}
	for n, r := range rows {
		if d, err := typedFigure(r.cells[0]); err != nil || d != money.Dec(int64(n+1), 0) {
			return false
		}
	}
	return true
}

// isProduct says whether a column is the product of two others in every row: a quantity by a price.
func isProduct(rows []tableRow, numbers []int, column int) bool {
	if len(numbers) < 3 {
		return false
	}
	value := func(r tableRow, i int) (float64, bool) {
		if i >= len(r.cells) {
			return 0, false
		}
		d, err := typedFigure(r.cells[i])
		if err != nil {
			return 0, false
		}
		p, err := d.FX()
		return float64(p) / 1e10, err == nil
	}
	for x, a := range numbers {
		for _, b := range numbers[x+1:] {
			if b >= column { // a sum stands behind what it is made of
				continue
			}
			fits, other := 0, 0
			for _, r := range rows {
				va, oka := value(r, a)
				vb, okb := value(r, b)
				vc, okc := value(r, column)
				switch diff := va*vb - vc; {
				case !oka || !okb || !okc:
				case diff < 0.011 && diff > -0.011:
					fits++
				default:
					other++
				}
			}
			if fits > 0 && other == 0 {
				return true
			}
		}
	}
	return false
}
