package intake

import (
	"strconv"
	"strings"
)

// format is what a number format says of the numbers that have it.
type format struct {
	kind CellKind
	zero int   // digits, with leading zeros
	sign uint8 // the currency
}

func (x *xlsx) readStyles(name string) error {
	codes := map[string]string{}
	inside := false
	return x.each(name, func(t *tags) error {
		switch {
		case t.is("numFmt"):
			codes[t.value("numFmtId")] = t.value("formatCode")
		case t.is("cellXfs"):
			inside = true
		case t.ends("cellXfs"):
			inside = false
		case inside && t.is("xf") && len(x.styles) < 1<<16:
			x.styles = append(x.styles, x.format(t.value("numFmtId"), codes))
		}
		return nil
	})
}

// format reads a number format: ECMA-376, part 1, 18.8.30 and 18.8.31.
func (x *xlsx) format(id string, codes map[string]string) format {
	code, own := codes[id]
	if !own {
		n, _ := strconv.Atoi(id)
		switch {
		case n >= 14 && n <= 17, n == 22, n >= 27 && n <= 31, n == 36, n >= 50 && n <= 58:
			return format{kind: Day}
		case n == 9, n == 10:
			return format{kind: Share}
		}
		return format{kind: Number}
	}
	f := format{kind: Number}
	bare := bareFormat(code)
	switch {
	case strings.Contains(bare, "%"):
		f.kind = Share
	case strings.ContainsAny(bare, "yY") || strings.Contains(strings.ToLower(bare), "d"):
		f.kind = Day
	case len(bare) > 1 && strings.Trim(bare, "0") == "":
		f.zero = len(bare)
	}
	if sign := currencyIn(strings.NewReplacer("[$", " ", "]", " ", `"`, " ", "-", " ", ";", " ", "#", " ", "0", " ", ",", " ", ".", " ").Replace(code)); sign != "" {
		for i, known := range x.signs {
			if known == sign {
				f.sign = uint8(i)
			}
		}
		if f.sign == 0 && len(x.signs) < 200 {
			x.signs = append(x.signs, sign)
			f.sign = uint8(len(x.signs) - 1)
		}
	}
	return f
}

// bareFormat is the first section of a format without what is only shown.
func bareFormat(code string) string {
	var out strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			if end := strings.IndexByte(code[i+1:], '"'); end >= 0 {
				i += end + 1
			}
		case '[':
			if end := strings.IndexByte(code[i:], ']'); end >= 0 {
				i += end
			}
		case '\\', '_', '*':
			i++
		case ';':
			return out.String()
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}
