package data

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"dropdesk/app"
)

var mutations = flag.Int("mutations", 40, "how many damaged files are opened")

// toldRates stand beside the gains. One whose last digits differ by so little that no cent does is no wrong total, and nothing else in the file knows those digits.
var toldRates = regexp.MustCompile(`"fx":"[^"]*"`)

// figures are the totals that people rely on, as text.
func figures(desk *app.Desk) (string, error) {
	var b strings.Builder
	err := errors.Join(
		figure(&b, desk.ReportProfit, app.ReportIn{By: "month"}), figure(&b, desk.ReportProfit, app.ReportIn{By: "customer"}),
		figure(&b, desk.ReportAgeing, app.AgeingIn{}), figure(&b, desk.ReportAgeing, app.AgeingIn{Payable: true}), figure(&b, desk.ReportGains, app.PeriodIn{}),
		figure(&b, sumsOf(desk.ListOrders), app.ListIn{Limit: 1}), figure(&b, sumsOf(desk.ListPayments), app.ListIn{Limit: 1}), figure(&b, sumsOf(desk.ListPurchases), app.ListIn{Limit: 1}),
		figure(&b, sumsOf(desk.ListInvoices), app.ListIn{Limit: 1}), figure(&b, sumsOf(desk.ListBills), app.ListIn{Limit: 1}),
	)
	return toldRates.ReplaceAllString(b.String(), ""), err
}

func figure[In, Out any](b *strings.Builder, of func(context.Context, In) (Out, error), in In) error {
	v, err := of(context.Background(), in)
	if err != nil {
		return err
	}
	text, err := json.Marshal(v)
	b.Write(text)
	return err
}

func sumsOf[Row any](list func(context.Context, app.ListIn) (app.List[Row], error)) func(context.Context, app.ListIn) (app.List[Row], error) {
	return func(ctx context.Context, in app.ListIn) (app.List[Row], error) {
		l, err := list(ctx, in)
		l.Rows = nil
		return l, err
	}
}

// mutation damages a file, and the log beside it where there is one.
type mutation struct {
	name string
	do   func(r *rand.Rand, file, log []byte) (newFile, newLog []byte)
}

var damages = []mutation{
	{"a byte of the head", func(r *rand.Rand, file, log []byte) ([]byte, []byte) {
		file[r.IntN(100)] ^= byte(1 + r.IntN(255))
		return file, log
	}},
	{"a bit anywhere", func(r *rand.Rand, file, log []byte) ([]byte, []byte) {
		file[r.IntN(len(file))] ^= 1 << r.IntN(8)
		return file, log
	}},
	{"the head of a page", func(r *rand.Rand, file, log []byte) ([]byte, []byte) {
		file[4096*(1+r.IntN(len(file)/4096-1))+r.IntN(16)] = byte(r.IntN(256))
		return file, log
	}},
	{"a page of noise", func(r *rand.Rand, file, log []byte) ([]byte, []byte) {
		noise(anyPage(r, file))
		return file, log
	}},
	{"a page of zeros", func(r *rand.Rand, file, log []byte) ([]byte, []byte) {
		clear(anyPage(r, file))
		return file, log
	}},
	{"a sector of another page", func(r *rand.Rand, file, log []byte) ([]byte, []byte) {
		at := 512 * r.IntN(8)
		copy(anyPage(r, file)[at:at+512], anyPage(r, file)[at:at+512])
		return file, log
	}},
	{"a page twice", func(r *rand.Rand, file, log []byte) ([]byte, []byte) {
		copy(anyPage(r, file), anyPage(r, file))
		return file, log
	}},
	{"the end cut off", func(r *rand.Rand, file, log []byte) ([]byte, []byte) { return file[:r.IntN(len(file))], log }},
	{"a bit of a figure", bitOfAFigure},
	{"a bit of a figure", bitOfAFigure},
	{"a byte of a figure", func(r *rand.Rand, file, log []byte) ([]byte, []byte) {
		file[places[r.IntN(len(places))]] ^= byte(1 + r.IntN(255))
		return file, log
	}},
	{"the log cut off", func(r *rand.Rand, file, log []byte) ([]byte, []byte) { return file, log[:r.IntN(len(log))] }},
	{"a byte of the log", func(r *rand.Rand, file, log []byte) ([]byte, []byte) {
		log[r.IntN(len(log))] ^= byte(1 + r.IntN(255))
		return file, log
	}},
}

func bitOfAFigure(r *rand.Rand, file, log []byte) ([]byte, []byte) {
	file[places[r.IntN(len(places))]] ^= 1 << r.IntN(8)
	return file, log
}

// places are where the bytes of figures are in the company's file.
var places []int

