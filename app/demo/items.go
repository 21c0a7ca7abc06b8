package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// form is one shape of a family of items, with its price in cents and its weight in grams.
type form struct {
	name  string
	cents money.Price
	grams int64
}

// family is items of one kind: every form comes in every finish.
type family struct {
	prefix    string
	category  string
	unit      string
	tax       trade.ID
	about     string
	suppliers []trade.ID // the usual one first
	finishes  []string
	forms     []form
}

var families = []family{
	{"MUG", "Mugs and cups", "pc", taxNormal, "Hand-glazed stoneware, dishwasher-safe.", []trade.ID{olaria, kawanoha},
		[]string{"sea blue", "oat", "moss", "charcoal"},
		[]form{{"Mug 250 ml", 950, 310}, {"Mug 350 ml", 1190, 380}, {"Espresso cup 80 ml", 690, 150}, {"Milk bowl 450 ml", 1250, 420}}},
	{"PLT", "Plates and bowls", "pc", taxNormal, "Stoneware, safe in oven and dishwasher.", []trade.ID{olaria, kawanoha},
		[]string{"sea blue", "oat", "charcoal"},
		[]form{{"Side plate 20 cm", 1150, 460}, {"Dinner plate 27 cm", 1690, 780}, {"Pasta bowl 22 cm", 1490, 640}, {"Serving platter 34 cm", 3400, 1450}}},
	{"TEA", "Tea ware", "pc", taxNormal, "Thrown and glazed by hand in Japan.", []trade.ID{kawanoha},
		[]string{"indigo", "celadon", "ash white"},
		[]form{{"Teapot 0.8 l", 3950, 900}, {"Tea cup 150 ml", 890, 160}, {"Tea caddy 125 g", 1750, 280}}},
	{"KNF", "Knives", "pc", taxNormal, "Forged blade, ground and honed by hand.", []trade.ID{klingenhof, bergkorn},
		[]string{"olive wood", "walnut"},
		[]form{{"Paring knife 9 cm", 2490, 90}, {"Utility knife 13 cm", 3900, 130}, {"Bread knife 21 cm", 5450, 210}, {"Chef's knife 20 cm", 7900, 240}, {"Vegetable knife 17 cm", 8450, 230}}},
	{"BRD", "Boards", "pc", taxNormal, "One piece of wood, oiled; wipe clean.", []trade.ID{zielonyBor, klingenhof},
		[]string{"oak", "ash", "walnut"},
		[]form{{"Chopping board 35 × 25 cm", 2850, 1300}, {"Serving board 45 × 18 cm", 3290, 1150}, {"Cheese board, round, 30 cm", 2990, 980}, {"Bread box", 8900, 3400}}},
	{"KIT", "Kitchen tools", "pc", taxNormal, "Made to be repaired: every part can be replaced.", []trade.ID{bergkorn, zielonyBor, klingenhof},
		[]string{"beech and steel", "walnut and brass"},
		[]form{{"Whisk 25 cm", 1290, 110}, {"Rolling pin 40 cm", 1890, 620}, {"Pepper mill 18 cm", 3650, 340}, {"Mortar and pestle", 2750, 1600}, {"Spoon rest", 990, 140}}},
	{"CND", "Candles", "pc", taxNormal, "Plant wax with a cotton wick.", []trade.ID{wachswerk, saltgrass},
		[]string{"ivory, unscented", "fig", "pine"},
		[]form{{"Pillar candle 12 cm", 990, 480}, {"Taper candles, set of 4", 1250, 260}, {"Candle in a jar 180 g", 1890, 430}, {"Tea lights, pack of 20", 650, 300}}},
	{"TOT", "Totes and aprons", "pc", taxNormal, "Heavy cotton, long handles or ties.", []trade.ID{linnenhaven, tkalnia},
		[]string{"natural", "navy", "rust"},
		[]form{{"Tote bag 38 × 42 cm", 890, 150}, {"Market bag with base", 1590, 240}, {"Apron with pocket", 2450, 310}, {"Bread bag", 1150, 110}}},
	{"LIN", "Table linen", "pc", taxNormal, "Pre-washed linen, hemmed on all sides.", []trade.ID{tkalnia, linnenhaven},
		[]string{"natural", "slate", "ochre"},
		[]form{{"Tea towel 50 × 70 cm", 1190, 110}, {"Napkins, set of 4", 2650, 220}, {"Table runner 40 × 140 cm", 2950, 190}, {"Tablecloth 140 × 220 cm", 6900, 620}}},
	{"FAB", "Fabric and ribbon", "m", taxNormal, "Sold by the metre, cut to length.", []trade.ID{tkalnia, linnenhaven},
		[]string{"natural", "indigo", "ochre"},
		[]form{{"Linen cloth, 150 cm wide", 1850, 280}, {"Cotton ribbon 25 mm", 125, 8}}},
	{"LMP", "Lamps", "pc", taxNormal, "Wired and tested, 230 V, bulb not included.", []trade.ID{ottersgate, altobruma},
		[]string{"brass", "black", "white"},
		[]form{{"Table lamp 42 cm", 8900, 2100}, {"Pendant lamp 30 cm", 11_900, 1800}, {"Lantern 28 cm", 4950, 1200}, {"Clip lamp", 3950, 700}}},
	{"GLS", "Glass", "pc", taxNormal, "Mouth-blown; small bubbles are part of it.", []trade.ID{altobruma, olaria},
		[]string{"clear", "smoke", "green"},
		[]form{{"Tumblers 300 ml, set of 4", 2990, 1250}, {"Carafe 1 l", 3450, 780}, {"Vase 25 cm", 4200, 1100}, {"Storage jar 1 l", 1690, 690}}},
	{"STA", "Stationery", "pc", taxNormal, "Recycled paper, printed with plant inks.", []trade.ID{marlowFenn, saltgrass},
		[]string{"botanical", "harbour", "plain kraft"},
		[]form{{"Notebook A5", 890, 240}, {"Greeting cards, pack of 10", 1450, 150}, {"Pencils, set of 6", 650, 60}, {"Wrapping paper, roll of 5 m", 590, 210}}},
	{"GRD", "Garden", "pc", taxNormal, "Made for years outdoors.", []trade.ID{thistlewick, zielonyBor},
		[]string{"moss green", "terracotta", "galvanised"},
		[]form{{"Watering can 5 l", 3490, 1150}, {"Hand trowel", 1590, 290}, {"Plant pot 18 cm", 1290, 900}, {"Bird feeder", 2690, 740}}},
	{"GFT", "Gifts", "pc", taxNormal, "In a gift box with a ribbon.", []trade.ID{saltgrass, marlowFenn, linnenhaven},
		[]string{"oak", "white"},
		[]form{{"Picture frame 13 × 18 cm", 1790, 380}, {"Wind chime", 2390, 420}, {"Key rail with 5 hooks", 2190, 510}, {"Keepsake box 20 cm", 1990, 620}}},
	{"PAN", "Pantry", "pc", taxReduced, "Best before: at least nine months from dispatch.", []trade.ID{bergkorn, saltgrass, marlowFenn},
		[]string{"meadow", "orchard", "coast"},
		[]form{{"Herbal tea 100 g", 690, 130}, {"Fruit spread 250 g", 590, 430}, {"Biscuits in a tin 300 g", 1190, 480}}},
}

