package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dropdesk/app/money"
)

func breaksIn(names []string) (n int) {
	for _, name := range names {
		if breakFrom(name) > 0 {
			n++
		}
	}
	return n
}

var (
	breakForms = []*regexp.Regexp{
		regexp.MustCompile(`(?:^|[\s(])(?:from|ab|dès|des|desde|da|vanaf|partir de|>=|≥|>)\s*(\d{1,3}(?:[ .,]\d{3})+|\d{1,6})(?:\s|$|\+|\))`),
		regexp.MustCompile(`(?:^|\s)(\d{1,6})\s*(?:pcs|pc|st|stk|stück|units|pz|uds)?\s*\+`),
		regexp.MustCompile(`(?:^|\s)(\d{1,6})\s*[-–]\s*\d{1,6}(?:\s|$)`),
		regexp.MustCompile(`(?:^|\s)(\d{1,6})\s*(?:pcs|pc|st|stk|stk\.|stück|pieces|pièces|units|unit|pz|pezzi|uds|unidades|stuks)(?:\s|$|\.)`),
		regexp.MustCompile(`(?:price|preis|prix|precio|prezzo|prijs|ek|net|cost)\s*@?\s*(\d{1,6})$`),
	}
	measured = regexp.MustCompile(`\d\s*(kg|g|gr|mg|ml|cl|l|ltr|oz|lb|lbs|mm|cm|m|w|v|%)(\s|$|\.)`)
)

// breakFrom is the quantity from which a column of costs holds, by its heading; zero where it names none.
func breakFrom(name string) int {
	low := strings.ToLower(name)
	if measured.MatchString(low) || forWhat(name).pieces > 1 {
		return 0
	}
	for _, form := range breakForms {
		if m := form.FindStringSubmatch(low); m != nil {
			n, _ := strconv.Atoi(strings.NewReplacer(" ", "", ".", "", ",", "").Replace(m[1]))
			if n > mostPieces {
				return 0
			}
			return n
		}
	}
	return 0
}

// mostPieces is the largest quantity that a price may begin at: above it lists mean what the order comes to.
const mostPieces = 9999

var size = regexp.MustCompile(`(?i)^\d+(?:[.,]\d+)?\s*(?:kg|g|gr|mg|ml|cl|l|ltr|oz|lb|m|cm|mm)\.?$`)

// sizes takes columns that are named by nothing but a size for the prices of so many items.
func (l *layout) sizes(samples [][]Cell) {
	var list []*col
	for at, c := range l.all {
		if c.Field == FieldCost || c.Field == FieldList {
			return
		}
		if size.MatchString(strings.TrimSpace(c.Heading)) && len(samples[at]) > 0 && fits(FieldCost, samples[at]) {
			list = append(list, c)
		}
	}
	if len(list) < 2 {
		return
	}
	for _, c := range list {
		c.Field = FieldSize
	}
	l.doubts = append(l.doubts, fmt.Sprintf("Columns %s to %s are taken for the prices of %d sizes; each size is an item.", list[0].Column, list[len(list)-1].Column, len(list)))
}

// breaks takes columns that are named by quantities for costs from these on.
func (l *layout) breaks(samples [][]Cell) {
	var list []*col
	bare := true
	for at, c := range l.all {
		if c.quantity != nil || c.Field != "" && c.Field != FieldCost || !fits(FieldCost, samples[at]) || len(samples[at]) == 0 {
			continue
		}
		n := breakFrom(c.Heading)
		if n == 0 && c.Field == "" {
			if n, _ = strconv.Atoi(c.Heading); n > 100_000 {
				n = 0
			}
		} else if n > 0 {
			bare = bare && strings.HasSuffix(c.Heading, strconv.Itoa(n)) && len(folded(c.Heading)) > len(strconv.Itoa(n))
		}
		if n > 0 {
			c.From = money.Qty(n) * money.Unit
			list = append(list, c)
		}
	}
	rising, counting := len(list) > 0, true
	for i, c := range list {
		rising = rising && (i == 0 || c.From > list[i-1].From)
		counting = counting && c.From == money.Qty(i+1)*money.Unit
	}
	base := slices.ContainsFunc(l.all, func(c *col) bool { return c.Field == FieldCost && c.From == 0 })
	if !rising || counting && bare && len(list) > 1 || len(list) == 1 && !base { // "Price 1, Price 2" are two groups of buyers
		for _, c := range list {
			c.From = 0
		}
		return
	}
	for i, c := range list {
		if c.Field = FieldCost; i == 0 && !base && c.From == money.Unit {
			c.From = 0
		}
	}
}
