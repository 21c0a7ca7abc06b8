package data

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever a text holds comes back as it was.
func TestWhatIsWrittenAsCSVIsReadAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "\r\n", "\r", "\n", `"`, `\.`, " a", "=1+1", "'x", "a,b", "\xff\x00", "-", "@x"}))
		width := rapid.IntRange(2, 5).Draw(t, "width")
		rows := rapid.SliceOf(rapid.SliceOfN(cell, width, width)).Draw(t, "rows")
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		for _, row := range rows {
			out := make([]string, width)
			for i := range row {
				out[i] = harmless(row[i])
			}
			if err := w.Write(out); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		r := newCSV(&b)
		for _, row := range rows {
			got, err := r.row()
			if err != nil {
				t.Fatal(err)
			}
			for i := range got {
				got[i] = meant(got[i])
			}
			if !slices.Equal(got, row) {
				t.Fatalf("%q became %q", row, got)
			}
		}
		if _, err := r.row(); !errors.Is(err, io.EOF) {
			t.Fatalf("after the last row: %v", err)
		}
	})
}

// A cell of an export is never one that a spreadsheet would run.
func TestNoCellOfAnExportRuns(t *testing.T) {
	for _, s := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\ufeff@a", "＝1+1", "＋1", "－1", "＠SUM(A1)"} {
		if got := harmless(s); got != "'"+s {
			t.Errorf("%q is written as %q", s, got)
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n", "\"a\"\"b\",c\n", "\"a", "a\"b\n", "a\r\n", "\n", ",\n,", "\"a\"x\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := newCSV(strings.NewReader(s))
		for rows := 0; ; rows++ {
			if _, err := r.row(); err != nil {
				return
			}
			if rows > len(s) {
				t.Fatal("more rows than bytes")
			}
		}
	})
}
