package app_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"
	"unicode/utf8"

	"dropdesk/app"
)

// Whatever is pasted from a bank: it is read, or refused in words.
func FuzzReadBankLine(f *testing.F) {
	for _, s := range []string{"23.11.2026;24.11.2026;Bluebird Gifts;INV-1001;1.299,50;EUR", "2026-11-23\tBluebird Gifts\tINV-1001\t+1,299.50 EUR", ":61:2611231123C1299,50NTRFINV-1001//X\n:86:166?00GUTSCHRIFT?20INV-1001?32BLUEBIRD",
		"<Ntry><Amt Ccy=\"EUR\">86.25</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-23</Dt></BookgDt></Ntry>", "\"a\";\"b\n", "\x00\xff", "<Ntry><Ntry><Ntry>"} {
		f.Add(s, false)
		f.Add(s, true)
	}
	h := newHouse(f)
	f.Fuzz(func(t *testing.T, text string, comma bool) {
		if _, err := h.ReadBankLine(h.ctx, app.BankLineIn{Text: text, Comma: comma}); err != nil && app.AsError(err).Message == "" {
			t.Error("an error says nothing")
		}
	})
}

// Whatever is pasted into a quote: each row is a line, or is said not to be clear.
func FuzzReadRows(f *testing.F) {
	for _, s := range []string{"SKU\tQty\tPrice\nMUG-11\t24\t4.50\n", "MUG-11;24;4,50", "24 x MUG-11", "\"a\tb\nc\"\t1", "\t\t\t\n\n", "MUG-11\t1e308\t-1", "=cmd|'/c calc'!A1\t1"} {
		f.Add(s, false)
		f.Add(s, true)
	}
	h := newHouse(f)
	f.Fuzz(func(t *testing.T, text string, comma bool) {
		if _, err := h.ReadRows(h.ctx, app.ReadRowsIn{Text: text, Comma: comma}); err != nil && app.AsError(err).Message == "" {
			t.Error("an error says nothing")
		}
	})
}

// Whatever a mail's text is: it is refused in words, or it ends, and is as short as it may be.
func FuzzMailText(f *testing.F) {
	for _, s := range []string{"Hello {{.To.Name}}", "{{if .Valid}}until {{.Valid}}{{end}}", "{{range 3}}x{{end}}", `{{define "x"}}{{template "x"}}{{end}}`, "{{printf \"%09d\" 7}}", "{{.To}}", "{{with .To}}{{.Name}}{{else}}{{end}}", "{{/*", "{{`"} {
		f.Add(s)
	}
	h := newHouse(f)
	f.Fuzz(func(t *testing.T, text string) {
		in := app.MailText{Paper: app.PaperQuote, Language: "en", Subject: "Quote", Body: text}
		out, err := h.PrepareMailText(h.ctx, in)
		if err != nil {
			if strings.TrimSpace(app.AsError(err).Message) == "" {
				t.Error("an error says nothing")
			}
			return
		}
		if len(out.Body) > 200_000 {
			t.Errorf("%d bytes of text", len(out.Body))
		}
	})
}

// Whatever a picture is: it is refused in words, or becomes a PNG of a size that print needs.
func FuzzLogo(f *testing.F) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 30, 10))); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\xff\xc0\x00\x11\x08\x00\x10\x00\x10\x03\x01\x11\x00\x02\x11\x01\x03\x11\x01"))
	f.Add([]byte("GIF89a\x01\x00\x01\x00"))
	h := newHouse(f)
	f.Fuzz(func(t *testing.T, picture []byte) {
		out, err := h.PrepareLogo(h.ctx, app.LogoIn{Picture: picture})
		if err != nil {
			if !utf8.ValidString(app.AsError(err).Message) {
				t.Error("an error is no text")
			}
			return
		}
		if c, err := png.DecodeConfig(bytes.NewReader(out.Logo)); err != nil || c.Width > 1200 || c.Width != out.Width {
			t.Errorf("%d dots wide, said to be %d: %v", c.Width, out.Width, err)
		}
	})
}
