package intake

import (
	"bytes"
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"dropdesk/app/trade"
)

// peak is how many MB more than before the program had at once while it did something; where the system does not tell, nothing.
func peak(t *testing.T, do func()) int {
	t.Helper()
	const reset, status = "/proc/self/clear_refs", "/proc/self/status"
	debug.FreeOSMemory()
	if os.WriteFile(reset, []byte("5"), 0) != nil {
		return 0
	}
	resident := func(which string) int {
		text, err := os.ReadFile(status)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(text), which+":")
		kb, err := strconv.Atoi(strings.Fields(rest)[0])
		if err != nil {
			t.Fatal(err)
		}
		return kb
	}
	before := resident("VmRSS")
	do()
	return (resident("VmHWM") - before) >> 10
}

// A file that was made to fill the memory does not: it is refused, or read, with 64 MB at most.
func TestSafeFromHostileFiles(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	var kept []byte
	if used := peak(t, func() { kept = bytes.Repeat([]byte{1}, 100<<20) }); runtime.GOOS == "linux" && used < 90 {
		t.Fatalf("100 MB are measured as %d", used)
	}
	runtime.KeepAlive(kept)
	kept = nil
	bomb := func(text string, n int) string { return strings.Repeat(text, n) }
	shared := "<sst>" + bomb("<si><t>"+bomb("x", 1000)+"</t></si>", 40_000) + "</sst>"
	for name, file := range map[string][]byte{
		"40 MB of texts":          packed(t, openingSheet+headingsRow+closingSheet, part{"xl/sharedStrings.xml", shared}),
		"80 MB of spaces":         packed(t, openingSheet+bomb(" ", 80<<20)+closingSheet),
		"a row of 1 M":            packed(t, openingSheet+headingsRow+`<row r="2">`+bomb("<c><v>1</v></c>", 1_000_000)+"</row>"+closingSheet),
		"XFD × 5,000 rows":        packed(t, openingSheet+headingsRow+sparse(5000)+closingSheet),
		"one text of 80 M":        packed(t, openingSheet+`<row r="1"><c r="A1" t="inlineStr"><is><t>`+bomb("x", 80<<20)+"</t></is></c></row>"+closingSheet),
		"6 M empty texts":         packed(t, openingSheet+headingsRow+closingSheet, part{"xl/sharedStrings.xml", "<sst>" + bomb("<si/>", 6_000_000) + "</sst>"}),
		"rows without end":        odsOf(t, `<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>`),
		"a part that is not read": packed(t, openingSheet+headingsRow+closingSheet, part{"xl/media/image1.png", bomb("\x00", 80<<20)}),
	} {
		runtime.GC()
		if used := peak(t, func() { _, _ = ReadPrices(context.Background(), "list.xlsx", file, trade.PriceMap{}, "EUR", 0) }); used > 64 {
			t.Errorf("%s: %d MB", name, used)
		} else {
			t.Logf("%s: %d MB (the file has %d KB)", name, used, len(file)>>10)
		}
	}
}

// sparse are rows with a cell at either end.
func sparse(rows int) string {
	var b strings.Builder
	for i := 2; i < rows+2; i++ {
		n := strconv.Itoa(i)
		b.WriteString(`<row r="` + n + `"><c r="A` + n + `"><v>1</v></c><c r="XFD` + n + `"><v>1</v></c></row>`)
	}
	return b.String()
}
