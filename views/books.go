package views

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// loadBooks shows which accounts of the bookkeeping program things are booked to, and what was handed over.
func (s *Shell) loadBooks(ctx context.Context) (func() document, error) {
	b, err := s.desk.GetBooks(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	log, err := s.desk.ListHandOffs(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	c, err := s.desk.GetCompany(ctx, app.Nothing{})
	return func() document { return s.drawBooks(b, log.Rows, c) }, err
}

func (s *Shell) drawBooks(b app.Books, log []trade.HandOff, c *trade.Company) document {
	d := document{title: kit.T("Books"), buttons: []button{
		{text: kit.T("Set the accounts"), primary: b.Program == "", do: func() { s.editBooks(b) }},
		{step: "HandOff", text: kit.T("Hand over to the books…"), primary: b.Program != "", do: s.handOver},
	}}
	program := kit.T("not set")
	if b.Program != "" {
		program = programWord(b.Program)
	}
	d.facts = []fyne.CanvasObject{kit.Fact(kit.T("Program"), program), kit.Fact(kit.T("Dates"), dateWords()[b.Dates])}
	var rows [][]kit.Cell
	for _, a := range b.Accounts {
		account := kit.Cell{Text: a.Account}
		if a.Account == "" {
			account = kit.Cell{Text: kit.T("not set"), Tone: kit.Quiet}
			if a.Use == "tax" {
				account.Text = kit.T("its own name")
			}
		}
		rows = append(rows, []kit.Cell{{Text: accountWord(&a)}, account})
	}
	d.body = []fyne.CanvasObject{
		sentence(kit.T("Invoices, credit notes and bills are handed over as files that the bookkeeping program reads. Each goes once; what was handed over can be sent again on purpose.")),
		kit.Section(kit.T("What is booked where")), kit.Lines(kit.Columns{-1, -1}, nil, []string{kit.T("What"), kit.T("Account or name in the program")}, rows),
		kit.Section(kit.T("What was handed over")),
	}
	if len(log) == 0 {
		d.body = append(d.body, sentence(kit.T("Nothing was handed over yet.")))
		return d
	}
	rows = nil
	for i := range log {
		h := &log[i]
		word := counted(h.Documents, "%d document", "%d documents")
		if h.Again {
			word += ", " + kit.T("again")
		}
		again := kit.NewAction(kit.T("Send again…"), false, func() { s.showHandOff(app.HandOffIn{ID: h.ID, Program: h.Program}) }, nil)
		rows = append(rows, []kit.Cell{{Text: fmt.Sprint(h.ID), Tone: kit.Quiet}, {Text: moment(h.At, s.today())}, {Text: programWord(h.Program)}, {Text: word}, {Text: amount(h.Sold, c.Currency)},
			{Text: amount(h.Bought, c.Currency)}, {Text: h.Who, Tone: kit.Quiet}, {Object: again}})
	}
	d.body = append(d.body, kit.Lines(kit.Columns{36, 104, -2, -2, 100, 100, -1, 130}, []bool{true, false, false, false, true, true},
		[]string{kit.T("No."), kit.T("When"), kit.T("Program"), kit.T("Documents"), kit.T("Sold"), kit.T("Bought"), kit.T("By"), ""}, rows))
	return d
}

// programWord is a bookkeeping program's name.
func programWord(id string) string {
	for _, p := range app.BookPrograms {
		if p.ID == id {
			return kit.Said(p.Name)
		}
	}
	return id
}

func programWords() []string {
	var words []string
	for _, p := range app.BookPrograms {
		words = append(words, kit.Said(p.Name))
	}
	return words
}

// programOf is the program that a word names.
func programOf(word string) string {
	for _, p := range app.BookPrograms {
		if kit.Said(p.Name) == word {
			return p.ID
		}
	}
	return ""
}

func dateWords() map[string]string {
	return map[string]string{"dmy": "31/12/2026", "mdy": "12/31/2026", "ymd": "2026-12-31"}
}

// accountWord is what an account is for. The name of a tax code is the company's own word, whatever it means here.
func accountWord(a *app.BookAccount) string {
	if a.Own != "" {
		return kit.T("Tax code %s, %s", a.Code, a.Own)
	}
	return kit.Said(a.Name)
}

// editBooks asks for the program and what it calls its accounts and taxes.
func (s *Shell) editBooks(b app.Books) {
	program := ""
	if b.Program != "" {
		program = programWord(b.Program)
	}
	dates := dateWords()
	fields := []*kit.Field{
		{Name: "program", Label: kit.T("Program"), Options: programWords(), Text: program},
		{Name: "dates", Label: kit.T("It reads dates as"), Options: []string{dates["dmy"], dates["mdy"], dates["ymd"]}, Text: dates[b.Dates]},
	}
	for i, a := range b.Accounts {
		hint := map[string]string{"sales": "200", "cost_of_goods": "310", "freight": "425", "receivable": "Accounts Receivable", "payable": "Accounts Payable"}[a.Use]
		fields = append(fields, &kit.Field{Name: fmt.Sprintf("accounts[%d].account", i), Label: accountWord(&a), Text: a.Account, Hint: hint})
	}
	f := kit.NewForm(fields...)
	kit.AskForm(s.win.Canvas(), kit.T("Accounts of the books"), kit.T("Save"), f, func(d *kit.Dialog) {
		in := app.Books{Program: programOf(f.Text("program")), Accounts: append([]app.BookAccount{}, b.Accounts...)}
		for id, word := range dates {
			if word == f.Text("dates") {
				in.Dates = id
			}
		}
		for i := range in.Accounts {
			in.Accounts[i].Account = f.Text(fmt.Sprintf("accounts[%d].account", i))
		}
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (app.Books, error) { return s.desk.SaveBooks(ctx, in) }, nil)
	})
}
