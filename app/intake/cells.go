package intake

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

var (
	inExponent = regexp.MustCompile(`^\d(?:[.,]\d+)?[eE]\+\d+$`)
	likeDay    = regexp.MustCompile(`(?i)^(\d{1,2}[-. /](jan|feb|mar|mär|mrz|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]*\.?|(jan|feb|mar|mär|mrz|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]*\.?[-. /]\d{2,4})$`)
)

// ungrouped takes out what groups the digits of a GTIN.
var ungrouped = strings.NewReplacer(" ", "", "-", "", "\u00a0", "")

// codes reads the numbers that an item is known by: as they are written, with all their zeros.
func (r *rowReader) codes(row *Row, x *PriceRow) {
	code := func(field string) string {
		c := r.cols[field]
		cell := r.cell(row, c)
		text := oneLine(cell.Text)
		if cell.Kind == Number {
			text = strings.TrimSuffix(text, ".0")
		}
		switch {
		case text == "":
		case cell.Kind == Broken:
			x.Errors = append(x.Errors, Remark{at(c, row), fmt.Sprintf("The cell holds an error of Excel's (%s).", text)})
			return ""
		case cell.Kind == Day:
			x.Errors = append(x.Errors, Remark{at(c, row), fmt.Sprintf("Excel has made a day of the number (%s). Ask for the list with this column as text.", text)})
			return ""
		case strings.Contains(text, "+") && inExponent.MatchString(text) && field != FieldGTIN:
			x.Errors = append(x.Errors, Remark{at(c, row), fmt.Sprintf("%s is what Excel has left of a long number. Ask for the list with this column as text.", text)})
			return ""
		case field == FieldPart && len(text) < 20 && text[0] != '0' && likeDay.MatchString(text):
			x.PartDoubt = &Remark{at(c, row), fmt.Sprintf("%q looks like a day that Excel has made of a number.", text)}
		}
		return text
	}
	x.Part, x.SKU = code(FieldPart), code(FieldSKU)
	if x.Part == "" && r.cols[FieldPart] != nil && len(x.Errors) == 0 && r.cols[FieldMaker] != nil {
		x.Part = code(FieldMaker)
	}
	c := r.cols[FieldGTIN]
	text := ungrouped.Replace(code(FieldGTIN))
	text = strings.TrimSuffix(text, ".0")
	switch {
	case text == "":
	case strings.Contains(text, "+") && inExponent.MatchString(text):
		x.Notes = append(x.Notes, Remark{at(c, row), fmt.Sprintf("%s is what Excel has left of a GTIN; it is not read.", text)})
	case trade.ValidGTIN(text):
		x.GTIN = text
	case len(text) < 14 && strings.Trim(text, "0123456789") == "":
		for _, size := range []int{8, 12, 13, 14} {
			if padded := strings.Repeat("0", max(size-len(text), 0)) + text; len(padded) == size && len(text) >= 7 && trade.ValidGTIN(padded) {
				x.GTIN = padded
				x.Notes = append(x.Notes, Remark{at(c, row), fmt.Sprintf("%s has lost zeros in front; it is read as %s.", text, padded)})
				return
			}
		}
		fallthrough
	default:
		if strings.Trim(text, "0-/.") != "" {
			x.Notes = append(x.Notes, Remark{at(c, row), fmt.Sprintf("%s is no GTIN: its check digit or its length is wrong. It is not read.", shortened(text, 20))})
		}
	}
}

var (
	numberIn  = regexp.MustCompile(`\d+`)
	groupedIn = regexp.MustCompile(`\d{1,3}(?:[.,'’ \x{a0}\x{202f}]\d{3})+\b|\d+`)
)

// leadingInt is the first whole number of a text, 1.000 being a thousand.
func leadingInt(text string) (int, bool) {
	m := strings.Join(numberIn.FindAllString(groupedIn.FindString(text), -1), "")
	if m == "" || len(m) > 7 {
		return 0, false
	}
	n, err := strconv.Atoi(m)
	return n, err == nil
}

func isDigitless(text string) bool { return !strings.ContainsAny(text, "0123456789") }

var packForms = []*regexp.Regexp{
	regexp.MustCompile(`(?i)(?:box|case|pack|bag|set|carton|karton|pack|packung|beutel|caja|scatola|doos|lot|boite|boîte)\s*(?:of|à|a|de|da|van|zu)?\s*(\d{1,5})\b`),
	regexp.MustCompile(`(?i)\b(\d{1,5})\s*(?:x|×|\*)\s*\d`),
	regexp.MustCompile(`(?i)\b\d+(?:[.,]\d+)?\s*(?:g|gr|kg|ml|cl|l|gm|oz)\s*(?:x|×)\s*(\d{1,5})\b`),
	regexp.MustCompile(`(?i)\b(\d{1,5})\s*(?:pcs|pc|pce|pieces|pièces|pk|pkt|ps|st|stk|stück|units|ea|uds|ud|pz|stuks|er)\b`),
}