// singles are services (no weight) and things that nobody supplies any more.
var singles = []trade.Item{
	{SKU: "SRV-01", Name: "Gift wrapping", Description: "Wrapping in kraft paper with a ribbon, for each piece.", Price: 3_5000},
	{SKU: "SRV-02", Name: "Engraving, up to 20 characters", Description: "Laser engraving on wood, steel or glass. Please send the text with the order.", Price: 8_9000},
	{SKU: "SRV-03", Name: "Handwritten card", Description: "A card with your words, enclosed with the parcel.", Price: 4_2500},
	{SKU: "SRV-04", Name: "Shelf planning", Description: "Planning of a shelf or a window with our range, for each hour.", Unit: "h", Price: 65_0000},
	{SKU: "SRV-05", Name: "Express handling", Description: "The order goes to the maker within the hour.", Price: 12_0000},
	{SKU: "OLD-01", Name: "Driftwood mirror 50 cm", Description: "Each one is different. While it can be found.", Category: "Gifts", Price: 74_0000, WeightG: 2600, DropShip: true},
	{SKU: "OLD-02", Name: "Enamel sign, harbour", Description: "Enamel on steel, 20 × 30 cm.", Category: "Gifts", Price: 29_0000, WeightG: 540, DropShip: true},
	{SKU: "OLD-03", Name: "Butter dish, sea blue", Description: "Stoneware with a wooden lid.", Category: "Plates and bowls", Price: 24_5000, WeightG: 610, DropShip: true},
	{SKU: "OLD-04", Name: "Herb scissors", Description: "Five blades, with a comb to clean them.", Category: "Kitchen tools", Price: 13_9000, WeightG: 160, DropShip: true},
}

