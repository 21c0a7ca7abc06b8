package views

import (
	"regexp"
	"slices"
	"strings"

	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// unsound is how the program names a figure that does not follow from the documents: what, whose, and both figures as they are stored.
var unsound = regexp.MustCompile(`^(.+): (.*): kept -?\d+, the \w+ say -?\d+$`)

// sumOf are the rules that compare a document with its own lines.
var sumOf = regexp.MustCompile(`^(quote|order|invoice|purchase order|bill): (gross|net|total|discount spread|tax spread)$`)

var inRules = map[string]trade.Kind{"quote": trade.KindQuote, "order": trade.KindOrder, "invoice": trade.KindInvoice, "purchase order": trade.KindPurchase, "bill": trade.KindBill}

// inTable is an id that the program adds to a number, because a draft has none.
var inTable = regexp.MustCompile(` ?\(\d+\)$`)

// Unsound says what does not add up in words that tell which document to look at. Stored figures are in no currency, so they are left out.
func Unsound(problem string) string {
	m := unsound.FindStringSubmatch(problem)
	if m == nil {
		return kit.Said(problem)
	}
	name := inTable.ReplaceAllString(m[2], "")
	if x := sumOf.FindStringSubmatch(m[1]); x != nil {
		if name == "" {
			name = kit.T("draft")
		}
		return kit.T("%s %s: its lines do not come to its total any more", kindWord(inRules[x[1]]), name)
	}
	if strings.Trim(name, "0123456789") == "" { // an id, or nothing
		return kit.T("A figure that is kept does not follow from the documents any more")
	}
	return kit.T("%s: a figure that is kept does not follow from the documents any more", name)
}

// allUnsound says each of them once.
func allUnsound(problems []string) []string {
	var list []string
	for _, p := range problems {
		if text := Unsound(p); !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}
