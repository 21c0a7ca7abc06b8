package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dropdesk/app/trade"
)

// priceFor says what one price of a column is for, by its heading.
type priceFor struct {
	rest   string // the heading without it
	pieces int64  // so many; zero where the heading does not say
	pack   bool   // a pack, whose size stands elsewhere
}

var (
	joining   = words(`per|pro|je|par|por|pour|for|fur|voor|cada`)
	pieceWord = words(`pc|pcs|pce|piece|pieces|unit|units|ea|each|st|stk|stck|stuck|stuks|stuk|pz|pezzo|pezzi|ud|uds|unidad|unidades|unite|unites|unita|item|items`)
	packWord  = words(`pack|packs|packet|pk|pkt|packung|case|cs|box|carton|ctn|karton|ve|vpe|gebinde|colis|boite|caja|envase|confezione|conf|cartone|scatola|doos|verpakking|inner|outer`)
	packOf    = words(`pack|case|carton|box|packung|karton|ve|vpe|colis|caja|confezione|cartone|doos`)
	ofPrices  = words(`price|preis|prix|precio|prezzo|prijs|cost|coste|costo|kartonpreis`)
)

// forWhat finds out what the prices below a heading are for: "Preis/100 St", "Price per 1,000", "VE-Preis".
func forWhat(heading string) (f priceFor) {
	if strings.ContainsAny(heading, "+>≥") {
		return f // from a quantity on
	}
	all := strings.Fields(folded(strings.ReplaceAll(heading, "/", " per ")))
	for i, w := range all {
		if !joining[w] || i+1 == len(all) {
			continue
		}
		n, digits, end := int64(0), "", i+1
		for ; end < len(all) && strings.Trim(all[end], "0123456789") == "" && len(digits) < 6 && (digits == "" || len(all[end]) == 3); end++ {
			digits += all[end]
		}
		if digits != "" {
			n, _ = strconv.ParseInt(digits, 10, 64)
		}
		pack := false
		if end < len(all) && (pieceWord[all[end]] || packWord[all[end]]) {
			pack = packWord[all[end]]
			if end++; n == 0 && !pack {
				n = 1
			}
		}
		if n == 0 && !pack || n > 100_000 || n > 1 && pack || !allIdle(all[end:]) {
			continue
		}
		return priceFor{strings.Join(all[:i], " "), n, pack}
	}
	var price, pack bool
	for _, w := range all {
		switch {
		case ofPrices[w]:
			price = true
		case packOf[w]:
			pack = true
		case !idle[w]:
			return f
		}
	}
	f.pack = price && pack
	return f
}

func allIdle(list []string) bool {
	for _, w := range list {
		if !idle[w] && w != "net" && w != "netto" {
			return false
		}
	}
	return true
}

// guessesOf are the fields that a heading may stand for; what its prices are for is left aside, and a currency alone is a price then.
func guessesOf(heading string) []guess {
	if breakFrom(heading) > 0 { // it tells the quantity itself, and prices below it
		return slices.DeleteFunc(guesses(heading), func(g guess) bool { return g.field == FieldFrom || g.field == FieldMin || g.field == FieldStock })
	}
	f := forWhat(heading)
	switch {
	case f.pieces == 0 && !f.pack || f.rest == "" && currencyIn(heading) == "":
		return guesses(heading)
	case allIdle(strings.Fields(f.rest)) && f.pieces != 1:
		return []guess{{FieldCost, 85, 1}}
	}
	list := guesses(heading)
	for _, g := range guesses(f.rest) {
		if g.score >= surely && (g.field == FieldCost || g.field == FieldList || g.field == FieldRetail) {
			i := slices.IndexFunc(list, func(h guess) bool { return h.field == g.field })
			if g.score--; i < 0 {
				list = append(list, g)
			} else if list[i].score < g.score {
				list[i] = g
			}
		}
	}
	return list
}

