package views

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// problems are what can be reported of a shipment, the usual one first.
var problems = []trade.ExceptionKind{trade.ExDamaged, trade.ExLost, trade.ExWrong, trade.ExShort, trade.ExOver}

// reportProblem asks what went wrong with a shipment.
func (s *Shell) reportProblem(c app.Chain, x *trade.Shipment) {
	words := make([]string, len(problems))
	for i, k := range problems {
		words[i] = exceptionWord(k)
	}
	fields := []*kit.Field{
		{Say: kit.T("Enter how many of each line it is about; all empty means the whole shipment. Each line then asks for a decision.")},
		{Name: "kind", Label: kit.T("What happened"), Options: words, Text: words[0]},
		{Name: "note", Label: kit.T("Note")},
	}
	for i := range x.Lines {
		l := &x.Lines[i]
		fields = append(fields, &kit.Field{Label: kit.T("%s (%s)", goods(l.SKU, l.Description), l.Good()-returning(c, l.ID)), Cells: []*kit.Field{{Name: "line" + key(l.ID), Label: kit.T("of these")}}})
	}
	f := kit.NewForm(fields...)
	f.Alias("line"+key(x.Lines[0].ID), "lines")
	kit.AskForm(s.win.Canvas(), kit.T("Something is wrong with %s", x.Number), kit.T("Report it"), f, func(d *kit.Dialog) {
		in := app.ReportExceptionIn{ShipmentID: x.ID, Version: x.Version, Kind: problems[slices.Index(words, f.Text("kind"))], Note: f.Text("note")}
		submit(s, d, f, kit.T("Reported; it waits for a decision"), func(ctx context.Context) (*trade.Shipment, error) {
			for i := range x.Lines {
				name := "line" + key(x.Lines[i].ID)
				q, err := quantity(name, f.Text(name))
				if err != nil {
					return nil, err
				}
				if q != 0 {
					f.Alias(name, fmt.Sprintf("lines[%d].qty", len(in.Lines)))
					in.Lines = append(in.Lines, app.QtyIn{LineID: x.Lines[i].ID, Qty: q})
				}
			}
			return s.desk.ReportException(ctx, in)
		}, nil)
	})
}

// shipmentNote says what of a shipment's line had trouble, or came back.
func shipmentNote(c app.Chain, l *trade.ShipmentLine) string {
	var parts []string
	for i := range c.Exceptions {
		if e := &c.Exceptions[i]; e.ShipmentLineID == l.ID {
			parts = append(parts, number(e.Qty)+" "+exceptionWord(e.Kind))
		}
	}
	if q := returning(c, l.ID); q > 0 {
		parts = append(parts, kit.T("%s returned", q))
	}
	return strings.Join(parts, ", ")
}
