package views

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/money"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// maxPriceFile is more than any price list has.
const maxPriceFile = 128 << 20

// listEndings are those of files that are read as tables.
var listEndings = []string{".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".txt"}

// choosePrices asks whose price list it is, and for the file.
func (s *Shell) choosePrices(supplier kit.Choice, path string) {
	f := kit.NewForm(
		&kit.Field{Name: "supplier", Label: kit.T("Supplier"), Search: s.searchSuppliers, Chosen: supplier, Hint: kit.T("Supplier's name …"), Wide: true},
		fileField(kit.T("The file (.xlsx, .ods, .csv, .txt)"), path),
	)
	var d *kit.Dialog
	browse := s.browser(listEndings, func() *kit.Dialog { return d }, func(path string) {
		s.choosePrices(kit.Choice{ID: f.Chosen("supplier"), Title: f.Text("supplier")}, path)
	})
	d = kit.AskFormBelow(s.win.Canvas(), kit.T("Import a price list"), kit.T("Read it"), browse, f, func(d *kit.Dialog) {
		id, path := trade.ID(f.Chosen("supplier")), f.Text("path")
		submit(s, d, f, "", func(ctx context.Context) (app.ApplyPricesIn, error) {
			if id == 0 {
				return app.ApplyPricesIn{}, trade.Faultf(trade.Invalid, "Whose price list is it? Choose the supplier.").In("supplier")
			}
			file, err := listFile(path)
			return app.ApplyPricesIn{PricesIn: app.PricesIn{SupplierID: id, Name: filepath.Base(path), File: file}}, err
		}, s.readPrices)
	})
}

// listFile reads a file that a person named.
func listFile(path string) ([]byte, error) {
	if home, err := os.UserHomeDir(); err == nil && strings.HasPrefix(path, "~"+string(filepath.Separator)) {
		path = filepath.Join(home, path[2:])
	}
	file, err := wholeFile(path, maxPriceFile)
	if err != nil {
		return nil, app.AsError(err).In("path")
	}
	return file, nil
}

// takePrices reads a dropped file as a price list, of the supplier that is shown if one is.
func (s *Shell) takePrices(path string) {
	supplier := kit.Choice{}
	if ref := s.doc.history.ref; ref.Kind == trade.KindSupplier {
		supplier = kit.Choice{ID: int64(ref.ID), Title: s.doc.title}
	}
	s.choosePrices(supplier, path)
}

// longStep does something that may take a while, with a bar and a way to stop it.
func longStep[T any](s *Shell, title string, do func(context.Context) (T, error), then func(T), failed func(error)) {
	ctx, stop := context.WithCancel(s.ctx())
	bar := widget.NewProgressBar()
	var d *kit.Dialog
	halt := kit.NewAction(kit.T("Stop"), false, stop, func() { d.Close() })
	d = kit.Ask(s.win.Canvas(), title, "", container.NewVBox(bar, container.NewHBox(halt)), func(d *kit.Dialog) { d.Close() })
	ctx = app.Telling(ctx, func(done, of int) {
		s.run.Do(func() {}, func() { bar.SetValue(float64(done) / float64(max(of, 1))) })
	})
	var v T
	var err error
	s.run.Do(func() { v, err = do(ctx) }, func() {
		stop()
		d.Close()
		switch {
		case errors.Is(err, context.Canceled):
			s.toasts.Show(kit.T("Stopped. Nothing was changed."), kit.Quiet, "", nil)
		case err != nil:
			failed(err)
		default:
			then(v)
		}
	})
}

// readPrices shows what a list changes; where its columns are not known it asks for them first.
func (s *Shell) readPrices(in app.ApplyPricesIn) {
	in.Limit = shownRows
	longStep(s, kit.T("Reading %s", in.Name), func(ctx context.Context) (*app.PricePlan, error) { return s.desk.PreviewPrices(ctx, in) }, func(p *app.PricePlan) {
		s.showPrices(in, p)
	}, func(err error) {
		if e := app.AsError(err); e.Field == "map.columns" || e.Field == "map.sheet" {
			s.priceColumns(in, e.Message)
			return
		}
		s.fail(err)
	})
}

// fieldNames are what a column of a list can be, in words.
func fieldNames() map[string]string {
	return map[string]string{
		"": kit.T("not read"), "part": kit.T("Supplier's part number"), "sku": kit.T("Our SKU"), "gtin": kit.T("GTIN (EAN, UPC)"), "maker_part": kit.T("Maker's number"), "name": kit.T("Name"),
		"brand": kit.T("Brand"), "category": kit.T("Category"), "unit": kit.T("Unit"), "pack": kit.T("Pack size"), "min": kit.T("Minimum quantity"), "multiple": kit.T("In multiples of"),
		"cost": kit.T("Cost"), "cost_of_size": kit.T("Cost of this size"), "list": kit.T("List price"), "discount": kit.T("Discount"), "retail": kit.T("Retail price"),
		"currency": kit.T("Currency"), "from": kit.T("From quantity"), "per": kit.T("Pieces the price is for"), "valid_until": kit.T("Valid until"), "lead": kit.T("Lead time"),
		"stock": kit.T("Stock"), "ended": kit.T("Discontinued"), "replacement": kit.T("Replacement"), "weight": kit.T("Weight"),
	}
}

// priceColumns asks what stands in the columns of a list, and shows how its first rows are read then.
func (s *Shell) priceColumns(in app.ApplyPricesIn, trouble string) {
	read(s, func(ctx context.Context) (*app.PriceLook, error) { return s.desk.LookAtPrices(ctx, in.PricesIn) }, func(look *app.PriceLook) {
		s.drawColumns(in, look, trouble)
	})
}

func (s *Shell) drawColumns(in app.ApplyPricesIn, look *app.PriceLook, trouble string) {
	names := fieldNames()
	words, codes := columnWords(names, look.Fields)
	var f *kit.Form
	box := container.NewVBox()
	var latest kit.Latest
	again := func() {
		m, err := typedMap(f, look, codes)
		if err != nil {
			return // it is said when the form is sent
		}
		next := in.PricesIn
		next.Map = &m
		wanted := latest.Next()
		var out *app.PriceLook
		s.run.Do(func() { out, err = s.desk.LookAtPrices(s.ctx(), next) }, func() {
			if err == nil && wanted() {
				drawLook(box, out)
			}
		})
	}
	m := &look.Map
	rate := func(r money.Rate) string {
		if r == 0 {
			return ""
		}
		return typed(r.String())
	}
	fields := append(headFields(kit.T("Row of the headings (empty: none)"), look.Sheets, m.Sheet, m.Heading),
		&kit.Field{Name: "discount", Label: kit.T("Our discount on all prices, %"), Text: rate(m.Discount)},
		&kit.Field{Name: "tax", Label: kit.T("Tax in the prices, %"), Text: rate(m.Tax)},
		&kit.Field{Name: "up", Label: kit.T("In doubt when it rises by more than, %"), Text: rate(m.Up), Hint: "25"},
		&kit.Field{Name: "down", Label: kit.T("In doubt when it falls by more than, %"), Text: rate(m.Down), Hint: "25"},
		&kit.Field{Name: "margin", Label: kit.T("Tell quotes with a margin below, %"), Text: rate(m.Margin), Hint: "15"},
		&kit.Field{Name: "per_pack", Label: kit.T("Prices are for the pack, not for one piece"), Check: true, Text: yes(m.PerPack), Wide: true},
		&kit.Field{Name: "full", Label: kit.T("It lists all that the supplier sells: what it lacks is discontinued"), Check: true, Text: yes(m.Full), Wide: true},
	)
	for i, c := range m.Columns {
		from := ""
		if c.From != 0 {
			from = typed(c.From.String())
		}
		at := strconv.Itoa(i)
		fields = append(fields, &kit.Field{Label: columnLabel(&c), Cells: []*kit.Field{
			{Name: "field" + at, Label: kit.T("It is"), Options: words, Text: names[c.Field], Width: 170, OnPick: func(string) { again() }},
			{Name: "from" + at, Label: kit.T("from qty"), Text: from, Width: 70},
		}})
	}
	f = kit.NewForm(fields...)
	drawLook(box, look)
	beside := container.NewVBox()
	if trouble != "" {
		beside.Add(wrapped(kit.Said(trouble), widget.DangerImportance))
	}
	beside.Add(box)
	kit.AskFormBeside(s.win.Canvas(), kit.T("Columns of %s", in.Name), kit.T("Show what changes"), f, 500, kit.Wide(420, beside), func(d *kit.Dialog) {
		next, err := typedMap(f, look, codes)
		if err != nil {
			if e := app.AsError(err); !f.Wrong(e.Field, e.Message) {
				d.Fail(e.Message)
			}
			return
		}
		in.Map = &next
		d.Close()
		s.readPrices(in)
	})
}

// typedMap is how a list is read, as it was entered.
func typedMap(f *kit.Form, look *app.PriceLook, codes map[string]string) (trade.PriceMap, error) {
	m := look.Map
	m.Columns = append([]trade.PriceColumn{}, look.Map.Columns...)
	if f.Has("sheet") {
		if sheet := f.Text("sheet"); sheet != m.Sheet { // its columns are others
			return trade.PriceMap{Sheet: sheet, PerPack: m.PerPack, Full: m.Full}, nil
		}
	}
	if text := strings.TrimSpace(f.Text("heading")); text == "" {
		m.Heading = -1
	} else if n, err := strconv.Atoi(text); err != nil || n < 1 {
		return m, trade.Faultf(trade.Invalid, "%q is no row of a sheet.", text).In("heading")
	} else if m.Heading != n {
		m.Heading = n
		chosen := false
		for i := range m.Columns {
			field := codes[f.Text("field"+strconv.Itoa(i))]
			chosen = chosen || field != m.Columns[i].Field
			m.Columns[i].Heading = "" // another stands above it now
		}
		if !chosen {
			return trade.PriceMap{Sheet: m.Sheet, Heading: n, PerPack: m.PerPack, Full: m.Full}, nil
		}
	}
	m.PerPack, m.Full = f.Text("per_pack") == "yes", f.Text("full") == "yes"
	for name, to := range map[string]*money.Rate{"discount": &m.Discount, "tax": &m.Tax, "up": &m.Up, "down": &m.Down, "margin": &m.Margin} {
		d, err := decimal(name, f.Text(name))
		if err != nil {
			return m, err
		}
		if *to = 0; d != nil {
			if *to, err = d.Rate(); err != nil {
				return m, trade.Faultf(trade.Invalid, "%s is no percentage.", d).In("%s", name)
			}
		}
	}
	for i := range m.Columns {
		at := strconv.Itoa(i)
		c := &m.Columns[i]
		c.Field = codes[f.Text("field"+at)]
		d, err := decimal("from"+at, f.Text("from"+at))
		if err != nil {
			return m, err
		}
		if c.From = 0; d != nil {
			if c.From, err = d.Qty(); err != nil {
				return m, trade.Faultf(trade.Invalid, "%s is no quantity.", d).In("from%s", at)
			}
		}
	}
	return m, nil
}

// drawLook shows how the first rows of a list are read.
func drawLook(box *fyne.Container, look *app.PriceLook) {
	box.RemoveAll()
	box.Add(kit.Section(kit.T("So the first rows are read")))
	var rows [][]kit.Cell
	for _, r := range look.Rows[:min(len(look.Rows), 10)] {
		cost := ""
		if r.New != nil {
			cost = price(*r.New, look.Currency)
		}
		note := said(r.Does)
		tone := kit.Quiet
		if len(r.Doubts) > 0 {
			note, tone = kit.Said(r.Doubts[0].Text), kit.Warn
		}
		rows = append(rows, []kit.Cell{{Text: r.PartNo}, {Text: r.Name}, {Text: cost}, {Text: strings.ReplaceAll(note, "\n", ", "), Tone: tone}})
	}
	box.Add(kit.Lines(kit.Columns{92, -2, 70, -2}, []bool{false, false, true}, []string{kit.T("Part no."), kit.T("Name"), kit.T("Cost"), kit.T("Besides")}, rows))
	for _, doubt := range look.Doubts {
		box.Add(wrapped(kit.Said(doubt), widget.WarningImportance))
	}
	if look.Missing != "" {
		box.Add(wrapped(kit.Said(look.Missing), widget.DangerImportance))
	}
	box.Refresh()
}