var (
	layers    = regexp.MustCompile(`(?i)^(\d{1,3})\s*[x×*]\s*(\d{1,3})(?:\s*(?:pcs|pc|pieces|st|stk|stück|units|ea|uds|pz|stuks)\.?)?$`)
	bareCount = regexp.MustCompile(`^(\d{1,3}[.,]000|\d{1,5})\s*(?:\(.*\))?$`)
)

// packSize is how many pieces are in a pack; zero where the list does not say it.
func (r *rowReader) packSize(row *Row, x *PriceRow) int {
	c := r.pack
	cell := r.cell(row, c)
	if cell.Text == "" {
		return 0
	}
	text := strings.TrimSuffix(strings.TrimSuffix(cell.Text, ".0"), ",0")
	if n, err := strconv.Atoi(text); err == nil && n >= 0 && n <= 100_000 {
		return n
	}
	if m := layers.FindStringSubmatch(text); m != nil {
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[2])
		return a * b
	}
	if m := bareCount.FindStringSubmatch(text); m != nil {
		n, _ := leadingInt(m[1])
		return n
	}
	for _, form := range packForms {
		if m := form.FindStringSubmatch(text); m != nil {
			n, _ := strconv.Atoi(m[1])
			return n
		}
	}
	if !isDigitless(text) {
		remark := Remark{at(c, row), fmt.Sprintf("%q is no pack size.", shortened(text, 40))}
		if r.m.PerPack {
			x.Doubts = append(x.Doubts, remark)
		} else {
			x.Notes = append(x.Notes, remark)
		}
	}
	return 0
}

var (
	someStock = words(`in stock|stock|yes|y|ja|j|available|auf lager|lieferbar|verfugbar|sofort lieferbar|sofort verfugbar|vorratig|oui|o|en stock|disponible|si|s|disponibile|in magazzino|op voorraad|voorradig|leverbaar|true|beschikbaar|plenty|high|viel|ok|green|grun`)
	noStock   = words(`out of stock|no|n|nein|nee|non|none|sold out|oos|ausverkauft|nicht auf lager|nicht verfugbar|nicht lieferbar|nicht vorratig|vergriffen|rupture|rupture de stock|en rupture|epuise|indisponible|agotado|sin stock|sin existencias|no disponible|esaurito|non disponibile|uitverkocht|niet op voorraad|niet leverbaar|niet voorradig|false|back order|backorder|on order|on backorder|unavailable|not available|red|rot`)
	fewStock  = words(`low|low stock|limited|limited stock|few|few left|wenig|wenige|knapp|geringer bestand|nur noch wenige|stock limite|stock faible|faible|pocas unidades|pocas|bajo|ultime|pochi|limitata|laag|beperkt|beperkte voorraad|weinig|amber|gelb`)
	overStock = regexp.MustCompile(`^(?:>=?|≥|\+(?:\s*d[ei]\b)?|mehr als|uber|über|more than|over|plus de|mas de|más de|oltre|piu di|più di|meer dan|ca\.?|approx\.?)\s*(\d+)\s*(?:pcs|pc|st|stk|stück|units|pz|uds|stuks)?\.?$`)
	stockMore = regexp.MustCompile(`^(\d+)\s*(?:\+|(?:pcs|pc|st|stk|stück|units|ea|pz|uds|stuks)\.?|[-–]\s*\d+)$`)
	endedYes  = words(`yes|y|ja|j|x|true|1|discontinued|disc|eol|end of life|obsolete|phase out|phased out|phasing out|auslauf|auslaufartikel|auslaufend|ausgelaufen|lauft aus|abverkauf|eingestellt|oui|o|arrete|supprime|fin de serie|fin de vie|si|s|descatalogado|baja|obsoleto|fuori produzione|fuori catalogo|eliminato|esaurimento|uitlopend|vervallen|inactive|inaktiv|deleted|withdrawn|delisted|end of line|restposten|stopped`)
	endedNo   = words(`no|n|nein|nee|false|0|active|aktiv|current|new|neu|nouveau|nuevo|nuovo|nieuw|non|actif|activo|attivo|actief|ok|standard|normal|live|available|a|sale|offer|promo|regular|lieferbar`)
)

// minOfPacks makes a minimum that is told in packs one of pieces.
func (r *rowReader) minOfPacks(row *Row, x *PriceRow, c *col) {
	pack := r.packSize(row, &PriceRow{}) // what is wrong with it is said where it is read for the price
	if pack < 1 || *x.Min > money.MaxQty/money.Qty(pack) {
		x.Min = nil
		x.Doubts = append(x.Doubts, Remark{at(c, row), "The minimum is in packs, and the row does not say how many pieces that is."})
		return
	}
	q := *x.Min * money.Qty(pack)
	x.Min = &q
}

