package views

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app/trade"
)

// kindManual is the section of the manual; it is reached by F1 and the menu Help.
const kindManual trade.Kind = "manual"

// chapter is one file of the manual.
type chapter struct {
	file, title string
	parts       []chapterPart
}

// chapterPart is a heading of a chapter with what stands below it.
type chapterPart struct{ title, text string }

// chapterOf is the chapter about a section; the first is for all others.
var chapterOf = map[trade.Kind]string{
	trade.KindQuote: "02-quotes.md", trade.KindOrder: "02-quotes.md", trade.KindPurchase: "03-purchasing.md", trade.KindShipment: "04-shipments.md", trade.KindReturn: "07-exceptions.md",
	trade.KindInvoice: "05-invoices.md", trade.KindPayment: "05-invoices.md", trade.KindBill: "06-bills.md", trade.KindCustomer: "02-quotes.md", trade.KindSupplier: "03-purchasing.md",
	trade.KindItem: "03-purchasing.md", "": "09-reports.md", trade.KindReceived: "08-mail.md", trade.KindMessage: "08-mail.md", trade.KindCompany: "10-settings.md",
}

// manualIn is the manual in a language: the folder of its code, or the English chapters where it has none.
func manualIn(files fs.FS, code string) fs.FS {
	if files == nil {
		return nil
	}
	if names, _ := fs.Glob(files, code+"/*.md"); len(names) > 0 { // the pattern is right
		if own, err := fs.Sub(files, code); err == nil {
			return own
		}
	}
	return files
}

// readManual reads all chapters, in order.
func readManual(files fs.FS) []chapter {
	if files == nil {
		return nil
	}
	names, _ := fs.Glob(files, "*.md") // the pattern is right
	var list []chapter
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			continue
		}
		c := chapter{file: name}
		for i, part := range strings.Split("\n"+string(text), "\n## ") {
			title, rest, _ := strings.Cut(strings.TrimSpace(part), "\n")
			if i == 0 {
				c.title = strings.TrimPrefix(title, "# ")
				title = c.title
			}
			c.parts = append(c.parts, chapterPart{title, strings.TrimSpace(rest)})
		}
		list = append(list, c)
	}
	return list
}

// chapterAt is where a chapter stands among others, the first where it does not.
func chapterAt(chapters []chapter, file string) int {
	return max(slices.IndexFunc(chapters, func(c chapter) bool { return c.file == file }), 0)
}

// picture is a line of Markdown that is a picture.
var picture = regexp.MustCompile(`(?m)^!\[([^\]]*)\]\(([^)]+)\)$`)

// markdown draws a text; its links to other chapters are followed by open.
func markdown(text string, open func(file string)) *widget.RichText {
	t := widget.NewRichTextFromMarkdown(text)
	t.Wrapping = fyne.TextWrapWord
	for _, x := range t.Segments {
		if link, ok := x.(*widget.HyperlinkSegment); ok && link.URL != nil && !link.URL.IsAbs() {
			link.OnTapped = func() { open(link.URL.Path) }
		}
	}
	return t
}
