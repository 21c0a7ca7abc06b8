package app

import (
	"fmt"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// partyWas is what a customer or supplier was told apart by before its row was taken over.
type partyWas struct {
	number  string
	address trade.Address
}

// doubtful says why a row may be of another customer or supplier than the one that was found, or of one that is here already.
func (r *masterRun) doubtful(kind trade.Kind, id trade.ID, v map[string]string, was partyWas) (list []string, err error) {
	if id == 0 {
		return r.alike(kind, v)
	}
	if v["number"] != "" && was.number == v["number"] {
		return nil, nil
	}
	if v["number"] != "" && was.number != "" {
		list = append(list, fmt.Sprintf("%s has the number %s here and %s in the file. It may be another one of the same name.", v["name"], was.number, v["number"]))
	}
	differs := func(here, there string) bool {
		return here != "" && there != "" && !strings.EqualFold(strings.TrimSpace(here), there)
	}
	if differs(strings.ReplaceAll(was.address.Zip, " ", ""), strings.ReplaceAll(v["zip"], " ", "")) && differs(was.address.City, v["city"]) {
		list = append(list, fmt.Sprintf("%s is in %s %s here. It may be another one of the same name, or it has moved.", v["name"], was.address.Zip, was.address.City))
	}
	return list, nil
}

// alike says whom one that seems to be new may be.
func (r *masterRun) alike(kind trade.Kind, v map[string]string) (list []string, err error) {
	if kind != trade.KindCustomer || v["email"] == "" {
		return nil, nil
	}
	ids, err := r.w.CustomersWriting(v["email"])
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	c, err := r.w.Customer(ids[0])
	if err != nil {
		return nil, err
	}
	return []string{fmt.Sprintf("%s writes from the same e-mail address. It may be the same customer by another name.", c.Name)}, nil
}

// doubtfulItem says what a person should look at before an item is changed.
func (r *masterRun) doubtfulItem(f *filling, old *trade.Item, v map[string]string) (list []string, err error) {
	if old == nil {
		if v["gtin"] == "" {
			return nil, nil
		}
		if r.gtins == nil {
			keys, err := r.w.ItemKeys()
			if err != nil {
				return nil, err
			}
			r.gtins = map[string]string{}
			for _, k := range keys {
				if k.GTIN != "" {
					r.gtins[fourteen(k.GTIN)] = k.SKU
				}
			}
		}
		if sku := r.gtins[fourteen(v["gtin"])]; sku != "" {
			return []string{fmt.Sprintf("Our item %s has the same GTIN. It may be the same item by another SKU.", sku)}, nil
		}
		return nil, nil
	}
	for _, c := range f.changes {
		if c.Field != "price" && c.Field != "cost" {
			continue
		}
		was, err := money.Parse(c.Was)
		if err != nil {
			continue
		}
		now, err := money.Parse(c.Now)
		if err != nil {
			continue
		}
		a, errA := was.Price(r.w.base)
		b, errB := now.Price(r.w.base)
		if errA != nil || errB != nil || a == 0 {
			continue
		}
		if change := money.Ratio(money.Amount(b-a), money.Amount(a)); change > usualTolerance || change < -usualTolerance {
			format := "The price changes by %s %%."
			if c.Field == "cost" {
				format = "The cost changes by %s %%."
			}
			list = append(list, fmt.Sprintf(format, change.Short()))
		}
	}
	return list, nil
}

// doubtfulBalance says what is unusual about an opening balance.
func (r *masterRun) doubtfulBalance(v map[string]string) (list []string) {
	if trade.Date(v["date"]) > r.w.today {
		list = append(list, fmt.Sprintf("%s is a day to come.", v["date"]))
	}
	return list
}
