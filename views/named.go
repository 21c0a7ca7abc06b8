package views

import (
	"slices"

	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// named are values that use cases know by a word and people by that of their language.
type named []string

var (
	methods  = named{"bank", "card", "cash", "cheque", "other"} // how money goes
	channels = named(trade.Channels)                            // the ways in which orders come in
	sendBys  = named{"email", "print"}                          // how purchase orders go out
	taxKinds = named{string(trade.TaxNormal), string(trade.TaxExempt), string(trade.TaxReverse)}
)

func (n named) words() []string {
	words := make([]string, len(n))
	for i, value := range n {
		words[i] = wordOf(value)
	}
	return words
}

// inEnglish are the values that people write otherwise than use cases do.
var inEnglish = map[string]string{
	"email": "e-mail", "edi": "EDI", "shopify": "Shopify", "woocommerce": "WooCommerce", "amazon": "Amazon", "ebay": "eBay", "etsy": "Etsy", "faire": "Faire",
}

// wordOf is what people call a value.
func wordOf(value string) string {
	word := kit.T(value)
	if english := inEnglish[word]; english != "" && word == value {
		return english
	}
	return word
}

// value is what a word stands for.
func (n named) value(word string) string {
	if at := slices.Index(n.words(), word); at >= 0 {
		return n[at]
	}
	return word
}