// rest reads what else the row says.
func (r *rowReader) rest(row *Row, x *PriceRow) {
	note := func(c *col, format string, args ...any) {
		x.Notes = append(x.Notes, Remark{at(c, row), fmt.Sprintf(format, args...)})
	}
	quantity := func(field string, to **money.Qty) {
		c := r.cols[field]
		cell := r.cell(row, c)
		if cell.Text == "" {
			return
		}
		if n, err := numeralIn(cell); err == nil && !n.negative {
			if d, err := n.decimal(signOf(cell, c)); err == nil {
				if q, err := d.Qty(); err == nil {
					if q > 0 {
						*to = &q
					}
					return
				}
			}
		}
		if n, ok := leadingInt(cell.Text); ok && cell.Kind == Words {
			if q := money.Qty(n) * money.Unit; q > 0 && q <= money.MaxQty {
				*to = &q
			}
			return
		}
		if !isDigitless(cell.Text) || cell.Kind == Broken {
			note(c, "%q is no quantity; it is not read.", shortened(cell.Text, 40))
		}
	}
	quantity(FieldMin, &x.Min)
	if c := r.cols[FieldMin]; c != nil && x.Min != nil && r.cell(row, c).Text != "" && inPacks(c.Heading) {
		r.minOfPacks(row, x, c)
	}
	quantity(FieldMultiple, &x.Multiple)
	if r.cols[FieldFrom] != nil {
		x.Min = nil
		quantity(FieldFrom, &x.Min)
		if x.Min == nil {
			one := money.Unit
			x.Min = &one
		}
	}
	r.stock(row, x)
	if c := r.cols[FieldEnded]; c != nil {
		if text := r.cell(row, c).Text; text != "" {
			f := folded(text)
			switch {
			case endedYes[f], endedBegins(f):
				x.Ended, x.EndedTold = true, true
			case endedNo[f]:
				x.EndedTold = true
			case r.cell(row, c).Kind == Day:
				x.Ended, x.EndedTold = true, true
				note(c, "It ends on %s.", text)
			default:
				note(c, "%q does not say whether the item is still to be had.", shortened(text, 40))
			}
		}
	} else {
		x.EndedTold = true // it is listed
	}
	if x.Replacement = r.text(row, FieldReplacement); strings.Trim(x.Replacement, "-–/. ") == "" {
		x.Replacement = ""
	}
	x.Replacement = shortened(x.Replacement, trade.MaxName)
	if c := r.cols[FieldLead]; c != nil && r.cell(row, c).Text != "" {
		text := strings.ToLower(r.cell(row, c).Text)
		all := numberIn.FindAllString(text, 3)
		n := 0
		if len(all) > 0 && len(all[len(all)-1]) < 5 {
			n, _ = strconv.Atoi(all[len(all)-1])
		}
		f := folded(text)
		switch {
		case len(all) == 0:
			note(c, "%q is no number of days.", shortened(text, 40))
		case strings.Contains(f, "week") || strings.Contains(f, "woche") || strings.Contains(f, "semaine") || strings.Contains(f, "semana") || strings.Contains(f, "settiman") || strings.Contains(f, "weken"):
			n *= 7
		case strings.HasSuffix(f, "h") || strings.Contains(f, "hour") || strings.Contains(f, "stunde") || strings.Contains(f, "heure") || strings.Contains(f, "hora"):
			n = (n + 23) / 24
		}
		if len(all) > 0 && n <= 3650 {
			x.Lead = &n
		}
	}
	if c := r.cols[FieldValid]; c != nil && r.cell(row, c).Text != "" {
		if d, ok := dayOf(r.cell(row, c), c.monthly); ok {
			x.Valid = d
		} else {
			note(c, "%q is no day, or may be two; it is not read.", shortened(r.cell(row, c).Text, 40))
		}
	} else {
		x.Valid = r.m.ValidUntil
	}
	r.weight(row, x)
}

// endedBegins says whether a text begins with the word that an item has ended, as "discontinued - use B-12" does.
func endedBegins(folded string) bool {
	first, rest, _ := strings.Cut(folded, " ")
	return len(first) > 3 && rest != "" && endedYes[first]
}

// numeralIn is the number of a cell.
func numeralIn(c Cell) (numeral, error) {
	if c.Kind != Number {
		return numeralOf(c.Text)
	}
	digits, negative := strings.CutPrefix(c.Text, "-")
	return numeral{digits: digits, negative: negative}, nil
}