// Items are the catalogue: names and prices are always the same; sources, costs and stock are random.
// Costs and stock are dated before today.
func Items(r *rand.Rand, today trade.Date) []trade.Item {
	suppliers := Suppliers()
	fx := map[money.Currency]money.FX{}
	for _, s := range suppliers {
		fx[s.Currency] = money.Par.Over(newestRate(s.Currency))
	}
	parts := map[string]bool{}
	var items []trade.Item
	for _, f := range families {
		number := 11
		for _, shape := range f.forms {
			for i, finish := range f.finishes {
				it := trade.Item{
					SKU: fmt.Sprintf("%s-%d", f.prefix, number), Name: shape.name + ", " + finish, Unit: f.unit, Category: f.category,
					Price:   (shape.cents + shape.cents*money.Price(i)*4/100/10*10) * 100, // later finishes cost a little more
					WeightG: shape.grams, TaxCodeID: f.tax, DropShip: true,
				}
				it.Description = it.Name + ". " + f.about
				if number%10 != 8 { // some makers have none
					it.GTIN = gtin(fmt.Sprintf("20004711%04d", len(items)+1))
				}
				for j, supplier := range sources(r, f.suppliers) {
					s := source(r, it.Price, j, today)
					s.SupplierID = supplier
					s.Supplier, s.Currency = suppliers[supplier-1].Name, suppliers[supplier-1].Currency
					s.Cost = wholeUnits(s.Cost.To(fx[s.Currency], "EUR", s.Currency))
					for s.PartNo == "" || parts[s.Supplier+s.PartNo] {
						s.PartNo = fill(r, partForms[supplier-1])
					}
					parts[s.Supplier+s.PartNo] = true
					if chance(r, 60) {
						s.Description = strings.ToUpper(strings.NewReplacer(",", "", " × ", "x").Replace(it.Name))
					}
					it.Sources = append(it.Sources, s)
				}
				items = append(items, it)
				number++
			}
		}
	}
	for _, it := range singles {
		it.TaxCodeID = taxNormal
		if it.Unit == "" {
			it.Unit = "pc"
		}
		if !it.DropShip {
			it.Category = "Services"
		}
		items = append(items, it)
	}
	return breaks(items, today)
}

// sources picks one or more of a family's suppliers; now and then another than the usual one comes first.
func sources(r *rand.Rand, usual []trade.ID) []trade.ID {
	some := append([]trade.ID(nil), usual...)
	if len(some) > 1 && chance(r, 15) {
		some[0], some[1] = some[1], some[0]
	}
	n := 1
	for n < len(some) && chance(r, 60) {
		n++
	}
	return some[:n]
}

// source is how the supplier in place j sells an item, with the cost in euros.
func source(r *rand.Rand, price money.Price, j int, today trade.Date) trade.ItemSource {
	percent := between(r, 45, 66)
	if j > 0 {
		percent = between(r, 52, 75)
	}
	s := trade.ItemSource{
		Cost: price * money.Price(percent) / 100, CostDate: today.Add(-between(r, 20, 200)), LeadDays: between(r, 1, 7),
	}
	if j > 0 || chance(r, 20) {
		s.LeadDays = between(r, 4, 14)
	}
	if chance(r, 30) {
		s.Multiple = pick(r, []money.Qty{2, 4, 5, 6, 10, 12}) * money.Unit
		s.MinQty = s.Multiple
		if chance(r, 30) {
			s.MinQty *= 2
		}
	} else if chance(r, 15) {
		s.MinQty = pick(r, []money.Qty{2, 3, 5, 10}) * money.Unit
	}
	if chance(r, 85) {
		stock := money.Qty(between(r, 20, 480)) * money.Unit
		switch {
		case chance(r, 8):
			stock = 0
		case chance(r, 15):
			stock = money.Qty(between(r, 1, 12)) * money.Unit
		}
		s.Stock, s.StockDate = &stock, today.Add(-between(r, 0, 20))
	}
	return s
}

// wholeUnits rounds a price from one unit on to the currency's smallest unit; a cheaper one keeps its digits.
func wholeUnits(p money.Price) money.Price {
	if p < 1_0000 {
		return p
	}
	return (p + 50) / 100 * 100
}

// gtin adds the check digit to twelve digits; numbers that begin with 2 are for use inside a house.
func gtin(twelve string) string {
	sum := 0
	for i, c := range twelve {
		sum += int(c-'0') * (1 + 2*(i%2))
	}
	return twelve + string(rune('0'+(10-sum%10)%10))
}