// figuresIn finds every byte of a whole number in the documents' tables of a file.
func figuresIn(t *testing.T, path string) (list []int) {
	p := must[*rawPages](t)(openPages(path, false))
	defer func() {
		if err := p.close(); err != nil {
			t.Error(err)
		}
	}()
	db := must[*sql.DB](t)(sql.Open(engine, dsn(path, "ro", "deferred")))
	w := &salvage{rawPages: p, ctx: context.Background(), seen: map[uint32]bool{}}
	for _, root := range texts(t, db, "SELECT rootpage FROM sqlite_schema WHERE name IN ('sales_order', 'order_line', 'purchase_line', 'invoice', 'invoice_line', 'bill', 'bill_line', 'payment', 'allocation', 'order_charge')") {
		n := must[int](t)(strconv.Atoi(root))
		w.walk(child{page: uint32(n)}, func(n uint32, b []byte) {
			for _, at := range p.cells(n, b) {
				from := int(n-1)*4096 + at
				length, n := variable(b[at:])
				_, m := variable(b[at+n:])
				head, h := variable(b[at+n+m:])
				at, from = at+n+m, from+n+m
				if int(length)+at > p.usable {
					continue // it goes on elsewhere
				}
				body := int(head)
				for k := h; k < int(head); {
					kind, n := variable(b[at+k:])
					size := 0
					switch {
					case kind >= 12:
						size = int(kind-12) / 2
					case kind > 0 && kind < 7:
						size = []int{0, 1, 2, 3, 4, 6, 8}[kind]
						for i := range size {
							list = append(list, from+body+i)
						}
					}
					k, body = k+n, body+size
				}
			}
		}, func(child) {})
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return list
}

func anyPage(r *rand.Rand, file []byte) []byte {
	at := 4096 * r.IntN(len(file)/4096)
	return file[at : at+4096]
}

// Whatever becomes of a file: it is refused, or found to be damaged when it is checked, or every total is right. Nothing panics or waits for
// ever. Without the check there are files whose totals are wrong in silence.
func TestCorruptFilesAreNeverWrongInSilence(t *testing.T) {
	path := busyPath(t)
	places = figuresIn(t, path)
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	right, err := figures(deskOn(s))
	if err != nil {
		t.Fatal(err)
	}
	// A step after the last time that the log was written back, which counts in no total.
	if _, err := s.writer.c.ExecContext(context.Background(), "UPDATE customer SET notes = notes || 'x'"); err != nil {
		t.Fatal(err)
	}
	file, log := must[[]byte](t)(os.ReadFile(path)), must[[]byte](t)(os.ReadFile(path+"-wal"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	other := anotherLog(t)
	dir := t.TempDir()
	refused, found, harmless, silent, without := 0, 0, 0, 0, 0
	for n := range *mutations {
		r := rand.New(rand.NewPCG(uint64(n), 11))
		m := damages[n%len(damages)]
		b, l := m.do(r, append([]byte{}, file...), append([]byte{}, log...))
		if n%50 == 49 {
			m.name, b, l = "the log of another file", append([]byte{}, file...), other
		}
		damaged := filepath.Join(dir, fmt.Sprintf("%d.dropdesk", n))
		for end, content := range map[string][]byte{"": b, "-wal": l} {
			if err := os.WriteFile(damaged+end, content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		done := make(chan struct{})
		slow := time.AfterFunc(2*time.Minute, func() { panic(fmt.Sprintf("mutation %d, %s: it does not end", n, m.name)) })
		go func() {
			defer close(done)
			s, err := Open(damaged)
			if err != nil {
				refused++
				return
			}
			got, wrong := figures(deskOn(s))
			same := wrong == nil && got == right
			if wrong == nil && !same {
				without++
			}
			broken, err := deskOn(s).CheckFile(context.Background(), app.Nothing{})
			switch {
			case err != nil || wrong != nil || len(broken.Problems) > 0:
				found++
			case same:
				harmless++
			default:
				silent++
				t.Errorf("mutation %d, %s: the totals are wrong and the check finds nothing", n, m.name)
			}
			_ = s.Close() // of a damaged file
		}()
		<-done
		slow.Stop()
		for _, end := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(damaged + end) // may be gone
		}
	}
	t.Logf("%d damaged files: %d refused when they were opened, %d found by the check, %d harmless, %d wrong in silence; without the check %d would have been", *mutations, refused, found, harmless, silent, without)
	if *mutations >= 200 && without == 0 {
		t.Error("no file was wrong before the check, so this test shows nothing")
	}
}

// anotherLog is the log of another company's file.
func anotherLog(t *testing.T) []byte {
	s := newStore(t)
	for n := range 40 {
		if _, err := s.writer.c.ExecContext(context.Background(), "UPDATE company SET name = ?1", fmt.Sprint("Other company ", n)); err != nil {
			t.Fatal(err)
		}
	}
	b := must[[]byte](t)(os.ReadFile(s.Path() + "-wal"))
	if binary.BigEndian.Uint32(b)&^1 != 0x377f0682 {
		t.Fatal("this is no log")
	}
	return b
}
