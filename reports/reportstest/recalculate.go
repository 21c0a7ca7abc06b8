// Package reportstest checks workbooks in tests: LibreOffice works out what the program has written, and both must say the same. It
// is never part of the program.
package reportstest

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// cent is less than half of the smallest unit of any currency.
const cent = 0.0004

// always tells LibreOffice to work formulas out when it opens a workbook; as it comes, it shows what is stored as their results.
const always = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

// Recalculated are workbooks as LibreOffice saves them once it has worked out every formula.
func Recalculated(t testing.TB, books ...[]byte) []*excelize.File {
	t.Helper()
	dir := t.TempDir()
	profile, out := filepath.Join(dir, "profile"), filepath.Join(dir, "out")
	args := []string{"-env:UserInstallation=file://" + profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out}
	if err := os.MkdirAll(filepath.Join(profile, "user"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(profile, "user", "registrymodifications.xcu"), []byte(always), 0o600); err != nil {
		t.Fatal(err)
	}
	for i, b := range books {
		path := filepath.Join(dir, strconv.Itoa(i)+".xlsx")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	said, err := exec.Command("soffice", args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	var list []*excelize.File
	for i := range books {
		f, err := excelize.OpenFile(filepath.Join(out, strconv.Itoa(i)+".xlsx"))
		if err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		t.Cleanup(func() { _ = f.Close() })
		list = append(list, f)
	}
	return list
}

// Differences lists the formulas of a workbook whose stored result is not what LibreOffice finds, and counts all formulas.
func Differences(t testing.TB, xlsx []byte) (wrong []string, formulas int) {
	t.Helper()
	ours, err := excelize.OpenReader(strings.NewReader(string(xlsx)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ours.Close() }()
	theirs := Recalculated(t, xlsx)[0]
	for _, sheet := range ours.GetSheetList() {
		rows, err := ours.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for y, row := range rows {
			for x, stored := range row {
				cell, err := excelize.CoordinatesToCellName(x+1, y+1)
				if err != nil {
					t.Fatal(err)
				}
				formula, err := ours.GetCellFormula(sheet, cell)
				if err != nil {
					t.Fatal(err)
				}
				if formula == "" {
					continue
				}
				formulas++
				found, err := theirs.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatal(err)
				}
				if !same(stored, found) {
					wrong = append(wrong, sheet+"!"+cell+" ="+formula+" comes to "+found+" and says "+stored)
				}
			}
		}
	}
	return wrong, formulas
}

func same(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return errX == nil && errY == nil && math.Abs(x-y) < cent
}