func signOf(c Cell, column *col) byte {
	if c.Kind != Words {
		return '.'
	}
	return column.sign
}

func (r *rowReader) stock(row *Row, x *PriceRow) {
	c := r.cols[FieldStock]
	cell := r.cell(row, c)
	if cell.Text == "" {
		return
	}
	note := func(format string, args ...any) {
		x.Notes = append(x.Notes, Remark{at(c, row), fmt.Sprintf(format, args...)})
	}
	tell := func(q money.Qty) {
		q = max(min(q, money.MaxQty), 0)
		x.StockTold, x.Stock = true, &q
	}
	if cell.Kind == Broken {
		note("The cell holds an error of Excel's (%s).", cell.Text)
		return
	}
	if n, err := numeralIn(cell); err == nil {
		if d, err := n.decimal(signOf(cell, c)); err == nil {
			if q, err := d.Qty(); err == nil {
				if q < 0 {
					note("A stock of %s is read as none.", q)
				}
				tell(q)
				return
			}
		}
	}
	f, low := folded(cell.Text), strings.ToLower(strings.TrimSpace(cell.Text))
	switch {
	case noStock[f]:
		tell(0)
	case someStock[f]:
		x.StockTold = true
	case fewStock[f]:
		x.StockTold = true
		note("%q: there are few.", shortened(cell.Text, 40))
	default:
		for _, form := range []*regexp.Regexp{overStock, stockMore} {
			if m := form.FindStringSubmatch(low); m != nil {
				n, _ := strconv.Atoi(m[1][:min(len(m[1]), 7)])
				tell(money.Qty(n) * money.Unit)
				return
			}
		}
		if strings.HasPrefix(low, "<") {
			x.StockTold = true
			note("%q: there are few.", shortened(cell.Text, 40))
			return
		}
		note("%q does not say how much is in stock; it is not read.", shortened(cell.Text, 40))
	}
}

// weight reads what a piece weighs, in the unit that the cell or the heading names.
func (r *rowReader) weight(row *Row, x *PriceRow) {
	c := r.cols[FieldWeight]
	cell := r.cell(row, c)
	if cell.Text == "" {
		return
	}
	text := strings.ToLower(cell.Text)
	unit := ""
	for _, u := range []string{"kg", "lbs", "lb", "oz", "g"} {
		if rest, ok := strings.CutSuffix(strings.TrimSuffix(text, "."), u); ok {
			unit, text = u, rest
			break
		}
	}
	if unit == "" {
		for _, w := range strings.Fields(folded(c.Heading)) {
			switch w {
			case "kg", "g", "lb", "lbs", "oz":
				unit = w
			}
		}
	}
	grams := map[string]float64{"kg": 1000, "g": 1, "lb": 453.59237, "lbs": 453.59237, "oz": 28.349523125}[unit]
	n, err := numeralOf(text)
	if grams == 0 || err != nil {
		return
	}
	if d, err := n.decimal(signOf(cell, c)); err == nil {
		if f, err := strconv.ParseFloat(d.String(), 64); err == nil && f >= 0 && f*grams < 1e9 {
			x.WeightG = int64(f*grams + 0.5)
		}
	}
}

var (
	isoDay   = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})`)
	shortDay = regexp.MustCompile(`^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{2,4})`)
)

// dayOf reads a day; order is M where the month comes first, D where the day does, else unknown.
func dayOf(c Cell, order byte) (trade.Date, bool) {
	if d, ok := parsed("2006-01-02", c.Text); ok {
		return d, true
	}
	if m := isoDay.FindStringSubmatch(c.Text); m != nil {
		return parsed("2006-1-2", m[1]+"-"+m[2]+"-"+m[3])
	}
	if m := shortDay.FindStringSubmatch(c.Text); m != nil {
		if len(m[3]) == 2 {
			m[3] = "20" + m[3]
		}
		switch {
		case order == 'M':
			return parsed("2006-1-2", m[3]+"-"+m[1]+"-"+m[2])
		case order == 'D' || m[1] == m[2]:
			return parsed("2006-1-2", m[3]+"-"+m[2]+"-"+m[1])
		}
		return "", false
	}
	for _, form := range []string{"2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "2-Jan-06", "2-Jan-2006"} {
		if d, ok := parsed(form, c.Text); ok {
			return d, true
		}
	}
	return "", false
}

// orderOfDays finds out whether days or months come first in a column.
func orderOfDays(cells []Cell) byte {
	for _, c := range cells {
		if m := shortDay.FindStringSubmatch(c.Text); m != nil {
			a, _ := strconv.Atoi(m[1])
			b, _ := strconv.Atoi(m[2])
			switch {
			case strings.Contains(c.Text, ".") || a > 12:
				return 'D'
			case b > 12:
				return 'M'
			}
		}
	}
	return 0
}
