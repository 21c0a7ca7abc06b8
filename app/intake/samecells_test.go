package intake

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// What programs write differently, and what means the same: the cells are those that excelize reads, however the sheet's XML is written.
func TestCellsOfSheetsThatAreWrittenOddlyAreThoseThatExcelizeReads(t *testing.T) {
	texts := []string{"Mug", "a & b", "<c>", "Ł ö ü 漢字", "007", "1 > 2", "line\nbreak", "]]>", "x\"y'z", "</v></c>"}
	rapid.Check(t, func(t *rapid.T) {
		pick := func(of string, values ...string) string { return rapid.SampledFrom(values).Draw(t, of) }
		gap := func() string { return pick("gap", "", "", "", "\n", " \t", "<!-- > a remark -->") }
		var shared, sheet strings.Builder
		kept := rapid.SliceOfN(rapid.SampledFrom(texts), 1, 8).Draw(t, "shared")
		for _, s := range kept {
			switch s = html.EscapeString(s); pick("text", "plain", "space", "rich", "cut") {
			case "plain":
				shared.WriteString("<si><t>" + s + "</t></si>")
			case "space":
				shared.WriteString(`<si><t xml:space="preserve">` + s + "</t></si>")
			case "rich":
				shared.WriteString(`<si><r><rPr><b/></rPr><t>` + s + `</t></r><r><t>!</t></r></si>`)
			case "cut":
				shared.WriteString("<si>\n<t>" + s + "</t><phoneticPr fontId=\"1\"/></si>")
			}
		}
		no := 0
		for range rapid.IntRange(1, 6).Draw(t, "rows") {
			no += rapid.IntRange(1, 3).Draw(t, "down")
			quote := pick("quote", `"`, `'`)
			fmt.Fprintf(&sheet, "<row spans=%[1]s1:9%[1]s r=%[1]s%[2]d%[1]s>%[3]s", quote, no, gap())
			col := 0
			for range rapid.IntRange(0, 6).Draw(t, "cells") {
				col += rapid.IntRange(1, 2).Draw(t, "right")
				c := fmt.Sprintf("<c r=%[1]s%[2]s%[3]d%[1]s", quote, Letter(col-1), no)
				text := html.EscapeString(pick("words", texts...))
				switch pick("kind", "number", "long", "shared", "inline", "formula", "flag", "mistake", "empty", "bare") {
				case "number":
					c += "><v>" + pick("value", "0", "12", "-3.5", "0.07", "1E3") + "</v></c>"
				case "long":
					c += ` s="0">` + gap() + "<v>12.25</v>" + gap() + "</c>"
				case "shared":
					c += fmt.Sprintf(` t="s"><v>%d</v></c>`, rapid.IntRange(0, len(kept)-1).Draw(t, "which"))
				case "inline":
					c += ` t="inlineStr"><is><t>` + text + "</t></is></c>"
				case "formula":
					c += ` t="str"><f>CONCATENATE("a","b")</f><v>` + text + "</v></c>"
				case "flag":
					c += ` t="b"><v>` + pick("flag", "0", "1") + "</v></c>"
				case "mistake":
					c += ` t="e"><v>#N/A</v></c>`
				case "empty":
					c += pick("close", "/>", "></c>", "><v></v></c>", "><v/></c>")
				case "bare":
					c = "<c><v>7</v></c>"
					if !strings.HasSuffix(sheet.String(), "</c>") { // it stands right of the one before
						c = ""
						col--
					}
				}
				sheet.WriteString(c)
				if !strings.HasPrefix(c, "<c><") && c != "" {
					sheet.WriteString(pick("behind", "", "", "\n"))
				}
			}
			sheet.WriteString("</row>" + gap())
		}
		file := wholeWorkbook(sheet.String(), shared.String())
		theirs, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		want, err := theirs.GetRows("List")
		if err != nil {
			t.Fatal(err)
		}
		book, err := Open("list.xlsx", file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := book.Read(context.Background(), 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]Cell{}
		for _, row := range s.Rows {
			for i, c := range row.Cells {
				if c.Text != "" {
					got[fmt.Sprint(Letter(i), row.No)] = c
				}
			}
		}
		seen := 0
		for i, row := range want {
			for j, text := range row {
				if strings.TrimSpace(text) == "" {
					continue
				}
				seen++
				c := got[fmt.Sprint(Letter(j), i+1)]
				same := c.Text == strings.TrimSpace(text) || text == "1E3" && c.Text == "1000" || c.Text == "TRUE" && text == "1" || c.Text == "FALSE" && text == "0"
				if !same {
					t.Fatalf("%s%d is %q, and excelize reads %q\n%s", Letter(j), i+1, c.Text, text, sheet.String())
				}
			}
		}
		if seen != len(got) {
			t.Fatalf("%d cells, and excelize reads %d\n%s", len(got), seen, sheet.String())
		}
	})
}

// wholeWorkbook is a workbook of one sheet that excelize opens too.
func wholeWorkbook(rows, shared string) []byte {
	const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	const kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	return zipped([]part{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + kinds + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + main + ` xmlns:r="` + kinds + `"><sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + kinds + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + kinds + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", `<worksheet ` + main + `><sheetData>` + rows + `</sheetData></worksheet>`},
		{"xl/sharedStrings.xml", `<sst ` + main + `>` + shared + `</sst>`},
	})
}
