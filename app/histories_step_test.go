package app_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/data/datatest"
)

func init() { allSteps = append(allSteps, (*steps).undo) }

// undo takes the last step back, if it is not the one that the history began with.
func (s *steps) undo() error {
	last := must(s.ListSteps(s.ctx, app.ListStepsIn{Limit: 1})).Rows[0]
	if strings.Contains(last.Names, "SaveOrder") {
		return errNone
	}
	_, err := s.UndoStep(s.ctx, app.ByID{ID: last.ID})
	return err
}

// Whatever steps were taken: each, taken back, leaves the file as it was before, and all of them
// together leave it as it was before the first.
func TestRandomStepsThatAreUndoneWereNever(t *testing.T) {
	h := newHouse(t)
	done := map[string]*[2]int{}
	undone := 0
	rapid.Check(t, func(t *rapid.T) {
		s := &steps{house: h, t: t, done: done, customer: h.ana}
		start, first := datatest.Dump(h.t, h.store), s.newest()
		s.begin()
		if s.bool("usual") { // so that there is something to take back
			for _, do := range []func(*steps) error{(*steps).answer, (*steps).ship, (*steps).invoice, (*steps).pay, (*steps).unpay} {
				s.step(do)
			}
		}
		now := datatest.Dump(h.t, h.store)
		for range 1 + s.index("steps", 16) {
			last := s.newest()
			s.step(allSteps[s.index("step", len(allSteps))])
			if s.newest() > last && s.bool("undo") {
				s.backTo(last)
				undone++
				s.sameFile("after one step", now)
				continue
			}
			now = datatest.Dump(h.t, h.store)
		}
		s.backTo(first)
		s.sameFile("after all steps", start)
	})
	h.sound()
	if undone == 0 {
		t.Error("nothing was ever undone")
	}
}

func (s *steps) newest() trade.ID {
	return must(s.ListSteps(s.ctx, app.ListStepsIn{Limit: 1})).Rows[0].ID
}

// backTo takes back all steps after one, the last first.
func (s *steps) backTo(step trade.ID) {
	for _, r := range must(s.ListSteps(s.ctx, app.ListStepsIn{Limit: 500})).Rows {
		if r.ID <= step || r.UndoneAt != "" {
			continue
		}
		if _, err := s.UndoStep(s.ctx, app.ByID{ID: r.ID}); err != nil {
			s.t.Fatalf("%s: %v", r.Title, err)
		}
	}
}

func (s *steps) sameFile(when, want string) {
	is, was := strings.Split(datatest.Dump(s.house.t, s.store), "\n"), strings.Split(want, "\n")
	for i := range max(len(is), len(was)) {
		switch {
		case i >= len(is):
			s.t.Fatalf("%s there is no line\n%s", when, was[i])
		case i >= len(was) || is[i] != was[i]:
			s.t.Fatalf("%s there is\n%s\nand before it\n%s", when, is[i], strings.Join(was[min(i, len(was)):min(i+1, len(was))], ""))
		}
	}
}
