package reports

import (
	"bytes"
	"context"
	"testing"

	"github.com/xuri/excelize/v2"

	"dropdesk/app/intake"
	"dropdesk/data/datatest"

	"dropdesk/app"
)

// What is entered in the template is read as it was meant, and its examples are not read at all.
func TestTheTemplateIsRead(t *testing.T) {
	desk := app.New(app.Ports{Store: datatest.Open(t), Printer: New()})
	x, err := desk.ExportMastersTemplate(context.Background(), app.Nothing{})
	if err != nil {
		t.Fatal(err)
	}
	if out, err := desk.PreviewMasters(context.Background(), app.MastersIn{Name: "masters.xlsx", File: x.XLSX}); err != nil || out.Takes != 0 {
		t.Errorf("an empty template takes %+v %v", out, err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(x.XLSX))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"Customers", "Suppliers", "Items", "Opening balances"} {
		if v, err := f.GetDataValidations(s); err != nil || len(v) == 0 {
			t.Errorf("%s: nothing is validated: %v", s, err)
		}
		if err := f.SetCellStr(s, "A2", "00417"); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	tables, err := intake.ReadMasters(context.Background(), "masters.xlsx", b.Bytes(), intake.MasterWay{})
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		fields := intake.MasterFields[table.Kind]
		for i, c := range table.Columns {
			if c.Field != fields[i].Name {
				t.Errorf("%s: column %s (%s) is read as %q, want %q", table.Kind, c.Column, c.Heading, c.Field, fields[i].Name)
			}
		}
		if len(table.Rows) != 1 || table.Rows[0].Values[fields[0].Name] != "00417" {
			t.Errorf("%s: read %+v", table.Kind, table.Rows)
		}
	}
}
