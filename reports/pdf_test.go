package reports_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/reports"
)

var update = flag.Bool("update", false, "write the golden files anew")

func pdf(t *testing.T, p app.Paper) []byte {
	t.Helper()
	b, err := reports.New().PDF(p)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// read runs a reader of PDFs on one.
func read(t *testing.T, b []byte, reader string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	args = append(args, path)
	if reader == "pdftotext" {
		args = append(args, "-")
	}
	out, err := exec.Command(reader, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", reader, err, out)
	}
	return string(out)
}

// lines is the text of a PDF, line by line, with single spaces: how far apart words stand is for the eye.
func lines(t *testing.T, b []byte) string {
	t.Helper()
	var out []string
	for line := range strings.Lines(read(t, b, "pdftotext", "-layout", "-enc", "UTF-8")) {
		if f := strings.Fields(line); len(f) > 0 {
			out = append(out, strings.Join(f, " "))
		}
	}
	return strings.Join(out, "\n") + "\n"
}

func TestWhatEachPaperSays(t *testing.T) {
	papers := map[string]app.Paper{"invoice_with_tax": retail(t)}
	for _, kind := range kinds {
		papers[string(kind)] = sample(t, kind, 4)
	}
	for name, p := range papers {
		for _, language := range []string{"en", "de"} {
			t.Run(name+"-"+language, func(t *testing.T) {
				p.Language = language
				got, path := lines(t, pdf(t, p)), filepath.Join("testdata", name+"-"+language+".txt")
				if *update {
					if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("it says\n%s\nand not\n%s\n(go test ./reports -update takes what it says)", got, want)
				}
			})
		}
	}
}

// papers are all kinds in both sizes, and those that are hard to lay out.
func papers(t *testing.T) map[string]app.Paper {
	all := map[string]app.Paper{"hard": hard(t), "retail": retail(t), "draft": draft(t), "200 lines": sample(t, app.PaperInvoice, 200)}
	for _, kind := range kinds {
		for _, size := range []string{"A4", "Letter"} {
			p := sample(t, kind, 7)
			p.Size = size
			all[string(kind)+" "+size] = p
		}
	}
	all["200 entries"] = sample(t, app.PaperStatement, 200)
	letter := hard(t)
	letter.Size, letter.Language = "Letter", "en"
	all["hard Letter"] = letter
	return all
}

var (
	pageTag = regexp.MustCompile(`<page width="([0-9.]+)" height="([0-9.]+)"`)
	wordTag = regexp.MustCompile(`<word xMin="([-0-9.]+)" yMin="([-0-9.]+)" xMax="([-0-9.]+)" yMax="([-0-9.]+)">(.*?)</word>`)
)

func TestEveryWordStandsOnThePage(t *testing.T) {
	const edge = 20.0 // points that no printer reaches
	for name, p := range papers(t) {
		t.Run(name, func(t *testing.T) {
			var width, height float64
			words := 0
			for line := range strings.Lines(read(t, pdf(t, p), "pdftotext", "-bbox")) {
				if m := pageTag.FindStringSubmatch(line); m != nil {
					width, height = number(t, m[1]), number(t, m[2])
				}
				if m := wordTag.FindStringSubmatch(line); m != nil {
					words++
					if number(t, m[1]) < edge || number(t, m[2]) < edge || number(t, m[3]) > width-edge || number(t, m[4]) > height-edge {
						t.Errorf("%q leaves the page of %v × %v: %v", m[5], width, height, m[1:5])
					}
				}
			}
			if words < 5 {
				t.Errorf("only %d words can be read", words)
			}
		})
	}
}

// The structure of each paper is sound to a program that looks at nothing else.
func TestEveryPaperIsASoundFile(t *testing.T) {
	for name, p := range papers(t) {
		t.Run(name, func(t *testing.T) { read(t, pdf(t, p), "qpdf", "--check") })
	}
	cut := pdf(t, draft(t))
	path := filepath.Join(t.TempDir(), "cut.pdf")
	if err := os.WriteFile(path, cut[:len(cut)-100], 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err == nil {
		t.Errorf("a paper whose end is cut off is taken for sound: %s", out)
	}
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestPagesOfALongInvoiceCarryTheirSums(t *testing.T) {
	p := sample(t, app.PaperInvoice, 200)
	pages := strings.Split(strings.TrimSuffix(read(t, pdf(t, p), "pdftotext", "-layout"), "\f"), "\f")
	if len(pages) < 4 {
		t.Fatalf("200 lines came onto %d pages", len(pages))
	}
	var sum money.Amount
	at, carried := 0, ""
	for i, page := range pages {
		if want := fmt.Sprintf("Page %d of %d", i+1, len(pages)); !strings.Contains(page, want) {
			t.Errorf("page %d does not say %q", i+1, want)
		}
		if at == len(p.Lines) {
			break // what follows the table
		}
		if !strings.Contains(page, "Description") {
			t.Errorf("page %d has lines without a heading", i+1)
		}
		if carried != "" && !regexp.MustCompile(`Brought forward\s+`+regexp.QuoteMeta(carried)).MatchString(page) {
			t.Errorf("page %d does not begin with the %s that page %d carried forward", i+1, carried, i)
		}
		for at < len(p.Lines) && regexp.MustCompile(fmt.Sprintf(`(?m)^\s*%d\s+%s\b`, at+1, regexp.QuoteMeta(p.Lines[at].Code))).MatchString(page) {
			sum += p.Lines[at].Net
			at++
		}
		if m := regexp.MustCompile(`Carried forward\s+([0-9.,]+)`).FindStringSubmatch(page); m != nil {
			carried = m[1]
			if plain := strings.ReplaceAll(carried, ",", ""); plain != sum.Text("EUR") {
				t.Errorf("page %d carries %s forward, its lines and those before come to %s", i+1, plain, sum.Text("EUR"))
			}
		}
	}
	if at != len(p.Lines) {
		t.Errorf("only %d of %d lines can be found", at, len(p.Lines))
	}
}

func TestPagesOfALongStatementRepeatTheirHeading(t *testing.T) {
	pages := strings.Split(strings.TrimSuffix(read(t, pdf(t, sample(t, app.PaperStatement, 200)), "pdftotext", "-layout"), "\f"), "\f")
	if len(pages) < 4 {
		t.Fatalf("200 entries came onto %d pages", len(pages))
	}
	entries := 0
	for i, page := range pages {
		n := strings.Count(page, "INV-2026-")
		entries += n
		if n > 0 && !strings.Contains(page, "Overdue EUR") && !strings.Contains(page, "Overdue JPY") {
			t.Errorf("page %d has entries without a heading", i+1)
		}
	}
	if entries != 201 {
		t.Errorf("%d of 201 entries can be found", entries)
	}
}

func TestTheSamePaperIsTheSameFile(t *testing.T) {
	for name, p := range papers(t) {
		if !bytes.Equal(pdf(t, p), pdf(t, p)) {
			t.Errorf("%s differs from one printing to the next", name)
		}
	}
}

func TestAFileSaysOfItselfOnlyWhatThePaperSays(t *testing.T) {
	said := read(t, pdf(t, sample(t, app.PaperPurchase, 2)), "pdfinfo")
	for _, want := range []string{"Purchase order PO-2026-0317", "North Pier Trading GmbH", "Producer:        Dropdesk"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q: %s", want, said)
		}
	}
	for _, never := range []string{"JavaScript:      yes", "Custom Metadata: yes", "Metadata Stream: yes", "Subject:", "Keywords:"} {
		if strings.Contains(said, never) {
			t.Errorf("it says %q", never)
		}
	}
}

func TestAnInvoiceOfTwoPagesIsSmall(t *testing.T) {
	if n := len(pdf(t, sample(t, app.PaperInvoice, 40))); n > 30_000 {
		t.Errorf("it has %d bytes; a mail server has to carry each", n)
	}
}

// The file of a company keeps once what its papers begin with.
func TestAllPapersOfACompanyBeginWithTheSameBytes(t *testing.T) {
	first := pdf(t, sample(t, app.PaperInvoice, 3))
	for _, kind := range kinds {
		p := sample(t, kind, 5)
		p.Language = "de"
		b, same := pdf(t, p), 0
		for same < len(b) && same < len(first) && b[same] == first[same] {
			same++
		}
		if own := len(b) - same; own > 7000 {
			t.Errorf("%s has %d bytes of its own, of %d", kind, own, len(b))
		}
	}
}

func TestAWordThatIsNoPaperIsRefused(t *testing.T) {
	if _, err := reports.New().PDF(app.Paper{Kind: "letter"}); err == nil || !strings.Contains(err.Error(), "letter") {
		t.Errorf("printed, or refused without its name: %v", err)
	}
}
