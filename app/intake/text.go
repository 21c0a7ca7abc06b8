package intake

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"dropdesk/app/trade"
)

// openText takes a file for a table of text: cells between commas, semicolons, tabs or bars.
func openText(name string, file []byte) (*Book, error) {
	text, err := decoded(name, file)
	if err != nil {
		return nil, err
	}
	sep := byte(0)
	if line, rest, ok := strings.Cut(text, "\n"); ok {
		line = strings.TrimSpace(strings.Trim(line, "\r\""))
		if s, is := strings.CutPrefix(strings.ToLower(line), "sep="); is && len(s) == 1 { // what Excel writes for itself
			sep, text = s[0], rest
		}
	}
	skipped := 0
	if sep != 0 {
		skipped = 1
	} else {
		sep = separator(text)
	}
	head, _, _ := strings.Cut(text, "\n")
	literal := sep == '\t' && strings.Contains(head, "order-item-id") // what marketplaces write knows no quoting
	return &Book{Sheets: []string{""}, hidden: []bool{false}, read: func(ctx context.Context, _, rows int) (*Sheet, error) {
		s := &Sheet{Comma: sep != ','}
		b := &builder{ctx: ctx, sheet: s, most: rows, row: skipped, plain: literal}
		open, err := b.lines(text, sep)
		s.short = b.ended > 0 && b.ended < b.widest
		if s, err = b.done(err); err == nil && open > 0 {
			s.Notes = append(s.Notes, fmt.Sprintf("Row %d has a quotation mark that is not closed; it is read as a sign like others.", open))
		}
		return s, err
	}}, nil
}

// decoded makes text of bytes: as their mark says, as UTF-8, as UTF-16 where every second byte is zero, else as Windows-1252.
func decoded(name string, file []byte) (string, error) {
	switch {
	case bytes.HasPrefix(file, []byte("\xef\xbb\xbf")):
		file = file[3:]
	case bytes.HasPrefix(file, []byte("\xff\xfe")):
		return wide(file[2:], 0), nil
	case bytes.HasPrefix(file, []byte("\xfe\xff")):
		return wide(file[2:], 1), nil
	}
	head := file[:min(len(file), 4096)]
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch half := len(head) / 2; {
	case zeros[1] > half/2 && zeros[0] < half/10:
		return wide(file, 0), nil
	case zeros[0] > half/2 && zeros[1] < half/10:
		return wide(file, 1), nil
	}
	if i := bytes.IndexByte(file, 0); i >= 0 {
		return "", trade.Faultf(trade.Invalid, "%s is no text file: row %d holds a byte that no text has. Ask for the list as .xlsx or .csv.", name, bytes.Count(file[:i], []byte("\n"))+1)
	}
	if utf8.Valid(file) {
		return string(file), nil
	}
	var out strings.Builder
	out.Grow(len(file) + len(file)/8)
	for _, c := range file {
		switch {
		case c < 0x80:
			out.WriteByte(c)
		case c < 0xa0:
			out.WriteRune(windows[c-0x80])
		default:
			out.WriteRune(rune(c))
		}
	}
	return out.String(), nil
}

// windows are the signs of Windows-1252 from 0x80 to 0x9f.
var windows = []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")

// wide reads UTF-16; high is where the higher byte of each two is.
func wide(b []byte, low int) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i+low]) | uint16(b[2*i+1-low])<<8
	}
	return strings.ReplaceAll(string(utf16.Decode(units)), "\x00", "")
}

// separator is the sign that stands equally often in most of the first lines, outside of quotation marks.
func separator(text string) byte {
	best, score := byte(','), -1.0
	for _, sep := range []byte{';', '\t', ',', '|'} {
		counts := map[int]int{}
		lines, n, quoted, filled := 0, 0, false, false
		for i := 0; i < len(text) && i < 1<<16 && lines < 30; i++ {
			switch c := text[i]; {
			case c == '"':
				quoted = !quoted
			case quoted:
			case c == '\n' || c == '\r':
				if filled {
					counts[n]++
					lines++
				}
				n, filled = 0, false
			case c == sep:
				n++
				filled = true
			case c > ' ':
				filled = true
			}
		}
		if filled {
			counts[n]++
			lines++
		}
		mode, most := 0, 0
		for n, times := range counts {
			if n > 0 && (times > most || times == most && n > mode) {
				mode, most = n, times
			}
		}
		if lines == 0 || mode == 0 {
			continue
		}
		// A list has rows before it and below it; a comma stands in prices and descriptions too.
		s := float64(most)/float64(lines) + min(float64(mode), 8)/40
		if sep == ',' {
			s -= 0.05
		}
		if s > score {
			best, score = sep, s
		}
	}
	return best
}

// lines reads all rows; open is the first of them with a quotation mark that is not closed.
func (b *builder) lines(text string, sep byte) (open int, err error) {
	unclosed := 0
	for at := 0; at < len(text); {
		b.ended = 0
		if err := b.begin(b.row+1, false); err != nil {
			return open, err
		}
		for col := 0; ; col++ {
			cell, next, closed := oneCell(text, at, sep, !b.plain && unclosed < maxUnclosed)
			if !closed {
				if unclosed++; open == 0 {
					open = b.row
				}
			}
			if err := b.counted(); err != nil {
				return open, err
			}
			if err := b.put(col, Cell{Text: tidyCell(cell)}); err != nil {
				return open, err
			}
			at = next
			if at >= len(text) || text[at] != sep {
				b.widest = max(b.widest, col+1)
				if at >= len(text) {
					b.ended = col + 1
				}
				break
			}
			at++
		}
		switch {
		case strings.HasPrefix(text[at:], "\r\n"):
			at += 2
		case at < len(text):
			at++
		}
	}
	return open, nil
}

// maxUnclosed is how many quotation marks may lack their second before none is looked for any more.
const maxUnclosed = 20

// oneCell reads a cell and says where its end is. A quotation mark that is never closed is a sign like others.
func oneCell(text string, at int, sep byte, quotes bool) (cell string, next int, closed bool) {
	start := at
	for start < len(text) && text[start] == ' ' {
		start++
	}
	closed = true
	if quotes && start < len(text) && text[start] == '"' {
		for i := start + 1; i < len(text) && i-start < 2*maxCell; i++ {
			if text[i] != '"' {
				continue
			}
			if i+1 < len(text) && text[i+1] == '"' {
				i++
				continue
			}
			end := i + 1
			for end < len(text) && text[end] == ' ' {
				end++
			}
			if end == len(text) || text[end] == sep || text[end] == '\n' || text[end] == '\r' {
				return strings.ReplaceAll(text[start+1:i], `""`, `"`), end, true
			}
		}
		closed = false
	}
	end := at
	for end < len(text) && text[end] != sep && text[end] != '\n' && text[end] != '\r' {
		end++
	}
	return text[at:end], end, closed
}

// tidyCell takes away what Excel's users put before codes to save their zeros.
func tidyCell(s string) string {
	s = strings.Trim(s, " \t\u00a0\ufeff")
	if inner, ok := strings.CutPrefix(s, `="`); ok && strings.HasSuffix(inner, `"`) {
		return strings.TrimSpace(strings.TrimSuffix(inner, `"`))
	}
	if rest, ok := strings.CutPrefix(s, "'"); ok && rest != "" && (rest[0] >= '0' && rest[0] <= '9' || strings.ContainsAny(rest[:1], "=+-@")) {
		return rest
	}
	return s
}
