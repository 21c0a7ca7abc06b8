package trade

import (
	"slices"
	"strings"
	"unicode"
)

// GoodsKey is the same for two orders of the same goods, whatever the order of their lines; it is
// kept so that an order's twins are found by an index. Orders without goods have the key zero.
func (o *SalesOrder) GoodsKey() int64 {
	var key int64
	for i := range o.Lines {
		if l := &o.Lines[i]; l.goods() {
			n := (int64(l.ItemID)*1_000_003 + int64(l.Qty)) % 2_147_483_647
			key += n * n % 2_147_483_647
		}
	}
	return key
}

// goods says whether the line is something that the customer asked for by itself.
func (l *SaleLine) goods() bool { return l.Kind == LineItem || l.Kind == LineFree || l.Kind == LineKit }

// SameGoods says whether two orders are of the same goods in the same quantities.
func SameGoods(a, b *SalesOrder) bool {
	type goods struct {
		item ID
		text string // of a line without an item
		qty  int64
	}
	list := func(o *SalesOrder) []goods {
		var all []goods
		for i := range o.Lines {
			l := &o.Lines[i]
			if !l.goods() {
				continue
			}
			g := goods{item: l.ItemID, qty: int64(l.Qty)}
			if l.ItemID == 0 {
				g.text = NameKey(l.SKU + l.Description)
			}
			all = append(all, g)
		}
		slices.SortFunc(all, func(x, y goods) int {
			switch {
			case x.item != y.item:
				return int(x.item - y.item)
			case x.text != y.text:
				return strings.Compare(x.text, y.text)
			}
			return int(x.qty - y.qty)
		})
		return all
	}
	x, y := list(a), list(b)
	return len(x) > 0 && slices.Equal(x, y)
}

// legalForms are words that say what kind of firm somebody is, not who.
var legalForms = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`gmbh mbh ug ag kg kgaa ohg gbr ek ev eg se co cie company ltd limited plc llp llc lp inc incorporated corp corporation
		sa sas sarl sl slu srl spa snc bv nv vof ab as asa aps oy oyj kft zrt doo sro sp z oo zoo pty and und et y e the die der das les los`) {
		legalForms[w] = true
	}
}

// folded are letters that people write in another way.
var folded = map[rune]string{
	'ä': "a", 'à': "a", 'á': "a", 'â': "a", 'ã': "a", 'å': "a", 'ā': "a", 'ă': "a", 'ą': "a", 'æ': "a",
	'ç': "c", 'ć': "c", 'č': "c", 'ď': "d", 'đ': "d", 'ð': "d",
	'è': "e", 'é': "e", 'ê': "e", 'ë': "e", 'ē': "e", 'ė': "e", 'ę': "e", 'ě': "e",
	'ğ': "g", 'ģ': "g", 'ì': "i", 'í': "i", 'î': "i", 'ï': "i", 'ī': "i", 'į': "i", 'ı': "i",
	'ķ': "k", 'ļ': "l", 'ł': "l", 'ľ': "l", 'ñ': "n", 'ń': "n", 'ň': "n", 'ņ': "n",
	'ö': "o", 'ò': "o", 'ó': "o", 'ô': "o", 'õ': "o", 'ø': "o", 'ō': "o", 'ő': "o", 'œ': "o",
	'ŕ': "r", 'ř': "r", 'ś': "s", 'š': "s", 'ş': "s", 'ș': "s", 'ß': "ss", 'ť': "t", 'ţ': "t", 'ț': "t", 'þ': "th",
	'ü': "u", 'ù': "u", 'ú': "u", 'û': "u", 'ū': "u", 'ů': "u", 'ű': "u", 'ų': "u", 'ý': "y", 'ÿ': "y", 'ź': "z", 'ž': "z", 'ż': "z",
}

// NameKey is the same for two spellings of one name: small letters without accents, legal forms,
// spaces and punctuation. A name that is nothing but legal forms keeps them.
func NameKey(name string) string {
	var words []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	for _, r := range strings.ToLower(name) {
		switch plain, known := folded[r]; {
		case known:
			word.WriteString(plain)
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			word.WriteRune(r)
		case r == '.' || r == '\'' || r == '’': // of G.m.b.H. and O'Neill
		default:
			end()
		}
	}
	end()
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return legalForms[w] })
	if len(kept) == 0 {
		kept = words
	}
	// Where there was no other way people write ä, ö and ü with an e.
	return strings.NewReplacer("ae", "a", "oe", "o", "ue", "u").Replace(strings.Join(kept, ""))
}