// forPieces notes which columns have prices for several pieces, and takes prices for those of a pack where the headings say so and nobody
// has chosen yet.
func (l *layout) forPieces(m *trade.PriceMap) {
	packed := ""
	for _, c := range l.cols {
		if c.Field != FieldCost && c.Field != FieldList && c.Field != FieldRetail {
			continue
		}
		f := forWhat(c.Heading)
		if c.per = max(f.pieces, 1); c.per == 1 && inHundredths(c.Heading) {
			c.per = 100
			l.doubts = append(l.doubts, fmt.Sprintf("Column %s (%s) has prices in hundredths, so they are divided by 100.", c.Column, c.Heading))
		} else if c.per > 1 {
			l.doubts = append(l.doubts, fmt.Sprintf("Column %s (%s) has the price of %d pieces, so it is divided by %d.", c.Column, c.Heading, c.per, c.per))
		}
		if f.pack && c.Field == FieldCost {
			packed = fmt.Sprintf("%s (%s)", c.Column, c.Heading)
		}
	}
	switch {
	case packed == "" || len(m.Columns) > 0 || m.PerPack:
	case l.field(FieldPack) == nil:
		l.doubts = append(l.doubts, fmt.Sprintf("The prices in column %s are for a pack, and no column tells how many pieces it has. They are taken for one piece.", packed))
	default:
		m.PerPack = true
		l.doubts = append(l.doubts, fmt.Sprintf("Prices are taken for the pack, as column %s says, and divided by the pack size in column %s.", packed, l.field(FieldPack).Column))
	}
}

// hundredths tell that prices are in pence or cents.
var hundredths = regexp.MustCompile(`(?i)\(p\)|\b(?:pence|cents?)\b`)

// inHundredths says whether prices are in pence or cents, as their heading tells: "Price (p)", "Preis in Cent".
func inHundredths(heading string) bool {
	return hundredths.MatchString(heading) && !strings.Contains(squashed(heading), "percent")
}

var (
	letterUnit = map[string]int64{"c": 100, "%": 100, "hundred": 100, "thousand": 1000}
	unitPieces = regexp.MustCompile(`(?i)^(?:per|pro|je|par|por|/)?\s*(\d[\d.,'’ ]*?)\s*([a-zäöüéè]*)\.?$`)
)

// piecesOfUnit is how many pieces a unit stands for, such as "per 100" or C; zero or one where it is for one, or does not say.
func piecesOfUnit(text string) int64 {
	low := strings.ToLower(text)
	if n := letterUnit[low]; n > 0 {
		return n
	}
	if isDigitless(low) {
		return 0
	}
	m := unitPieces.FindStringSubmatch(low)
	if m == nil || m[2] != "" && !pieceWord[folded(m[2])] {
		return 0
	}
	n, _ := leadingInt(m[1])
	return int64(n)
}

// pieces is how many pieces a price is for: as its cell says, else the row, else the heading.
func (c *col) pieces(p listPrice, told int64, byRow bool) int64 {
	switch {
	case p.per > 1:
		return p.per
	case byRow:
		return told
	}
	return max(c.per, 1)
}

// pricePieces is how many pieces a row says that its prices are for.
func (r *rowReader) pricePieces(row *Row, x *PriceRow) (pieces int64, told bool) {
	c := r.cols[FieldPer]
	text := r.cell(row, c).Text
	if text == "" {
		return 1, false
	}
	if n := letterUnit[strings.ToLower(strings.TrimSpace(text))]; n > 0 {
		return n, true
	}
	n, ok := leadingInt(text)
	switch {
	case ok && n > 0:
		return int64(n), true
	case isDigitless(text) && !strings.EqualFold(text, "m"):
		return 1, true
	}
	x.Doubts = append(x.Doubts, Remark{at(c, row), fmt.Sprintf("%q does not say how many pieces the price is for.", shortened(text, 40))})
	return 1, true
}
