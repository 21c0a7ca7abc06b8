package reports

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"runtime"
	"strconv"
	"sync"
	"time"

	"github.com/johnfercher/maroto/v2"
	"github.com/johnfercher/maroto/v2/pkg/components/col"
	picturepart "github.com/johnfercher/maroto/v2/pkg/components/image"
	"github.com/johnfercher/maroto/v2/pkg/components/text"
	"github.com/johnfercher/maroto/v2/pkg/config"
	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/extension"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
)

// BenchInvoice makes n invoices of 40 lines with a logo, on all cores, and says how long it took
// and how large each is: our way, or, as the yardstick, with maroto as its manual shows it and a
// whole Unicode font. The yardstick's font (Go Regular and Bold) is the smallest whole one at hand,
// so that it is not held up by its font more than it must.
func BenchInvoice(yardstick bool, n int) (time.Duration, int, error) {
	p := benchPaper(40)
	print := New().PDF
	if yardstick {
		print = bareMaroto
	}
	if _, err := print(p); err != nil {
		return 0, 0, err
	}
	size, err := 0, error(nil)
	var lock sync.Mutex
	var work sync.WaitGroup
	jobs := make(chan struct{})
	start := time.Now()
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for range jobs {
				b, e := print(p)
				lock.Lock()
				if size = len(b); e != nil {
					err = e
				}
				lock.Unlock()
			}
		})
	}
	for range n {
		jobs <- struct{}{}
	}
	close(jobs)
	work.Wait()
	return time.Since(start), size, err
}

func benchPaper(n int) app.Paper {
	img := image.NewNRGBA(image.Rect(0, 0, 480, 160))
	for y := range 160 {
		for x := range 480 {
			if (x-80)*(x-80)+(y-80)*(y-80) < 4900 || (x > 180 && y%40 > 20) {
				img.Set(x, y, color.NRGBA{31, uint8(90 + y/8), 120, 255})
			}
		}
	}
	var logo bytes.Buffer
	if err := png.Encode(&logo, img); err != nil {
		panic(err) // memory does not refuse to be written to
	}
	home := trade.Address{Street: "Nordmolenkai 12", Zip: "20459", City: "Hamburg", Country: "DE"}
	p := app.Paper{
		Kind: app.PaperInvoice, Language: "en", Size: "A4", Number: "INV-2026-0142", Date: "2026-11-28", Currency: "EUR", Costs: true,
		From:  app.Letterhead{Name: "North Pier Trading GmbH", Address: home, Email: "sales@northpier.example", Phone: "+49 40 66969 410", TaxNumber: "DE000471100", Logo: logo.Bytes(), Accent: "#1f6f78", Footer: "North Pier Trading GmbH · Register entry HRB 000471"},
		To:    trade.Address{Company: "Bluebird Gifts Ltd", Name: "Ana Ruiz", Street: "14 High Street", City: "York", Zip: "YO1 7HU", Country: "GB"},
		Facts: []app.Fact{{Label: app.FactOrder, Value: "SO-2026-0204"}, {Label: app.FactReference, Value: "PO 88120"}, {Label: app.FactTerms, Value: "30 days net"}},
		Bank:  []string{"Sample Harbour Bank", "IBAN DE43 0000 0000 0000 4711 00"}, Notes: []string{"Goods remain our property until they are paid in full."},
	}
	for i := range n {
		l := app.PaperLine{Kind: trade.LineItem, Code: "MUG-" + strconv.Itoa(1100+i), Description: "Stoneware mug 330 ml, reactive glaze, colour " + strconv.Itoa(i), Qty: money.Qty(1+i*7%48) * money.Unit, Unit: "pcs", Price: money.Price(45000 + 100*i), TaxCode: "S"}
		l.Net = l.Price.Times(l.Qty)
		p.Net += l.Net
		p.Lines = append(p.Lines, l)
	}
	x := trade.TaxSum{Code: "S", Name: "VAT 19 %", Rate: 19 * money.Percent, Base: p.Net}
	x.Tax = x.Rate.Of(x.Base)
	p.Gross, p.Taxes, p.Total = p.Net, []trade.TaxSum{x}, p.Net+x.Tax
	p.Dues = []trade.Due{{Date: "2026-12-28", Amount: p.Total}}
	return p
}

// bareMaroto prints the same texts with maroto alone.
func bareMaroto(p app.Paper) ([]byte, error) {
	cfg := config.NewBuilder().WithCompression(true).WithDefaultFont(&props.Font{Family: "go", Size: 9}).WithPageNumber().
		WithCustomFonts([]*entity.CustomFont{{Family: "go", Style: fontstyle.Normal, Bytes: goregular.TTF}, {Family: "go", Style: fontstyle.Bold, Bytes: gobold.TTF}}).Build()
	m := maroto.New(cfg)
	bold, right := props.Text{Style: fontstyle.Bold}, props.Text{Align: align.Right}
	m.AddRow(24, col.New(6).Add(picturepart.NewFromBytes(p.From.Logo, extension.Png)), col.New(6).Add(text.New(p.From.Name, bold)))
	say := func(t string) { m.AddAutoRow(text.NewCol(12, t)) }
	w := &english
	for _, t := range append(w.place(p.From.Address, ""), p.From.Email, p.From.Phone, p.From.TaxNumber) {
		say(t)
	}
	for _, t := range w.place(p.To, "") {
		say(t)
	}
	m.AddRow(12, text.NewCol(12, "Invoice "+p.Number, props.Text{Style: fontstyle.Bold, Size: 18}))
	for _, f := range p.Facts {
		m.AddAutoRow(text.NewCol(3, w.facts[f.Label]), text.NewCol(9, f.Value))
	}
	m.AddAutoRow(text.NewCol(1, w.pos, bold), text.NewCol(2, w.item, bold), text.NewCol(4, w.description, bold), text.NewCol(1, w.qty, bold), text.NewCol(1, w.unit, bold), text.NewCol(1, w.price, bold), text.NewCol(2, w.amount, bold))
	for i := range p.Lines {
		l := &p.Lines[i]
		m.AddAutoRow(text.NewCol(1, strconv.Itoa(i+1)), text.NewCol(2, l.Code), text.NewCol(4, l.Description), text.NewCol(1, l.Qty.String(), right), text.NewCol(1, l.Unit),
			text.NewCol(1, w.figure(l.Price.Text(p.Currency)), right), text.NewCol(2, w.money(l.Net, p.Currency), right))
	}
	for _, t := range [][2]string{{w.net, w.money(p.Net, p.Currency)}, {p.Taxes[0].Name, w.money(p.Taxes[0].Tax, p.Currency)}, {w.total, w.money(p.Total, p.Currency)}} {
		m.AddAutoRow(text.NewCol(8, t[0]), text.NewCol(4, t[1], right))
	}
	for _, t := range append(p.Bank, p.Notes...) {
		say(t)
	}
	d, err := m.Generate()
	if err != nil {
		return nil, err
	}
	return d.GetBytes(), nil
}
