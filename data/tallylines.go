package data

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// classed is what a document counts as in one tally. Where it counts in several classes of it, text is what it keeps of them, as JSON: what it earned; its
// taxes, after the company's currency, and then the sum is whether it is a credit note and the cost its rate; or its parts, and then the cost is what is settled.
type classed struct {
	class, currency, text string
	sums
}

// lines are the classes of a tally that a document counts in.
func (x *tally) lines(c classed) []classed {
	switch {
	case c.n > 0 && x.taxed:
		return taxLines(c)
	case c.n > 0 && x.parts != "" && c.text != "":
		return partLines(c)
	case c.n == 0 || !x.earned:
		return []classed{c}
	}
	earnings, err := trade.EarningsOf(c.text)
	if err != nil {
		return nil // the check of the file names the order
	}
	list := make([]classed, 0, len(earnings))
	for _, e := range earnings {
		id := e.SupplierID
		if x.item {
			id = e.ItemID
		}
		class := c.class + " " + strconv.FormatInt(int64(id), 10)
		at := slices.IndexFunc(list, func(l classed) bool { return l.class == class })
		if at < 0 {
			at = len(list)
			list = append(list, classed{class: class, sums: sums{n: 1}})
		}
		s := &list[at].sums
		s.sum += int64(e.Revenue)
		s.cost += int64(e.Cost)
		if !e.Actual {
			s.open = 1
		}
	}
	return list
}

// taxSeparator stands between a day, and the kind, rate, code and name of a tax.
const taxSeparator = "\x1f"

func taxLines(c classed) []classed {
	base, text, _ := strings.Cut(c.text, " ")
	var taxes []trade.TaxSum
	if err := json.Unmarshal([]byte(text), &taxes); err != nil {
		return nil // as with earnings
	}
	list := make([]classed, len(taxes))
	for i, x := range taxes {
		in := func(a money.Amount) int64 {
			return (1 - 2*c.sum) * int64(a.To(money.FX(c.cost), money.Currency(c.currency), money.Currency(base)))
		}
		class := strings.Join([]string{c.class, string(x.Kind), x.Rate.String(), x.Code, x.Name}, taxSeparator)
		list[i] = classed{class: class, sums: sums{n: 1, sum: in(x.Base), cost: in(x.Tax)}}
	}
	return list
}

// partLines are the open parts of a document: what is settled of it settles them in their order.
func partLines(c classed) []classed {
	party, _, _ := strings.Cut(c.class, " ")
	var dues []trade.Due
	if err := json.Unmarshal([]byte(c.text), &dues); err != nil {
		return nil // as with earnings
	}
	var list []classed
	settled := money.Amount(c.cost)
	for _, due := range dues {
		part := max(due.Amount-settled, 0)
		settled = max(settled-due.Amount, 0)
		if part > 0 {
			list = append(list, classed{class: party + " " + string(due.Date), currency: c.currency, sums: sums{n: 1, sum: int64(part)}})
		}
	}
	return list
}

// inBase is an amount of a currency in the company's; SQL knows it as in_base.
func inBase(amount, fx int64, from, base string) int64 {
	return int64(money.Amount(amount).To(money.FX(fx), money.Currency(from), money.Currency(base)))
}

// inBaseOf is an amount of a document d in the company's currency, at the document's rate. The function takes nothing but what it is declared for,
// which a damaged file may not have.
func inBaseOf(amount string) string {
	return "in_base(CAST(COALESCE(" + amount + ", 0) AS INTEGER), CAST(d.fx AS INTEGER), CAST(d.currency AS TEXT), COALESCE((SELECT CAST(c.currency AS TEXT) FROM company c), ''))"
}
