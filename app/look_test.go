package app_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

func TestOwnTextsAndNumbersAreUsedAndTheUsualOnesComeBack(t *testing.T) {
	h := newHouse(t)
	must(h.SaveNumbering(h.ctx, trade.Numbering{Kind: trade.KindQuote, Prefix: "Q-{year}-", Next: 1042, Digits: 6}))
	own := must(h.SaveMailText(h.ctx, app.MailText{Paper: app.PaperQuote, Language: "en", Subject: "Our offer {{.Number}}", Body: "Dear {{.To.Name}}{{if .Blind}}, discreetly{{end}}"}))
	equal(t, "own", own.Own, true)
	q := must(h.SaveQuote(h.ctx, app.SaveQuoteIn{SaleIn: app.SaleIn{CustomerID: h.ana, Lines: []app.LineIn{{ItemID: h.mug, Qty: qtyp(10)}}}}))
	m := must(h.PrepareMessage(h.ctx, app.PrepareIn{PrintIn: app.PrintIn{Paper: app.PaperQuote, ID: q.ID}}))
	equal(t, "subject of a draft", m.Subject, "Our offer {number}")
	q = must(h.SendQuote(h.ctx, app.SendIn{ID: q.ID}))
	equal(t, "number", strings.HasPrefix(q.Number, "Q-20") && strings.HasSuffix(q.Number, "-001042"), true)
	_, err := h.SaveMailText(h.ctx, app.MailText{Paper: app.PaperQuote, Language: "en", Subject: "{{.Nothing}}", Body: "x"})
	invalid(t, err, "Line 1 names Nothing")
	equal(t, "back", must(h.SaveMailText(h.ctx, must(h.PrepareUsualText(h.ctx, app.MailText{Paper: app.PaperQuote, Language: "en"})))).Own, false)
	for _, x := range must(h.ListMailTexts(h.ctx, app.Nothing{})).Rows {
		equal(t, string(x.Paper)+" is the program's", x.Own, false)
	}
}

func TestALogoIsMadeOfAPictureAndNothingElse(t *testing.T) {
	h := newHouse(t)
	img := image.NewRGBA(image.Rect(0, 0, 3000, 900))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	img.Set(5, 5, color.Black)
	var b, huge bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	out := must(h.PrepareLogo(h.ctx, app.LogoIn{Picture: b.Bytes()}))
	equal(t, "width", out.Width, 1000)
	if _, err := png.Decode(bytes.NewReader(out.Logo)); err != nil {
		t.Error(err)
	}
	_, err := h.PrepareLogo(h.ctx, app.LogoIn{Picture: []byte("a letter")})
	invalid(t, err, "not a picture")
	// Only the head says how large it is; nobody unpacks it.
	if err := png.Encode(&huge, image.NewRGBA(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	head := huge.Bytes()
	copy(head[16:], []byte{0, 1, 0, 0, 0, 1, 0, 0})
	_, err = h.PrepareLogo(h.ctx, app.LogoIn{Picture: fixPNG(head)})
	invalid(t, err, "20 megapixels")
}

// fixPNG gives the head of a picture its checksum.
func fixPNG(b []byte) []byte {
	sum := crc32.ChecksumIEEE(b[12:29])
	binary.BigEndian.PutUint32(b[29:], sum)
	return b
}

func invalid(t *testing.T, err error, says string) {
	t.Helper()
	if err == nil || app.AsError(err).Kind != trade.Invalid || !strings.Contains(err.Error(), says) {
		t.Errorf("got %v, want %q", err, says)
	}
}
